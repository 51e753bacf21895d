/* done-page.c: a calm end: what is there now, and what comes next.  All else is folded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/changes/undo-question.h"
#include "app/pages/done/done-facts.h"
#include "app/pages/done/launch.h"
#include "app/pages/done/letter-card.h"
#include "app/papers/print.h"
#include "app/shell/late.h"
#include "app/widgets/rows/fold.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "saving/undo.h"
#include "tegami-config.h"

/* While a mail program starts, a second one would complain that the first does not answer. */
#define STARTING_US (5 * G_USEC_PER_SEC)

struct _TgDonePage {
  TgPage parent_instance;

  GtkImage *icon;
  GtkLabel *heading;
  GtkWidget *open_button;
  GtkBox *asks;
  GtkBox *steps;
  GtkWidget *print_button;
  GtkWidget *close_button;
  TgFold *verified;
  TgFold *settings;
  TgFold *letter_fold;
  TgLetterCard *letter;
  TgFold *undo_fold;
  GtkLabel *undo_words;
  GtkWidget *import_button;
  GtkWidget *again_button;
  GtkWidget *undo_button;
  GtkLabel *problem;

  TgDocument *document;  /* (nullable): the settings, once the page was entered */
  GAppInfo *program;     /* (nullable): what *Open* starts, once it was found */
  GCancellable *finding; /* (nullable): while it is looked for */
  gboolean opens;        /* when it is found, since *Open* was pressed */
  gboolean undone;       /* since this page took the place of Save */
  gint64 launched;       /* when it was, on the monotonic clock; 0: not yet */
};

G_DEFINE_FINAL_TYPE (TgDonePage, tg_done_page, TG_TYPE_PAGE)

/* In the order in which the program will ask. */
static void
tg_done_page_tell_asks (TgDonePage *self, TgSaving *saved)
{
  GPtrArray *next = saved != NULL ? tg_saving_get_next (saved) : NULL;

  tg_box_empty (self->asks);
  for (guint i = 0; next != NULL && i < next->len; i++) {
    GtkWidget *line = tg_words_append (self->asks, next->pdata[i], NULL);

    gtk_label_set_justify (GTK_LABEL (line), GTK_JUSTIFY_CENTER);
    gtk_label_set_xalign (GTK_LABEL (line), 0.5);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->asks), next != NULL && next->len > 0);
}

/* Thunderbird on another computer takes no other file; without one, its settings are to be typed there. */
static void
tg_done_page_offer_import (TgDonePage *self)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));
  const TgDevice *device = tg_wizard_get_device (wizard);

  gtk_widget_set_visible (self->import_button,
                          device != NULL && g_str_equal (device->id, "thunderbird") && tg_wizard_get_import (wizard) == NULL);
}

static void
tg_done_page_offer_undo (TgDonePage *self, TgSaving *saved)
{
  gtk_widget_set_visible (GTK_WIDGET (self->undo_fold), saved != NULL);
  if (saved == NULL)
    return;

  gtk_label_set_text (self->undo_words,
                      tg_saving_is_update (saved)
                          ? _ ("The settings become what they were before. Your mail stays where it is.")
                          : _ ("The account is removed from the mail program. On the server, your mail stays where it is."));
  gtk_button_set_label (GTK_BUTTON (self->undo_button),
                        tg_saving_is_update (saved) ? _ ("_Undo: restore the previous settings") : _ ("_Undo: remove the account again"));
  tg_widget_defaults_apply (self->undo_button);
}

static void on_open_clicked (TgDonePage *self);

static void
on_program_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgDonePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAppInfo) program = tg_launch_find_finish (result, &error);
  gboolean had_focus;

  /* It is looked for anew, or the page is gone. */
  if (error != NULL)
    return;

  g_clear_object (&self->finding);
  self->program = g_steal_pointer (&program);
  had_focus = gtk_widget_has_focus (self->open_button);
  gtk_widget_set_visible (self->open_button, self->program != NULL);
  if (self->program == NULL && had_focus)
    gtk_widget_grab_focus (self->print_button);
  else if (self->program != NULL && self->opens)
    on_open_clicked (self);
}

static void
tg_done_page_find_program (TgDonePage *self, const TgPlace *place)
{
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  g_clear_object (&self->program);
  self->launched = 0;
  self->opens = FALSE;
  /* A program that was found to save into is rarely without an entry: the button has its place from the beginning. */
  gtk_widget_set_visible (self->open_button, place != NULL);
  if (place == NULL)
    return;

  self->finding = g_cancellable_new ();
  tg_launch_find_async (place, self->finding, on_program_found, g_object_ref (self));
}

