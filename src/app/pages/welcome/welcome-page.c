/* welcome-page.c: what would you like to do?  The journal of changes is read in a thread; its button
 * appears when there is something behind it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/changes/undo-question.h"
#include "app/shell/late.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "exceptions/end.h"
#include "exceptions/outlook.h"
#include "model/text/text.h"
#include "saving/undo.h"

struct _TgWelcomePage {
  TgPage parent_instance;

  GtkWidget *set_up_button;
  GtkWidget *broken_button;
  GtkWidget *practice_button;
  GtkWidget *practice_menu; /* (nullable) until it is first asked for */
  GtkWidget *undo_button;
  GtkWidget *changes_button;
  GtkLabel *undo_label;
  GtkLabel *undo_problem;
  GtkWidget *banner;
  GtkWidget *due_button;
  GtkLabel *due_label;
  GtkWidget *exceptions_button;
  GtkWidget *set_up_title;
  GtkWidget *broken_title;

  TgJournalEntry *last_change; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TgWelcomePage, tg_welcome_page, TG_TYPE_PAGE)

/* What is worth practising: the usual troubles.  `tegami --practice NAME` knows all scenarios. */
static const char *const practice_names[] = {
  "good",         "good-pop3",        "wrong-password",       "cert-wrong-name",
  "cert-expired", "cert-self-signed", "tls-on-starttls-port", "starttls-missing",
  "port-refused", "silent",           "mailbox-full",         NULL,
};

static GMenuModel *
make_practice_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (const TgPracticeScenario *row = tg_practice_table (); row->name; row++) {
    g_autoptr (GMenuItem) item = NULL;

    if (!g_strv_contains (practice_names, row->name))
      continue;

    item = g_menu_item_new (row->title, NULL);
    g_menu_item_set_action_and_target (item, "win.practise", "s", row->name);
    g_menu_append_item (menu, item);
  }

  return G_MENU_MODEL (menu);
}

/* No GtkMenuButton: in 4.8 its label cannot wrap.  Made when it is first asked for. */
static void
on_practice_clicked (TgWelcomePage *self)
{
  if (self->practice_menu == NULL) {
    g_autoptr (GMenuModel) menu = make_practice_menu ();

    g_set_weak_pointer (&self->practice_menu, gtk_popover_menu_new_from_model (menu));
    gtk_widget_set_parent (self->practice_menu, self->practice_button);
  }
  gtk_popover_popup (GTK_POPOVER (self->practice_menu));
}

static void
on_changes_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgWelcomePage) self = data;
  g_autoptr (GPtrArray) changes = tg_saving_list_finish (result, NULL);
  const TgJournalEntry *last = changes != NULL ? tg_saving_newest (changes) : NULL;

  /* Unless the page was closed. */
  if (self->undo_button == NULL)
    return;

  g_clear_pointer (&self->last_change, tg_journal_entry_free);
  gtk_widget_set_visible (self->undo_button, last != NULL);
  gtk_widget_set_visible (self->changes_button, last != NULL);
  if (last != NULL) {
    /* TRANSLATORS: a change that can be undone, such as "taro@example.jp in Thunderbird" */
    g_autofree char *text = g_strdup_printf (_ ("Undo the last change: %s"), last->title);

    self->last_change = tg_journal_entry_copy (last);
    gtk_label_set_text (self->undo_label, text);
  }
}

static void
tg_welcome_page_look_for_changes (TgWelcomePage *self)
{
  tg_saving_list_async (NULL, on_changes_listed, g_object_ref (self));
}

static char *
describe_due (const TgException *due)
{
  g_autofree char *date = tg_exception_last_day (due);

  if (tg_exception_is_over (due, g_get_real_time () / G_USEC_PER_SEC))
    /* TRANSLATORS: a server's name */
    return g_strdup_printf (_ ("The security exception for %s has expired. See what to do."), due->host);

  /* TRANSLATORS: a server's name, and a date */
  return g_strdup_printf (_ ("The security exception for %s ends on %s. See whether it is still needed."), due->host, date);
}

/* By itself, the word on the button says nothing to those who only hear it. */
static void
tg_welcome_page_name_reminder (TgWelcomePage *self, const char *text)
{
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (self->due_button));
  g_autofree char *name = g_strdup_printf ("%s %s", text, gtk_label_get_text (GTK_LABEL (label)));

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->due_button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->due_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_exceptions_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgWelcomePage) self = data;
  g_autoptr (TgExceptionOutlook) outlook = tg_exception_outlook_finish (result);
  gboolean practising;
  g_autofree char *text = NULL;

  if (self->due_button == NULL)
    return;

  /* In practice no real server is asked. */
  practising = tg_wizard_get_practising (tg_page_get_wizard (TG_PAGE (self)));
  text = outlook->due != NULL ? describe_due (outlook->due) : g_strdup ("");
  gtk_widget_set_visible (self->exceptions_button, outlook->any && !practising);
  gtk_widget_set_visible (self->banner, outlook->due != NULL && !practising);
  gtk_label_set_text (self->due_label, text);
  tg_welcome_page_name_reminder (self, text);
}

static void
tg_welcome_page_look_for_exceptions (TgWelcomePage *self)
{
  tg_exception_outlook_async (on_exceptions_found, g_object_ref (self));
}

