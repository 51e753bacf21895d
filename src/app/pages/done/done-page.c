/* done-page.c: what was verified, in exact words, and what can be done next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/changes/undo-question.h"
#include "app/pages/done/launch.h"
#include "app/pages/done/letter-card.h"
#include "app/shell/late.h"
#include "app/widgets/widget-defaults.h"
#include "app/cards/fact-card.h"
#include "app/widgets/words.h"
#include "model/authentication.h"
#include "saving/undo.h"
#include "tegami-config.h"

/* While a mail program starts, a second one would complain that the first does not answer. */
#define STARTING_US (5 * G_USEC_PER_SEC)

struct _TgDonePage {
  TgPage parent_instance;

  GtkImage *icon;
  GtkLabel *heading;
  TgLetterCard *letter;
  GtkBox *facts;
  GtkWidget *open_button;
  GtkWidget *import_button;
  GtkWidget *again_button;
  GtkWidget *undo_button;
  GtkLabel *problem;

  GAppInfo *program;     /* (nullable): what *Open* starts, once it was found */
  GCancellable *finding; /* (nullable): while it is looked for */
  gboolean opens;        /* when it is found, since *Open* was pressed */
  gboolean undone;       /* since this page took the place of Save */
  gint64 launched;       /* when it was, on the monotonic clock; 0: not yet */
};

G_DEFINE_FINAL_TYPE (TgDonePage, tg_done_page, TG_TYPE_PAGE)

static TgFactMark
mark_of_outcome (TgOutcome outcome)
{
  switch (outcome) {
  case TG_OUTCOME_VERIFIED:
    return TG_FACT_GOOD;
  case TG_OUTCOME_CAUTION:
    return TG_FACT_CAUTION;
  case TG_OUTCOME_FAILED:
    return TG_FACT_WRONG;
  default:
    return TG_FACT_PLAIN;
  }
}

/* What was seen, and no more than that: mail that "works" is mail that has arrived. */
static const char *
describe_receive (const TgEvidence *evidence, TgOutcome outcome)
{
  if (outcome != TG_OUTCOME_VERIFIED && outcome != TG_OUTCOME_CAUTION)
    return _ ("Receiving: the server was reached, without signing in.");

  return evidence->tls != NULL && evidence->tls->trusted ? _ ("Receiving: signed in over a protected connection, and the mailbox opened.")
                                                         : _ ("Receiving: signed in without protection, and the mailbox opened.");
}

static const char *
describe_send (const TgEvidence *evidence, TgOutcome outcome)
{
  if (outcome != TG_OUTCOME_VERIFIED && outcome != TG_OUTCOME_CAUTION)
    return _ ("Sending: the server was reached, without signing in.");

  return evidence->tls != NULL && evidence->tls->trusted
             ? _ ("Sending: signed in over a protected connection; the server accepts mail from you.")
             : _ ("Sending: signed in without protection; the server accepts mail from you.");
}

static void
tg_done_page_add_verified (TgDonePage *self, TgSession *session)
{
  const TgCheckResult *result = tg_session_get_result (session);
  GtkWidget *card;

  if (result == NULL)
    return;

  card = tg_fact_card_new (_ ("What was tested just now"));
  if (result->receive != NULL) {
    TgOutcome outcome = tg_session_get_outcome (session, TG_SIDE_RECEIVE);

    tg_fact_card_add (GTK_BOX (card), mark_of_outcome (outcome), describe_receive (result->receive, outcome));
  }
  if (result->send != NULL) {
    TgOutcome outcome = tg_session_get_outcome (session, TG_SIDE_SEND);

    tg_fact_card_add (GTK_BOX (card), mark_of_outcome (outcome), describe_send (result->send, outcome));
  }
  gtk_box_append (self->facts, card);
}

/* @seen: (nullable): what the check saw there */
static void
append_server (GString *text, const char *title, const TgServer *server, const char *user, const TgEvidence *seen)
{
  const char *authentication = seen != NULL ? tg_authentication_name (seen->authentication) : NULL;

  if (server == NULL)
    return;

  /* TRANSLATORS: title, protocol, server name, port, encryption, user name */
  g_string_append_printf (text, _ ("%s (%s)\n  Server name: %s\n  Port: %u\n  Encryption: %s\n  User name: %s\n"), title,
                          tg_protocol_name (server->protocol), server->host, server->port, tg_security_name (server->security), user);
  if (authentication != NULL)
    g_string_append_printf (text, _ ("  Authentication: %s\n"), authentication);
}