static void
tg_done_page_show_icon (TgDonePage *self, gboolean written)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));
  gboolean ticked =
      written || (!self->undone && !tg_wizard_get_practising (wizard) && tg_done_is_verified (tg_page_get_session (TG_PAGE (self))));

  gtk_image_set_from_icon_name (self->icon, ticked ? "tegami-yes-symbolic" : TG_APP_ID);
  if (ticked)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "success");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "success");
}

/* What comes next, where no program is to be opened. */
static GtkWidget *
tg_done_page_next_button (TgDonePage *self)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));

  /* For another device, the settings are what the person came for. */
  if (tg_wizard_get_device (wizard) != NULL)
    return self->print_button;
  return tg_wizard_get_practising (wizard) ? self->again_button : self->close_button;
}

static void
tg_done_page_show_saved (TgDonePage *self, TgSaving *saved)
{
  const TgPlace *place = saved != NULL ? tg_saving_get_place (saved) : NULL;
  const TgImportFile *import = tg_wizard_get_import (tg_page_get_wizard (TG_PAGE (self)));
  gboolean written = place != NULL || import != NULL;
  g_autofree char *heading = NULL;

  if (place != NULL) {
    const char *title = tg_place_title (place);
    g_autofree char *open = g_strdup_printf (_ ("_Open %s"), title);

    self->undone = FALSE;
    heading = g_strdup_printf (_ ("Your account is in %s"), title);
    gtk_button_set_label (GTK_BUTTON (self->open_button), open);
    gtk_button_set_use_underline (GTK_BUTTON (self->open_button), TRUE);
    tg_widget_defaults_apply (self->open_button);
  } else if (import != NULL) {
    heading = g_strdup (_ ("The file for Thunderbird is ready"));
  } else if (self->undone) {
    heading = g_strdup (_ ("Undone: everything is as it was before"));
  } else if (tg_wizard_get_practising (tg_page_get_wizard (TG_PAGE (self)))) {
    heading = g_strdup (_ ("That was practice; nothing was saved"));
  } else if (tg_wizard_get_device (tg_page_get_wizard (TG_PAGE (self))) != NULL) {
    heading = g_strdup (_ ("These settings work: compare them with the other device"));
  } else {
    heading = g_strdup (_ ("Tested; nothing was saved"));
  }

  gtk_label_set_text (self->heading, heading);
  /* Heard with the button that has the focus when the page comes. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, heading, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tg_done_page_next_button (self)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, heading, -1);
  tg_done_page_show_icon (self, written);
  tg_done_page_find_program (self, place);
  tg_done_page_offer_import (self);
  tg_done_page_offer_undo (self, saved);
}

static void
tg_done_page_suggest (TgDonePage *self)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));
  gboolean elsewhere = tg_wizard_get_saved (wizard) != NULL || tg_wizard_get_import (wizard) != NULL;
  GtkWidget *const buttons[] = { self->print_button, self->close_button, self->again_button };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    tg_suggest (buttons[i], !elsewhere && buttons[i] == tg_done_page_next_button (self));
}

static void
tg_done_page_entered (TgPage *page)
{
  TgDonePage *self = TG_DONE_PAGE (page);
  TgWizard *wizard = tg_page_get_wizard (page);
  TgSession *session = tg_page_get_session (page);
  TgSaving *saved = tg_wizard_get_saved (wizard);
  const TgImportFile *import = tg_wizard_get_import (wizard);

  tg_done_page_show_saved (self, saved);
  tg_done_page_tell_asks (self, saved);
  tg_done_page_suggest (self);
  tg_box_empty (self->steps);
  gtk_widget_set_visible (GTK_WIDGET (self->steps), import != NULL);
  if (import != NULL)
    gtk_box_append (self->steps, tg_done_import_new (import));

  g_clear_pointer (&self->document, tg_document_unref);
  self->document = tg_done_settings (session);
  gtk_widget_set_visible (GTK_WIDGET (self->verified), tg_done_fill_verified (tg_fold_get_content (self->verified), session));
  tg_done_fill_settings (tg_fold_get_content (self->settings), self->document);
  /* To be typed there. */
  if (tg_wizard_get_device (wizard) != NULL)
    tg_fold_set_expanded (self->settings, TRUE);
  tg_letter_card_set_session (self->letter, session, tg_wizard_choices (wizard)->allow_plaintext);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

/* The letter is sent and read by this page's session: nobody waits for it elsewhere. */
static void
tg_done_page_left (TgPage *page)
{
  tg_letter_card_stop (TG_DONE_PAGE (page)->letter);
  TG_DONE_PAGE (page)->undone = FALSE;
}

static void
on_open_clicked (TgDonePage *self)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (display);
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_monotonic_time ();

  self->opens = self->program == NULL;
  if (self->opens)
    return;
  if (self->launched && now - self->launched < STARTING_US)
    return;

  self->launched = now;
  if (!g_app_info_launch (self->program, NULL, G_APP_LAUNCH_CONTEXT (context), &error))
    tg_words_tell (self->problem, error->message);
}