static void
on_changed (TgWelcomePage *self)
{
  /* Else it looks when it is entered. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  tg_welcome_page_look_for_changes (self);
  tg_welcome_page_look_for_exceptions (self);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgWelcomePage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean undone = tg_saving_undo_finish (result, &error);

  /* Where it failed, a part of it may be undone nevertheless. */
  tg_wizard_use_what_is_left (tg_page_get_wizard (TG_PAGE (self)));
  tg_late_end ();
  /* The window was closed meanwhile. */
  if (self->undo_button == NULL) {
    if (!undone)
      tg_late_tell (_ ("The last change could not be undone"), error->message);
    return;
  }

  gtk_widget_set_sensitive (self->undo_button, TRUE);
  if (undone)
    gtk_widget_activate_action (GTK_WIDGET (self), "assistant.toast", "s", _ ("Undone"));
  else
    tg_words_tell (self->undo_problem, error->message);
}

static void
on_undo_agreed (GObject *subject)
{
  TgWelcomePage *self = TG_WELCOME_PAGE (subject);

  if (self->last_change == NULL || !gtk_widget_get_sensitive (self->undo_button))
    return;
  gtk_widget_set_sensitive (self->undo_button, FALSE);
  tg_words_tell (self->undo_problem, NULL);
  tg_late_begin ();
  tg_saving_undo_async (self->last_change->id, NULL, on_undone, g_object_ref (self));
}

static void
on_undo_clicked (TgWelcomePage *self)
{
  g_autofree char *when = tg_text_minute (self->last_change->when);

  tg_undo_question_ask (GTK_WIDGET (self), self->last_change->title, when, on_undo_agreed);
}

/* After the first frame: reading files is not to keep the window from appearing. */
static gboolean
look_around (gpointer data)
{
  TgWelcomePage *self = data;

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL) {
    tg_welcome_page_look_for_changes (self);
    tg_welcome_page_look_for_exceptions (self);
  }

  return G_SOURCE_REMOVE;
}

static void
tg_welcome_page_entered (TgPage *page)
{
  TgWelcomePage *self = TG_WELCOME_PAGE (page);

  tg_page_set_complete (page, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->undo_problem), FALSE);
  g_idle_add_full (G_PRIORITY_LOW, look_around, g_object_ref (self), g_object_unref);
}

static GtkWidget *
tg_welcome_page_initial_focus (TgPage *page)
{
  return TG_WELCOME_PAGE (page)->set_up_button;
}

static void
tg_welcome_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (tg_welcome_page_parent_class)->constructed (object);
  g_signal_connect_object (tg_page_get_wizard (TG_PAGE (object)), "changed", G_CALLBACK (on_changed), object, G_CONNECT_SWAPPED);
}

static void
tg_welcome_page_dispose (GObject *object)
{
  TgWelcomePage *self = TG_WELCOME_PAGE (object);

  if (self->practice_menu != NULL)
    gtk_widget_unparent (self->practice_menu);
  g_clear_weak_pointer (&self->practice_menu);
  G_OBJECT_CLASS (tg_welcome_page_parent_class)->dispose (object);
}

static void
tg_welcome_page_finalize (GObject *object)
{
  TgWelcomePage *self = TG_WELCOME_PAGE (object);

  g_clear_pointer (&self->last_change, tg_journal_entry_free);
  G_OBJECT_CLASS (tg_welcome_page_parent_class)->finalize (object);
}

static void
tg_welcome_page_class_init (TgWelcomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  object_class->constructed = tg_welcome_page_constructed;
  object_class->dispose = tg_welcome_page_dispose;
  object_class->finalize = tg_welcome_page_finalize;
  page_class->entered = tg_welcome_page_entered;
  page_class->initial_focus = tg_welcome_page_initial_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/welcome/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, set_up_button);
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, set_up_title);
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, broken_button);
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, broken_title);
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, practice_button);
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, banner);
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, due_button);
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, due_label);
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, exceptions_button);
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, undo_button);
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, changes_button);
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, undo_label);
  gtk_widget_class_bind_template_child (widget_class, TgWelcomePage, undo_problem);
}

/* Over the whole width, above what scrolls: the template can only put it into the column.  AdwBanner came with libadwaita 1.3. */
static void
tg_welcome_page_place_banner (TgWelcomePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GtkWidget) banner = g_object_ref (self->banner);
  g_autoptr (GtkWidget) scroller = g_object_ref (GTK_WIDGET (tg_page_get_scroller (TG_PAGE (self))));

  gtk_box_remove (tg_page_get_column (TG_PAGE (self)), banner);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), banner);
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
tg_welcome_page_init (TgWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tg_welcome_page_place_banner (self);
  gtk_widget_set_valign (GTK_WIDGET (tg_page_get_column (TG_PAGE (self))), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->practice_button), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  g_signal_connect_swapped (self->practice_button, "clicked", G_CALLBACK (on_practice_clicked), self);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->set_up_button), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->set_up_title, NULL, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->broken_button), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->broken_title, NULL, -1);
  g_signal_connect_swapped (self->undo_button, "clicked", G_CALLBACK (on_undo_clicked), self);
}