/* The values for any other program or device, without the password. */
static char *
summarise (const TgAccount *account, const TgCheckResult *result)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Mail address: %s\n"), account->address);
  append_server (text, _ ("Receiving server"), account->receive, tg_account_receive_user (account),
                 result != NULL ? result->receive : NULL);
  append_server (text, _ ("Sending server"), account->send, tg_account_send_user (account), result != NULL ? result->send : NULL);
  return g_strchomp (g_string_free (text, FALSE));
}

static void
tg_done_page_add_summary (TgDonePage *self, TgSession *session)
{
  GtkWidget *card = tg_fact_card_new (_ ("The settings, for any other program or device"));
  g_autofree char *summary = summarise (tg_session_get_account (session), tg_session_get_result (session));

  tg_fact_card_add_value (GTK_BOX (card), TG_FACT_PLAIN, summary, NULL);
  tg_fact_card_add_copy (GTK_BOX (card), _ ("_Copy the settings"), summary, _ ("Copied, without the password"));
  gtk_box_append (self->facts, card);
}

static void
tg_done_page_add_next (TgDonePage *self, TgSaving *saved)
{
  GPtrArray *next = tg_saving_get_next (saved);
  GtkWidget *card;

  if (next->len == 0)
    return;

  card = tg_fact_card_new (_ ("What the program will ask next"));
  for (guint i = 0; i < next->len; i++)
    tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, g_ptr_array_index (next, i));
  gtk_box_append (self->facts, card);
}

/* In order, since each leads to the next. */
static void
tg_done_page_add_import (TgDonePage *self, const TgImportFile *file)
{
  GtkWidget *card = tg_fact_card_new (_ ("How Thunderbird takes the account over"));

  tg_fact_card_add_value (GTK_BOX (card), TG_FACT_PLAIN, file->path, NULL);
  for (guint i = 0; i < file->steps->len; i++) {
    g_autofree char *step = g_strdup_printf ("%u. %s", i + 1, (const char *)file->steps->pdata[i]);

    tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, step);
  }
  for (guint i = 0; i < file->notes->len; i++)
    tg_fact_card_add (GTK_BOX (card), TG_FACT_CAUTION, file->notes->pdata[i]);
  gtk_box_append (self->facts, card);
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
  gtk_widget_set_visible (self->undo_button, saved != NULL);
  if (saved == NULL)
    return;

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
    gtk_widget_grab_focus (self->again_button);
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
  gtk_image_set_from_icon_name (self->icon, written ? "tegami-yes-symbolic" : TG_APP_ID);
  if (written)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "success");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "success");
  tg_done_page_find_program (self, place);
  tg_done_page_offer_import (self);
  tg_done_page_offer_undo (self, saved);
}

static void
tg_done_page_entered (TgPage *page)
{
  TgDonePage *self = TG_DONE_PAGE (page);
  TgWizard *wizard = tg_page_get_wizard (page);
  TgSaving *saved = tg_wizard_get_saved (wizard);
  const TgImportFile *import = tg_wizard_get_import (wizard);
  gboolean elsewhere = tg_wizard_get_device (wizard) != NULL;

  tg_box_empty (self->facts);

  tg_done_page_show_saved (self, saved);
  /* For another device, the settings are what the person came for; and with a file, what to do next. */
  gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->letter))), GTK_WIDGET (self->letter),
                               elsewhere || import != NULL ? GTK_WIDGET (self->facts) : self->open_button);
  if (import != NULL)
    tg_done_page_add_import (self, import);
  if (elsewhere)
    tg_done_page_add_summary (self, tg_page_get_session (page));
  tg_done_page_add_verified (self, tg_page_get_session (page));
  if (saved != NULL)
    tg_done_page_add_next (self, saved);
  if (!elsewhere)
    tg_done_page_add_summary (self, tg_page_get_session (page));
  tg_letter_card_set_session (self->letter, tg_page_get_session (page), tg_wizard_choices (wizard)->allow_plaintext);
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

  return gtk_widget_get_visible (self->open_button) ? self->open_button : self->again_button;
}

static void
tg_done_page_dispose (GObject *object)
{
  TgDonePage *self = TG_DONE_PAGE (object);

  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  g_clear_object (&self->program);
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
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, letter);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, facts);
  gtk_widget_class_bind_template_child (widget_class, TgDonePage, open_button);
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
  g_signal_connect_swapped (self->undo_button, "clicked", G_CALLBACK (on_undo_clicked), self);
}
