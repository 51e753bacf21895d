/* test-next-steps.c: after a test, one button is blue, and Enter presses it: the next right step.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "app/cards/todo-box.h"
#include "app/pages/test/findings-box.h"
#include "app/pages/test/steps/wait-box.h"
#include "ui/pages/pages-case.h"

/* @blue: the button; @bar: (nullable): what the bar offers besides */
static const struct {
  const char *scenario;
  const char *blue;
  const char *bar;
} rows[] = {
  { "good", "_Next", NULL },
  { "cert-expires-soon", "_Next", NULL },
  { "tls-weak", "_Next", NULL },
  { "oauth-only", "_Next", NULL },
  { "wrong-password", "Test with this password", "_Test again" },
  { "app-password", "Test with this password", "_Test again" },
  { "account-locked", "Copy support request", NULL },
  { "account-disabled", "Copy support request", "_Test again" },
  { "auth-refused", "Copy support request", "_Test again" },
  { "auth-temporary", "Test again in 30 minutes", NULL },
  { "rate-limit", "Test again in 30 minutes", NULL },
  { "unavailable", "Test again in 30 minutes", NULL },
  { "busy", "Test again in 10 minutes", NULL },
  { "send-rate-limit", "Test again in 3 hours", NULL },
  { "cert-expired", "Copy support request", "_Test again" },
  { "cert-bad-signature", "Copy support request", NULL },
  { "cert-self-signed", "Copy support request", "_Test again" },
  { "cert-wrong-name", "Use sv123.example-host.jp and test again", "_Test again" },
  { "tls-on-starttls-port", "Use STARTTLS for both and test again", "_Test again" },
  { "tls-on-starttls-port-pop3", "Use STARTTLS and test again", "_Test again" },
  { "none-on-tls-port", "Use SSL/TLS for both and test again", "_Test again" },
  { "starttls-injected", "Test on another network", NULL },
  { "preauth", "Test on another network", NULL },
  { "port-refused", "Change servers…", "_Test again" },
  { "not-a-mail-server", "Change servers…", "_Test again" },
  { "sender-rejected", "Change address or password…", "_Test again" },
  { "mailbox-full", "Test again", NULL },
  { "plain", "Copy support request", "_Test again" },
};

static const char *
label_of (GtkWidget *button)
{
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  return child != NULL && GTK_IS_LABEL (child) ? gtk_label_get_label (GTK_LABEL (child)) : gtk_button_get_label (GTK_BUTTON (button));
}

/* All buttons that are to be seen and blue. */
static void
collect_blue (GtkWidget *widget, GPtrArray *blue)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "suggested-action"))
    g_ptr_array_add (blue, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    collect_blue (child, blue);
}

static void
test_one_is_blue (PagesCase *self, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) blue = g_ptr_array_new ();
  const char *bar;

  pages_case_practise (self, rows[i].scenario);
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  collect_blue (GTK_WIDGET (self->window), blue);
  for (guint k = 0; k < blue->len; k++)
    g_test_message ("blue: %s", label_of (blue->pdata[k]));
  g_assert_cmpuint (blue->len, ==, 1);
  g_assert_cmpstr (label_of (blue->pdata[0]), ==, rows[i].blue);
  g_assert_true (gtk_window_get_default_widget (self->window) == blue->pdata[0]);
  bar = tg_page_get_next_label (pages_case_page (self));
  g_assert_cmpstr (bar != NULL && *bar ? bar : NULL, ==, rows[i].blue[0] == '_' ? rows[i].blue : rows[i].bar);
}

static void
click (PagesCase *self, const char *words)
{
  g_signal_emit_by_name (pages_case_button (self, words), "clicked");
}

static void
on_read (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **)text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static void
test_the_support_request_is_copied (PagesCase *self, gconstpointer unused)
{
  char *text = NULL;
  g_autofree char *copied = NULL;
  gsize length;
  const char *password;

  pages_case_practise (self, "cert-expired");
  password = tg_secret_peek (tg_session_get_password (pages_case_session (self), TG_SIDE_RECEIVE), &length);
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  click (self, "Copy support request");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), NULL, on_read, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  copied = text;
  g_test_message ("%s", copied);
  g_assert_nonnull (strstr (copied, "The server’s certificate has expired."));
  g_assert_nonnull (strstr (copied, "SHA-256"));
  g_assert_null (strstr (copied, password));
}

static void
test_one_waits_and_may_stop_waiting (PagesCase *self, gconstpointer unused)
{
  GtkWidget *button;

  pages_case_practise (self, "unavailable");
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  button = pages_case_button (self, "Test again in 30 minutes");
  click (self, "Test again in 30 minutes");
  g_assert_false (gtk_widget_get_visible (button));
  g_assert_nonnull (pages_case_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "30 minutes left"));
  click (self, "Do not test again");
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_null (pages_case_find (GTK_WIDGET (self->window), TG_TYPE_WAIT_BOX, NULL));

  /* Whoever leaves the page to change something does not wait any more. */
  click (self, "Test again in 30 minutes");
  tg_assistant_go (self->assistant, "servers");
  tg_assistant_go (self->assistant, "test");
  pages_case_await_idle (self);
  g_assert_null (pages_case_find (GTK_WIDGET (self->window), TG_TYPE_WAIT_BOX, NULL));

  click (self, "Test again in 30 minutes");
  click (self, "Test now");
  g_assert_true (tg_session_is_busy (pages_case_session (self)));
  pages_case_await_idle (self);
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_the_time_comes (PagesCase *self, gconstpointer unused)
{
  GtkWidget *box = g_object_ref_sink (tg_wait_box_new (0, FALSE));
  guint n = 0;

  g_assert_null (pages_case_find (box, GTK_TYPE_BUTTON, "Test now"));
  g_signal_connect_swapped (box, "over", G_CALLBACK (count), &n);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_object_run_dispose (G_OBJECT (box));
  g_object_unref (box);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_one_press_mends_both_sides (PagesCase *self, gconstpointer unused)
{
  pages_case_practise (self, "tls-on-starttls-port");
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  click (self, "Use STARTTLS for both and test again");
  pages_case_await_idle (self);
  g_assert_cmpint (tg_session_get_verdict (pages_case_session (self)), ==, TG_OUTCOME_VERIFIED);
  g_assert_cmpuint (tg_session_get_tried (pages_case_session (self))->len, ==, 1);
  g_assert_nonnull (pages_case_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "What was changed"));
}

