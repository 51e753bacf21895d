/* test-gone-pages.c: what cannot be seen from outside of the window: that a page which is gone is asked for nothing any more, that what
 * it had begun is finished nevertheless, and that what was undone opens no connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "app/shell/application.h"
#include "app/shell/window.h"
#include "cert/certificate.h"
#include "clients/journal.h"
#include "files/file.h"
#include "record/exceptions.h"
#include "saving/apply.h"
#include "saving/undo.h"
#include "support/make-certs.h"
#include "unit/clients-home.h"

#define HOST "nas.local"

static TgApplication *application;

/* A window with an account whose servers are known. */
typedef struct {
  GtkWindow *window;
  TgAssistant *assistant;
  TgWizard *wizard;
} Fixture;

/* One that has run does not run again. */
static void
make_application (void)
{
  application = tg_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (TgAccount) account = NULL;

  if (application == NULL)
    make_application ();
  tg_test_home_clear ();
  tg_test_make_profile ();
  self->window = tg_window_new (GTK_APPLICATION (application));
  self->assistant = tg_window_get_assistant (TG_WINDOW (self->window));
  self->wizard = tg_assistant_get_wizard (self->assistant);
  gtk_window_present (self->window);
  account = tg_account_new ("taro@" HOST, NULL, NULL, NULL, NULL, NULL);
  tg_wizard_set_account (self->wizard, account);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->window, gtk_window_destroy);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
iterate_until_set (gpointer *what)
{
  while (*what == NULL)
    g_main_context_iteration (NULL, TRUE);
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
find_on_page (Fixture *self, const char *part)
{
  return find (GTK_WIDGET (tg_assistant_get_page (self->assistant)), part);
}

static void
await_words (Fixture *self, const char *part)
{
  while (find_on_page (self, part) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
press (Fixture *self, const char *part)
{
  GtkWidget *button;

  await_words (self, part);
  button = gtk_widget_get_ancestor (find_on_page (self, part), GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
choose (Fixture *self, const char *part)
{
  GtkWidget *row;

  await_words (self, part);
  row = gtk_widget_get_ancestor (find_on_page (self, part), GTK_TYPE_CHECK_BUTTON);
  g_assert_nonnull (row);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row), TRUE);
}

static void
act (Fixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->assistant), action, NULL));
}

static TgPage *
go (Fixture *self, const char *name)
{
  tg_assistant_go (self->assistant, name);
  return tg_assistant_get_page (self->assistant);
}

static gboolean
is_asked_later (gpointer page)
{
  return g_main_context_find_source_by_user_data (NULL, page) != NULL;
}

static void
test_a_page_that_is_gone_is_asked_nothing (Fixture *self, gconstpointer data)
{
  TgPage *save = go (self, "save");

  g_assert_true (is_asked_later (save));
  tg_assistant_visit (self->assistant, "reference");
  act (self, "assistant.back");
  g_assert_true (tg_assistant_get_page (self->assistant) == save);
  g_assert_true (is_asked_later (save));
  go (self, "done");
  g_assert_false (is_asked_later (save));
  tg_assistant_start_over (self->assistant);
  g_assert_false (is_asked_later (save));
}

/* From a side page, too. */
static void
test_a_page_below_a_side_page_is_left_where_one_goes_on (Fixture *self, gconstpointer data)
{
  TgPage *save = go (self, "save");

  tg_assistant_visit (self->assistant, "message");
  tg_assistant_visit (self->assistant, "reference");
  go (self, "address");
  g_assert_false (is_asked_later (save));
  tg_assistant_visit (self->assistant, "reference");
  act (self, "assistant.back");
  act (self, "assistant.back");
  act (self, "assistant.back");
  act (self, "assistant.back");
  g_assert_true (tg_assistant_get_page (self->assistant) == save);
  g_assert_true (is_asked_later (save));
}