static void
on_print_clicked (TgDonePage *self)
{
  tg_print (self->document, self->problem);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgDonePage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean undone = tg_saving_undo_finish (result, &error);
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));

  /* What was allowed for the account is gone with it, and opens nothing more, whoever is at it now.  Where it failed, a part
   * may be gone nevertheless. */
  tg_wizard_use_what_is_left (wizard);
  tg_late_end ();
  /* "Another account" took this page away meanwhile. */
  if (self->undo_button == NULL) {
    if (!undone)
      tg_late_tell (_ ("The last change could not be undone"), error->message);
    return;
  }

  gtk_widget_set_sensitive (self->undo_button, TRUE);
  if (undone)
    tg_wizard_set_saved (wizard, NULL);
  if (undone && gtk_widget_get_mapped (GTK_WIDGET (self))) {
    self->undone = TRUE;
    tg_done_page_entered (TG_PAGE (self));
    gtk_widget_grab_focus (self->again_button);
  } else if (!undone) {
    tg_words_tell (self->problem, error->message);
  }
}

static void
on_undo_agreed (GObject *subject)
{
  TgDonePage *self = TG_DONE_PAGE (subject);
  TgSaving *saved = tg_wizard_get_saved (tg_page_get_wizard (TG_PAGE (self)));

  /* It may have been undone elsewhere, or be under way. */
  if (saved == NULL || !gtk_widget_get_sensitive (self->undo_button))
    return;
  gtk_widget_set_sensitive (self->undo_button, FALSE);
  tg_words_tell (self->problem, NULL);
  tg_late_begin ();
  tg_saving_undo_async (tg_saving_get_id (saved), NULL, on_undone, g_object_ref (self));
}

static void
on_undo_clicked (TgDonePage *self)
{
  TgSaving *saved = tg_wizard_get_saved (tg_page_get_wizard (TG_PAGE (self)));
  g_autofree char *when = tg_undo_question_when (tg_saving_get_id (saved));

  tg_undo_question_ask (GTK_WIDGET (self), tg_saving_get_title (saved), when, on_undo_agreed);
}

static GtkWidget *
tg_done_page_initial_focus (TgPage *page)
{
  TgDonePage *self = TG_DONE_PAGE (page);

  return gtk_widget_get_visible (self->open_button) ? self->open_button : tg_done_page_next_button (self);
}

static void
tg_done_page_dispose (GObject *object)
{
  TgDonePage *self = TG_DONE_PAGE (object);

  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  g_clear_object (&self->program);
  g_clear_pointer (&self->document, tg_document_unref);
  G_OBJECT_CLASS (tg_done_page_parent_class)->dispose (object);
}

static void
tg_done_page_class_init (TgDonePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_done_page_dispose;
  page_class->entered = tg_done_page_entered;
  page_class->left = tg_done_page_left;
  page_class->initial_focus = tg_done_page_initial_focus;

  g_type_ensure (TG_TYPE_LETTER_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/done/done-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, icon);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, heading);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, open_button);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, asks);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, steps);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, print_button);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, close_button);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, verified);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, settings);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, letter_fold);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, letter);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, undo_fold);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, undo_words);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, import_button);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, again_button);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, undo_button);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, problem);
}

static void
tg_done_page_init (TgDonePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->open_button, "clicked", G_CALLBACK (on_open_clicked), self);
  g_signal_connect_swapped (self->print_button, "clicked", G_CALLBACK (on_print_clicked), self);
  /* Where no letter may be sent, there is nothing to unfold. */
  g_object_bind_property (self->letter, "visible", self->letter_fold, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_swapped (self->undo_button, "clicked", G_CALLBACK (on_undo_clicked), self);
}