/* What works is in front, where the finding was; that is folded with the others. */
static void
test_what_works_takes_the_finding_s_place (PagesCase *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) blue = g_ptr_array_new ();

  pages_case_practise (self, "tls-on-starttls-port");
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  click (self, "Find what works");
  g_assert_null (tg_findings_box_button (TG_FINDINGS_BOX (pages_case_find (GTK_WIDGET (self->window), TG_TYPE_FINDINGS_BOX, NULL))));
  pages_case_await_idle (self);
  g_assert_nonnull (pages_case_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "What works, best first"));
  g_assert_nonnull (pages_case_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "2 more findings"));
  collect_blue (GTK_WIDGET (self->window), blue);
  g_assert_cmpuint (blue->len, ==, 1);
  g_assert_true (gtk_window_get_default_widget (self->window) == blue->pdata[0]);
}

/* It is blue once it may be pressed, and Enter does not press it even then. */
static void
test_a_name_is_confirmed_on_purpose (PagesCase *self, gconstpointer unused)
{
  GtkWidget *button, *check;

  pages_case_practise (self, "cert-wrong-name");
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  click (self, "Use sv123.example-host.jp and test again");
  pages_case_await_idle (self);
  button = pages_case_button (self, "Sign in there");
  check = pages_case_find (GTK_WIDGET (pages_case_page (self)), GTK_TYPE_CHECK_BUTTON, NULL);
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_false (gtk_widget_has_css_class (button, "suggested-action"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));
  g_assert_null (gtk_window_get_default_widget (self->window));
}

static const struct {
  const char *text;
  const char *deed;
  const char *rest;
} remedies[] = {
  { "Wait half an hour.", "Wait half an hour.", "" },
  { "Tell the company; use webmail meanwhile.", "Tell the company.", "Use webmail meanwhile." },
  { "Use imap.example.jp as the server name. It is new.", "Use imap.example.jp as the server name.", "It is new." },
  { "Switch on “My server; requires it. Yes” now. Then test.", "Switch on “My server; requires it. Yes” now.", "Then test." },
  { "サーバー名を変更してください。届いているメールは残ります。", "サーバー名を変更してください。", "届いているメールは残ります。" },
  { "「する。」を押してください。次へ。", "「する。」を押してください。", "次へ。" },
  { "Change it", "Change it", "" },
  { "Stop; ärger droht.", "Stop.", "Ärger droht." },
};

static void
test_the_deed_stands_apart (PagesCase *self, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++) {
    g_autofree char *deed = NULL, *rest = NULL;

    tg_todo_split (remedies[i].text, &deed, &rest);
    g_assert_cmpstr (deed, ==, remedies[i].deed);
    g_assert_cmpstr (rest, ==, remedies[i].rest);
  }
}

/* On a network where somebody is in between, nothing more is tried. */
static void
test_nothing_is_looked_for_where_one_is_to_stop (PagesCase *self, gconstpointer unused)
{
  GtkWidget *button;

  pages_case_practise (self, "starttls-injected");
  pages_case_enter (self, "test");
  pages_case_await_idle (self);
  button = pages_case_find (GTK_WIDGET (pages_case_page (self)), GTK_TYPE_BUTTON, "Find what works");
  g_assert_true (button == NULL || !gtk_widget_is_visible (button));
}

int
main (int argc, char **argv)
{
  pages_case_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/next steps/blue/", rows[i].scenario, NULL);

    g_test_add (path, PagesCase, GUINT_TO_POINTER (i), pages_case_begin, test_one_is_blue, pages_case_end);
  }
#define ADD(sentence, function) g_test_add ("/next steps/" sentence, PagesCase, NULL, pages_case_begin, function, pages_case_end)
  ADD ("the support request is copied", test_the_support_request_is_copied);
  ADD ("one waits, and may stop waiting", test_one_waits_and_may_stop_waiting);
  ADD ("the time comes", test_the_time_comes);
  ADD ("one press mends both sides", test_one_press_mends_both_sides);
  ADD ("what works takes the finding's place", test_what_works_takes_the_finding_s_place);
  ADD ("the deed stands apart", test_the_deed_stands_apart);
  ADD ("nothing is looked for where one is to stop", test_nothing_is_looked_for_where_one_is_to_stop);
  ADD ("a name is confirmed on purpose", test_a_name_is_confirmed_on_purpose);
#undef ADD
  return g_test_run ();
}
