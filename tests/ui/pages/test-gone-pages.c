/* test-gone-pages.c: what cannot be seen from outside of the window: that a page which is gone is asked for nothing any more, that what
 * it had begun is finished nevertheless, and that what was undone opens no connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "app/pages/save/targets/target-list.h"
#include "app/shell/application.h"
#include "clients/journal.h"
#include "files/file.h"
#include "ui/pages/pages-case.h"
#include "unit/clients-home.h"
#include "unit/saving-case.h"

#define HOST "nas.local"

static TgApplication *application;

/* One that has run does not run again. */
static void
make_application (void)
{
  application = tg_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
}

/* A window with an account whose servers are known. */
static void
set_up (PagesCase *self, gconstpointer data)
{
  if (application == NULL)
    make_application ();
  tg_test_home_clear ();
  tg_test_make_profile ();
  pages_case_open (self, GTK_APPLICATION (application));
  pages_case_set_account (self, "taro@" HOST, NULL, NULL, NULL);
}

/* The first label shown that says @part. */
static GtkWidget *
find (GtkWidget *widget, const char *part)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, part);
  return found;
}

static GtkWidget *
find_on_page (PagesCase *self, const char *part)
{
  return find (GTK_WIDGET (tg_assistant_get_page (self->assistant)), part);
}

static void
await_words (PagesCase *self, const char *part)
{
  while (find_on_page (self, part) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
press (PagesCase *self, const char *part)
{
  GtkWidget *button;

  await_words (self, part);
  button = gtk_widget_get_ancestor (find_on_page (self, part), GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* The first of these words may be a button's, which is there before the rows above it. */
static GtkWidget *
find_row (PagesCase *self, const char *part)
{
  GtkWidget *words = find_on_page (self, part);

  return words != NULL ? gtk_widget_get_ancestor (words, GTK_TYPE_CHECK_BUTTON) : NULL;
}

static void
choose (PagesCase *self, const char *part)
{
  GtkWidget *row;

  while ((row = find_row (self, part)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row), TRUE);
}

static void
act (PagesCase *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->assistant), action, NULL));
}

static TgPage *
go (PagesCase *self, const char *name)
{
  tg_assistant_go (self->assistant, name);
  return tg_assistant_get_page (self->assistant);
}

/* Answers the question that *Undo* asks. */
static void
agree_to_undo (void)
{
  GtkWidget *dialog = NULL;

  for (guint i = 0; dialog == NULL && i < g_list_model_get_n_items (gtk_window_get_toplevels ()); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (gtk_window_get_toplevels (), i);

    if (ADW_IS_MESSAGE_DIALOG (window) && find (window, "Undo this change?") != NULL)
      dialog = window;
  }
  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "undo");
}

static void
press_undo (PagesCase *self, const char *part)
{
  press (self, part);
  agree_to_undo ();
}

/* By the list of mail programs on the Save page. */
static gpointer
list_of (TgPage *save)
{
  return pages_case_find (GTK_WIDGET (save), TG_TYPE_TARGET_LIST, NULL);
}

static gboolean
is_asked_later (gpointer list)
{
  return g_main_context_find_source_by_user_data (NULL, list) != NULL;
}

static void
test_a_page_that_is_gone_is_asked_nothing (PagesCase *self, gconstpointer data)
{
  TgPage *save = go (self, "save");
  gpointer list = list_of (save);

  g_assert_true (is_asked_later (list));
  tg_assistant_visit (self->assistant, "reference");
  act (self, "assistant.back");
  g_assert_true (tg_assistant_get_page (self->assistant) == save);
  g_assert_true (is_asked_later (list));
  go (self, "done");
  g_assert_false (is_asked_later (list));
  tg_assistant_start_over (self->assistant);
  g_assert_false (is_asked_later (list));
}

/* From a side page, too. */
static void
test_a_page_below_a_side_page_is_left_where_one_goes_on (PagesCase *self, gconstpointer data)
{
  TgPage *save = go (self, "save");
  gpointer list = list_of (save);

  tg_assistant_visit (self->assistant, "message");
  tg_assistant_visit (self->assistant, "reference");
  go (self, "address");
  g_assert_false (is_asked_later (list));
  tg_assistant_visit (self->assistant, "reference");
  act (self, "assistant.back");
  act (self, "assistant.back");
  act (self, "assistant.back");
  act (self, "assistant.back");
  g_assert_true (tg_assistant_get_page (self->assistant) == save);
  g_assert_true (is_asked_later (list));
}

/* An account in Thunderbird, with the exception that its check rests on. */
static TgSaving *
save_account (const char *host)
{
  g_autoptr (TestCert) own = saving_case_certificate (host);
  TgSaving *saving = saving_case_prepare_one (host, own, TG_SAVING_GIVEN, NULL);

  g_assert_nonnull (saving);
  g_assert_true (saving_case_apply (saving, NULL));
  return saving;
}