/* An account in Thunderbird, with the exception that its check rests on. */
static TgSaving *
save_account (const char *host)
{
  const char *const names[] = { host, NULL };
  g_autoptr (TestCert) own = test_cert_new (&(TestCertSpec){ .common_name = host, .dns = names }, NULL);
  g_autoptr (TgServer) server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, host, 993, NULL);
  g_autoptr (TgEvidence) seen = tg_evidence_new (server, "taro");
  g_autofree char *folder = tg_test_path (TG_TEST_PROFILE);
  g_autofree char *receive = g_strconcat ("imaps://", host, NULL);
  g_autoptr (TgPlace) place = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
  const TgCheckResult checked = { .receive = seen };
  const TgSavingRequest request = {
    .place = place,
    .account = tg_test_request (receive, "smtps://smtp.example.jp")->account,
    .result = &checked,
    .exceptions = TG_SAVING_GIVEN,
  };
  g_autoptr (GAsyncResult) prepared = NULL, applied = NULL;
  TgSaving *saving;

  seen->tls = tg_tls_facts_new ();
  seen->tls->trusted = seen->tls->pinned = TRUE;
  tg_problems_add (seen->tls->problems, "cert-self-signed");
  tg_problems_add (seen->tls->problems, "cert-pinned");
  g_ptr_array_add (seen->certificates, tg_certificate_read (own->der));
  tg_saving_prepare_async (&request, NULL, tg_test_keep_result, &prepared);
  iterate_until_set ((gpointer *)&prepared);
  saving = tg_saving_prepare_finish (prepared, NULL);
  g_assert_nonnull (saving);
  tg_saving_apply_async (saving, NULL, tg_test_keep_result, &applied);
  iterate_until_set ((gpointer *)&applied);
  g_assert_true (tg_saving_apply_finish (applied, NULL));
  return saving;
}

static gboolean
has_exception (Fixture *self)
{
  TgNetwork *network = tg_session_get_network (tg_wizard_get_session (self->wizard));

  return network->trust != NULL && tg_trust_find_exception (network->trust, HOST, 993) != NULL;
}

