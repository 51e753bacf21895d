/* test-test-page.c: the page that tests: stopped, repeated, and busy with looking for what works.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "app/cards/side-card.h"
#include "app/pages/test/findings-box.h"
#include "app/pages/test/offers/explore-box.h"
#include "ui/pages/pages-case.h"

/* A port that takes connections and never says a word. */
static TgServer *
silent_server (GSocketListener *listener)
{
  g_autofree char *url = g_strdup_printf ("smtps://localhost:%u", g_socket_listener_add_any_inet_port (listener, NULL, NULL));
  g_autoptr (TgServer) server = tg_server_parse (url, NULL);

  return tg_server_with_origin (server, TG_ORIGIN_PRACTICE, TG_CONFIRMED_BY_NOBODY);
}

static gboolean
has_line (GListModel *lines, const char *words)
{
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (TgLineItem) line = g_list_model_get_item (lines, i);

    if (strstr (tg_line_item_get_text (line), words) != NULL)
      return TRUE;
  }

  return FALSE;
}

static void
next (PagesCase *self)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (pages_case_page (self)), "assistant.next", NULL));
}

static void
test_a_stopped_test_is_no_success (PagesCase *self, gconstpointer unused)
{
  g_autoptr (GSocketListener) silent = g_socket_listener_new ();
  g_autoptr (TgServer) send = silent_server (silent);
  g_autoptr (TgAccount) account = NULL;
  TgSession *session;

  pages_case_practise (self, "good");
  session = pages_case_session (self);
  account = tg_account_with_send (tg_session_get_account (session), send);
  tg_session_set_account (session, account);
  pages_case_enter (self, "test");
  while (!has_line (tg_session_get_conversation (session, TG_SIDE_RECEIVE), "LOGOUT"))
    g_main_context_iteration (NULL, TRUE);
  tg_page_stop (pages_case_page (self));
  pages_case_await_idle (self);
  g_assert_cmpstr (tg_page_get_next_label (pages_case_page (self)), ==, "_Test again");

  g_signal_emit_by_name (pages_case_button (self, "Find what works"), "clicked");
  tg_page_stop (pages_case_page (self));
  pages_case_await_idle (self);
  g_assert_cmpstr (tg_page_get_next_label (pages_case_page (self)), ==, "_Test again");

  next (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (pages_case_page (self)), ==, "TgTestPage");
  g_assert_true (tg_session_is_busy (session));
  tg_page_stop (pages_case_page (self));
  pages_case_await_idle (self);
}

static void
test_no_certificate_is_shown_while_the_next_is_awaited (PagesCase *self, gconstpointer unused)
{
  GtkWidget *card, *offer, *use;

  pages_case_practise (self, "cert-wrong-name");
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  card = pages_case_find (GTK_WIDGET (pages_case_page (self)), TG_TYPE_SIDE_CARD, NULL);
  offer = pages_case_find (card, GTK_TYPE_BUTTON, "Show the certificate");
  g_assert_true (gtk_widget_get_visible (offer));
  tg_wizard_choices (self->wizard)->certificate_side = TG_SIDE_RECEIVE;
  tg_assistant_go (self->assistant, "certificate");
  use = pages_case_button (self, "Use sv123.example-host.jp and test again");
  g_assert_true (gtk_widget_get_visible (use));
  tg_assistant_go (self->assistant, "test");

  next (self);
  g_assert_true (tg_session_is_busy (pages_case_session (self)));
  g_assert_false (gtk_widget_get_visible (offer));
  /* By whatever way one gets there. */
  tg_assistant_go (self->assistant, "certificate");
  g_assert_false (gtk_widget_get_visible (use));
  tg_assistant_go (self->assistant, "test");
  pages_case_await_idle (self);
  g_assert_true (gtk_widget_get_visible (offer));
}