static gboolean
has_exception (PagesCase *self)
{
  TgNetwork *network = tg_session_get_network (tg_wizard_get_session (self->wizard));

  return network->trust != NULL && tg_trust_find_exception (network->trust, HOST, 993) != NULL;
}

static void
await_exception (PagesCase *self, gboolean there)
{
  tg_wizard_load_trust (self->wizard);
  while (has_exception (self) != there)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_true (gboolean *what)
{
  *what = TRUE;
}

static void
test_an_undo_that_ends_late_leaves_the_next_account_alone (PagesCase *self, gconstpointer data)
{
  g_autoptr (TgSaving) first = save_account (HOST);
  g_autoptr (TgSaving) second = save_account ("other.local");
  gboolean ended = FALSE;

  await_exception (self, TRUE);
  tg_wizard_set_saved (self->wizard, first);
  go (self, "done");
  press (self, "If you want it as it was before");
  press_undo (self, "Undo");
  tg_assistant_start_over (self->assistant);
  tg_wizard_set_saved (self->wizard, second);
  g_signal_connect_swapped (self->wizard, "changed", G_CALLBACK (set_true), &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (self->wizard, &ended);
  g_assert_true (tg_wizard_get_saved (self->wizard) == second);
  g_assert_cmpuint (saving_case_n_recorded (), ==, 1);
  g_assert_false (has_exception (self));
}

/* Welcome does, each time it is entered. */
static void
look_at_the_journal (PagesCase *self)
{
  go (self, "address");
  act (self, "assistant.back");
}

static void
test_what_is_undone_on_welcome_opens_nothing (PagesCase *self, gconstpointer data)
{
  g_autoptr (TgSaving) saved = save_account (HOST);

  await_exception (self, TRUE);
  look_at_the_journal (self);
  press_undo (self, "Undo the last change");
  while (find_on_page (self, "Undo the last change") != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (saving_case_n_recorded (), ==, 0);
  g_assert_false (has_exception (self));
}

/* By a page that was gone when it had finished. */
static void
test_what_changes_late_is_seen_on_welcome (PagesCase *self, gconstpointer data)
{
  g_autoptr (TgSaving) saved = save_account (HOST);

  look_at_the_journal (self);
  await_words (self, "Undo the last change");
  g_assert_true (saving_case_undo (tg_saving_get_id (saved), NULL));
  tg_wizard_tell_changed (self->wizard);
  while (find_on_page (self, "Undo the last change") != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_what_was_undone_is_still_said_after_a_look_aside (PagesCase *self, gconstpointer data)
{
  g_autoptr (TgSaving) saved = save_account (HOST);

  tg_wizard_set_saved (self->wizard, saved);
  go (self, "done");
  press (self, "If you want it as it was before");
  press_undo (self, "Undo");
  await_words (self, "Undone: everything is as it was before");
  tg_assistant_visit (self->assistant, "reference");
  act (self, "assistant.back");
  g_assert_nonnull (find_on_page (self, "Undone: everything is as it was before"));
}

/* A practice account, tested. */
static void
practise (PagesCase *self)
{
  g_autoptr (GAsyncResult) started = NULL, checked = NULL;
  TgSession *session;

  tg_wizard_practise_async (self->wizard, "good", tg_test_keep_result, &started);
  tg_test_await (&started);
  g_assert_true (tg_wizard_practise_finish (self->wizard, started, NULL));
  session = tg_wizard_get_session (self->wizard);
  tg_session_check_async (session, &(TgCheckOptions){ .sign_in = TRUE }, NULL, tg_test_keep_result, &checked);
  tg_test_await (&checked);
  g_assert_true (tg_session_finish (session, checked, NULL));
  g_assert_true (tg_session_may_save (session));
}

static void
test_save_never_writes_what_it_does_not_show (PagesCase *self, gconstpointer data)
{
  TgPage *save;

  practise (self);
  save = go (self, "save");
  choose (self, "Thunderbird");
  await_words (self, "What will be written");
  g_assert_true (tg_page_is (save, TG_PAGE_COMPLETE));
  act (self, "assistant.back");
  go (self, "save");
  g_assert_null (find_on_page (self, "What will be written"));
  g_assert_false (tg_page_is (save, TG_PAGE_COMPLETE));
  await_words (self, "What will be written");
  g_assert_true (tg_page_is (save, TG_PAGE_COMPLETE));
}

static void
test_what_became_of_the_letter_is_still_said_after_a_look_aside (PagesCase *self, gconstpointer data)
{
  practise (self);
  go (self, "done");
  press (self, "A test letter to yourself");
  press (self, "Send yourself a test letter");
  await_words (self, "Send another letter");
  tg_assistant_visit (self->assistant, "reference");
  act (self, "assistant.back");
  g_assert_nonnull (find_on_page (self, "Send another letter"));
}

/* What fails for a page that is gone is said in a dialog. */
static void
test_what_fails_late_is_said (PagesCase *self, gconstpointer data)
{
  g_autoptr (TgSaving) saved = save_account (HOST);
  GtkWindow *dialog;

  g_assert_true (saving_case_undo (tg_saving_get_id (saved), NULL));
  tg_wizard_set_saved (self->wizard, saved);
  go (self, "done");
  press (self, "If you want it as it was before");
  press_undo (self, "Undo");
  tg_assistant_start_over (self->assistant);
  while ((dialog = gtk_application_get_active_window (GTK_APPLICATION (application))) == self->window ||
         find (GTK_WIDGET (dialog), "The last change could not be undone") == NULL)
    g_main_context_iteration (NULL, TRUE);
  /* The wizard is still its window. */
  g_action_group_activate_action (G_ACTION_GROUP (application), "exceptions", NULL);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (tg_assistant_get_page (self->assistant)), ==, "TgExceptionListPage");
  gtk_window_destroy (dialog);
}

/* Save, and the window is closed while it is written: somebody else keeps the place, so that it lasts. */
static void
on_activate_saving (GApplication *program, PagesCase *self)
{
  g_autofree char *profile = tg_test_path (TG_TEST_PROFILE);
  g_autoptr (GtkWidget) preview = NULL;
  TG_AUTO_FD busy = -1;

  go (self, "save");
  choose (self, "Thunderbird");
  await_words (self, "What will be written");
  preview = g_object_ref (find_on_page (self, "What will be written"));
  busy = tg_journal_lock ("thunderbird", profile, TRUE, NULL);
  g_assert_cmpint (busy, >=, 0);
  act (self, "assistant.next");
  /* It is prepared again, shown, and then written. */
  while (find_on_page (self, "What will be written") == preview)
    g_main_context_iteration (NULL, TRUE);
  g_action_group_activate_action (G_ACTION_GROUP (program), "quit", NULL);
}

static void
test_what_is_saved_without_a_window_goes_nowhere (PagesCase *self, gconstpointer data)
{
  g_autoptr (TgWizard) wizard = g_object_ref (self->wizard);
  gboolean ended = FALSE;

  practise (self);
  g_signal_connect_swapped (wizard, "changed", G_CALLBACK (set_true), &ended);
  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate_saving), self);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 0, NULL), ==, 0);
  g_signal_handlers_disconnect_by_data (application, self);
  g_clear_object (&application);
  self->window = NULL;
  g_assert_true (ended);
}