static void
await_exception (Fixture *self, gboolean there)
{
  tg_wizard_load_trust (self->wizard);
  while (has_exception (self) != there)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_recorded (void)
{
  g_autoptr (GPtrArray) recorded = tg_exception_record_load (NULL);

  return recorded->len;
}

static void
set_true (gboolean *what)
{
  *what = TRUE;
}

static void
test_an_undo_that_ends_late_leaves_the_next_account_alone (Fixture *self, gconstpointer data)
{
  g_autoptr (TgSaving) first = save_account (HOST);
  g_autoptr (TgSaving) second = save_account ("other.local");
  gboolean ended = FALSE;

  await_exception (self, TRUE);
  tg_wizard_set_saved (self->wizard, first);
  go (self, "done");
  press (self, "Undo");
  tg_assistant_start_over (self->assistant);
  tg_wizard_set_saved (self->wizard, second);
  g_signal_connect_swapped (self->wizard, "changed", G_CALLBACK (set_true), &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (self->wizard, &ended);
  g_assert_true (tg_wizard_get_saved (self->wizard) == second);
  g_assert_cmpuint (count_recorded (), ==, 1);
  g_assert_false (has_exception (self));
}

/* Welcome does, each time it is entered. */
static void
look_at_the_journal (Fixture *self)
{
  go (self, "address");
  act (self, "assistant.back");
}

static void
test_what_is_undone_on_welcome_opens_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr (TgSaving) saved = save_account (HOST);

  await_exception (self, TRUE);
  look_at_the_journal (self);
  press (self, "Undo the last change");
  while (find_on_page (self, "Undo the last change") != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_recorded (), ==, 0);
  g_assert_false (has_exception (self));
}

static void
undo (TgSaving *saved)
{
  g_autoptr (GAsyncResult) result = NULL;

  tg_saving_undo_async (tg_saving_get_id (saved), NULL, tg_test_keep_result, &result);
  iterate_until_set ((gpointer *)&result);
  g_assert_true (tg_saving_undo_finish (result, NULL));
}

/* By a page that was gone when it had finished. */
static void
test_what_changes_late_is_seen_on_welcome (Fixture *self, gconstpointer data)
{
  g_autoptr (TgSaving) saved = save_account (HOST);

  look_at_the_journal (self);
  await_words (self, "Undo the last change");
  undo (saved);
  tg_wizard_tell_changed (self->wizard);
  while (find_on_page (self, "Undo the last change") != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_what_was_undone_is_still_said_after_a_look_aside (Fixture *self, gconstpointer data)
{
  g_autoptr (TgSaving) saved = save_account (HOST);

  tg_wizard_set_saved (self->wizard, saved);
  go (self, "done");
  press (self, "Undo");
  await_words (self, "Undone: everything is as it was before");
  tg_assistant_visit (self->assistant, "reference");
  act (self, "assistant.back");
  g_assert_nonnull (find_on_page (self, "Undone: everything is as it was before"));
}

/* A practice account, tested. */
static void
practise (Fixture *self)
{
  g_autoptr (GAsyncResult) started = NULL, checked = NULL;
  TgSession *session;

  tg_wizard_practise_async (self->wizard, "good", tg_test_keep_result, &started);
  iterate_until_set ((gpointer *)&started);
  g_assert_true (tg_wizard_practise_finish (self->wizard, started, NULL));
  session = tg_wizard_get_session (self->wizard);
  tg_session_check_async (session, &(TgCheckOptions){ .sign_in = TRUE }, NULL, tg_test_keep_result, &checked);
  iterate_until_set ((gpointer *)&checked);
  g_assert_true (tg_session_finish (session, checked, NULL));
  g_assert_true (tg_session_may_save (session));
}

static void
test_save_never_writes_what_it_does_not_show (Fixture *self, gconstpointer data)
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
test_what_became_of_the_letter_is_still_said_after_a_look_aside (Fixture *self, gconstpointer data)
{
  practise (self);
  go (self, "done");
  press (self, "Send yourself a test letter");
  await_words (self, "Send another letter");
  tg_assistant_visit (self->assistant, "reference");
  act (self, "assistant.back");
  g_assert_nonnull (find_on_page (self, "Send another letter"));
}

/* What fails for a page that is gone is said in a dialog. */
static void
test_what_fails_late_is_said (Fixture *self, gconstpointer data)
{
  g_autoptr (TgSaving) saved = save_account (HOST);
  GtkWindow *dialog;

  undo (saved);
  tg_wizard_set_saved (self->wizard, saved);
  go (self, "done");
  press (self, "Undo");
  tg_assistant_start_over (self->assistant);
  while ((dialog = gtk_application_get_active_window (GTK_APPLICATION (application))) == self->window)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (find (GTK_WIDGET (dialog), "The last change could not be undone"));
  /* The wizard is still its window. */
  g_action_group_activate_action (G_ACTION_GROUP (application), "exceptions", NULL);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (tg_assistant_get_page (self->assistant)), ==, "TgExceptionListPage");
  gtk_window_destroy (dialog);
}

/* Save, and the window is closed while it is written: somebody else keeps the place, so that it lasts. */
static void
on_activate_saving (GApplication *program, Fixture *self)
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
test_what_is_saved_without_a_window_goes_nowhere (Fixture *self, gconstpointer data)
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
on_activate (GApplication *program, Fixture *self)
{
  go (self, "done");
  press (self, "Undo");
  g_action_group_activate_action (G_ACTION_GROUP (program), "quit", NULL);
}

/* Quitting closes the window; the program ends when there is nothing more to do. */
static void
test_what_was_begun_is_finished_without_a_window (Fixture *self, gconstpointer data)
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
  g_assert_cmpuint (count_recorded (), ==, 0);
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  tg_network_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/pages/" name, Fixture, NULL, set_up, test, tear_down)
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