static void
test_the_account_may_be_changed_only_when_nothing_runs (PagesCase *self, gconstpointer unused)
{
  GtkWidget *finding, *use;

  pages_case_practise (self, "cert-wrong-name");
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  finding = pages_case_find (GTK_WIDGET (pages_case_page (self)), TG_TYPE_FINDINGS_BOX, NULL);
  g_assert_true (gtk_widget_is_sensitive (finding));

  g_signal_emit_by_name (pages_case_button (self, "Find what works"), "clicked");
  g_assert_true (tg_session_is_busy (pages_case_session (self)));
  g_assert_false (gtk_widget_is_sensitive (finding));
  tg_assistant_go (self->assistant, "certificate");
  use = pages_case_button (self, "Use sv123.example-host.jp and test again");
  g_assert_true (gtk_widget_get_visible (use));
  g_assert_false (gtk_widget_is_sensitive (use));
  pages_case_await_idle (self);
  g_assert_true (gtk_widget_is_sensitive (use));
  tg_assistant_go (self->assistant, "test");
  finding = pages_case_find (GTK_WIDGET (pages_case_page (self)), TG_TYPE_FINDINGS_BOX, NULL);
  g_assert_true (gtk_widget_is_sensitive (finding));
}

/* What is under way when the person starts over still reports its progress. */
static void
test_the_look_for_what_works_outlives_its_page (PagesCase *self, gconstpointer unused)
{
  g_autoptr (TgSession) session = NULL;
  gpointer box;

  pages_case_practise (self, "cert-wrong-name");
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  session = g_object_ref (pages_case_session (self));
  box = pages_case_find (GTK_WIDGET (pages_case_page (self)), TG_TYPE_EXPLORE_BOX, NULL);
  g_object_add_weak_pointer (box, &box);
  g_signal_emit_by_name (pages_case_button (self, "Find what works"), "clicked");
  tg_assistant_start_over (self->assistant);
  g_assert_true (tg_session_is_busy (session));
  g_assert_nonnull (box);
  while (tg_session_is_busy (session) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (box);
}

static void
test_another_protection_is_another_test (PagesCase *self, gconstpointer unused)
{
  TgChoices *choices = tg_wizard_choices (self->wizard);

  pages_case_set_account (self, "taro@one.test", NULL, "imap://127.0.0.1:1", "smtp://127.0.0.1:1");
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  pages_case_enter (self, "test");
  g_assert_false (tg_session_is_busy (pages_case_session (self)));
  for (int allow = TRUE; allow >= FALSE; allow--) {
    choices->allow_plaintext = allow;
    pages_case_enter (self, "test");
    g_assert_true (tg_session_is_busy (pages_case_session (self)));
    pages_case_await_idle (self);
  }
}

static gboolean
shows (PagesCase *self, const char *words)
{
  return pages_case_find (GTK_WIDGET (pages_case_page (self)), GTK_TYPE_LABEL, words) != NULL;
}

static void
test_a_test_without_encryption_claims_no_safety (PagesCase *self, gconstpointer unused)
{
  pages_case_practise (self, "plain");
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  g_assert_true (shows (self, "Stopped before the sign-in"));
  g_assert_true (shows (self, "Nothing is encrypted here, so Tegami did not sign in. Your password was not sent."));
  g_assert_true (shows (self, "Safe: no"));
  g_assert_false (shows (self, "Look the mail password up before the next attempt"));
}

/* The reason stays, although what was refused is not sent again. */
static void
test_a_locked_account_stays_locked (PagesCase *self, gconstpointer unused)
{
  pages_case_practise (self, "account-locked");
  pages_case_enter (self, "test");
  for (guint i = 0; i < 3; i++) {
    pages_case_await_idle (self);
    g_assert_true (shows (self, "The account is locked."));
    g_assert_true (shows (self, "Receiving does not work yet"));
    next (self);
  }
  pages_case_await_idle (self);
}

/* … and the page asks once for what may end it. */
static void
test_a_refused_password_is_asked_for_once (PagesCase *self, gconstpointer unused)
{
  pages_case_practise (self, "wrong-password");
  pages_case_enter (self, "test");
  for (guint i = 0; i < 3; i++) {
    gboolean again = i > 0;

    pages_case_await_idle (self);
    g_assert_true (shows (self, "The user name or mail password was not accepted."));
    g_assert_true (shows (self, "Look the mail password up before the next attempt") == again);
    g_assert_nonnull (pages_case_field (self, "Mail password"));
    next (self);
  }
  pages_case_await_idle (self);
}

static void
test_a_new_password_has_its_field (PagesCase *self, gconstpointer unused)
{
  pages_case_practise (self, "password-expired");
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  g_assert_true (shows (self, "The password has expired."));
  g_assert_nonnull (pages_case_field (self, "Mail password"));
}

/* Types into the field, and tests once more. */
static void
retype (PagesCase *self, const char *title, const char *password)
{
  tg_field_set_text (pages_case_field (self, title), password);
  g_signal_emit_by_name (pages_case_button (self, "Test with this password"), "clicked");
  pages_case_await_idle (self);
}

static void
test_sending_may_have_its_own_password (PagesCase *self, gconstpointer unused)
{
  g_autoptr (TgSecret) wrong = tg_secret_new ("not the one for sending", -1);
  g_autoptr (TgSecret) right = NULL;
  TgSession *session;

  pages_case_practise (self, "good");
  session = pages_case_session (self);
  right = tg_secret_ref (tg_session_get_password (session, TG_SIDE_RECEIVE));
  tg_session_set_passwords (session, right, wrong);
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  g_assert_true (tg_session_receives (session));
  g_assert_cmpint (tg_session_get_outcome (session, TG_SIDE_SEND), ==, TG_OUTCOME_FAILED);
  g_assert_null (pages_case_find (GTK_WIDGET (pages_case_page (self)), TG_TYPE_FIELD, "Mail password"));

  /* The mail password stays what it is, and receiving goes on with it. */
  retype (self, "Password for sending", "not that one either");
  g_assert_true (tg_session_receives (session));
  g_assert_true (tg_session_get_password (session, TG_SIDE_RECEIVE) == right);
  /* Two refusals are enough. */
  g_assert_null (pages_case_find (GTK_WIDGET (pages_case_page (self)), TG_TYPE_FIELD, "Password for sending"));
  g_signal_emit_by_name (pages_case_button (self, "I have looked it up: try again"), "clicked");
  retype (self, "Password for sending", tg_secret_peek (right, NULL));
  g_assert_cmpint (tg_session_get_verdict (session), ==, TG_OUTCOME_VERIFIED);
}

int
main (int argc, char **argv)
{
  pages_case_init (&argc, &argv);
#define ADD(sentence, function) g_test_add ("/test page/" sentence, PagesCase, NULL, pages_case_begin, function, pages_case_end)
  ADD ("a test that was stopped is no success", test_a_stopped_test_is_no_success);
  ADD ("no certificate is shown while the next is awaited", test_no_certificate_is_shown_while_the_next_is_awaited);
  ADD ("the account may be changed only when nothing runs", test_the_account_may_be_changed_only_when_nothing_runs);
  ADD ("the look for what works outlives its page", test_the_look_for_what_works_outlives_its_page);
  ADD ("another protection is another test", test_another_protection_is_another_test);
  ADD ("a test without encryption claims no safety", test_a_test_without_encryption_claims_no_safety);
  ADD ("a locked account stays locked", test_a_locked_account_stays_locked);
  ADD ("a refused password is asked for once", test_a_refused_password_is_asked_for_once);
  ADD ("a new password has its field", test_a_new_password_has_its_field);
  ADD ("sending may have its own password", test_sending_may_have_its_own_password);
#undef ADD
  return g_test_run ();
}