static void
on_activate (GApplication *program, PagesCase *self)
{
  go (self, "done");
  press (self, "If you want it as it was before");
  press_undo (self, "Undo");
  g_action_group_activate_action (G_ACTION_GROUP (program), "quit", NULL);
}

/* Quitting closes the window; the program ends when there is nothing more to do. */
static void
test_what_was_begun_is_finished_without_a_window (PagesCase *self, gconstpointer data)
{
  g_autoptr (TgSaving) saved = save_account (HOST);
  g_autoptr (TgWizard) wizard = g_object_ref (self->wizard);
  gboolean ended = FALSE;

  tg_wizard_set_saved (wizard, saved);
  g_signal_connect_swapped (wizard, "changed", G_CALLBACK (set_true), &ended);
  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate), self);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 0, NULL), ==, 0);
  g_signal_handlers_disconnect_by_data (application, self);
  g_clear_object (&application);
  self->window = NULL;
  g_assert_true (ended);
  g_assert_cmpuint (saving_case_n_recorded (), ==, 0);
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  tg_network_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/pages/" name, PagesCase, NULL, set_up, test, pages_case_end)
  ADD ("a page that is gone is asked nothing", test_a_page_that_is_gone_is_asked_nothing);
  ADD ("a page below a side page is left where one goes on", test_a_page_below_a_side_page_is_left_where_one_goes_on);
  ADD ("an undo that ends late leaves the next account alone", test_an_undo_that_ends_late_leaves_the_next_account_alone);
  ADD ("what is undone on Welcome opens nothing", test_what_is_undone_on_welcome_opens_nothing);
  ADD ("what changes late is seen on Welcome", test_what_changes_late_is_seen_on_welcome);
  ADD ("what was undone is still said after a look aside", test_what_was_undone_is_still_said_after_a_look_aside);
  ADD ("Save never writes what it does not show", test_save_never_writes_what_it_does_not_show);
  ADD ("what became of the letter is still said after a look aside", test_what_became_of_the_letter_is_still_said_after_a_look_aside);
  ADD ("what fails late is said", test_what_fails_late_is_said);
  ADD ("what was begun is finished after the window was closed", test_what_was_begun_is_finished_without_a_window);
  ADD ("what is saved after the window was closed goes nowhere", test_what_is_saved_without_a_window_goes_nowhere);
  result = g_test_run ();
  g_clear_object (&application);
  tg_test_home_stop ();
  return result;
}
