/* test-pages.c: what a page must not take over from another account, and buttons that do what they say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "app/cards/finding-view.h"
#include "app/pages/servers/server-group.h"
#include "app/widgets/rows/fold.h"
#include "diagnose/catalogue.h"
#include "diagnose/quick-reference.h"
#include "ui/pages/pages-case.h"

/* Nobody is there, and nothing is sent. */
#define RECEIVE "imap://127.0.0.1:1"
#define SEND    "smtp://127.0.0.1:1"

static void
test_another_account_brings_its_own_sender_name (PagesCase *self, gconstpointer unused)
{
  pages_case_set_account (self, "taro@one.test", "Taro", NULL, NULL);
  pages_case_enter (self, "save");
  g_assert_cmpstr (tg_field_get_text (pages_case_field (self, "Sender name (optional)")), ==, "Taro");
  tg_field_set_text (pages_case_field (self, "Sender name (optional)"), "Taro Yamada");
  pages_case_enter (self, "save");
  g_assert_cmpstr (tg_field_get_text (pages_case_field (self, "Sender name (optional)")), ==, "Taro Yamada");

  pages_case_set_account (self, "jiro@two.test", "Jiro", NULL, NULL);
  pages_case_enter (self, "save");
  g_assert_cmpstr (tg_field_get_text (pages_case_field (self, "Sender name (optional)")), ==, "Jiro");
}

static void
test_a_password_is_for_the_account_it_was_typed_for (PagesCase *self, gconstpointer unused)
{
  pages_case_set_account (self, "taro@one.test", NULL, NULL, NULL);
  pages_case_enter (self, "address");
  tg_field_set_text (pages_case_field (self, "Mail password"), "secret");
  pages_case_enter (self, "address");
  g_assert_cmpstr (tg_field_get_text (pages_case_field (self, "Mail password")), ==, "secret");

  pages_case_set_account (self, "jiro@two.test", NULL, NULL, NULL);
  pages_case_enter (self, "address");
  g_assert_cmpstr (tg_field_get_text (pages_case_field (self, "Mail address")), ==, "jiro@two.test");
  g_assert_cmpstr (tg_field_get_text (pages_case_field (self, "Mail password")), ==, "");

  tg_field_set_text (pages_case_field (self, "Mail password"), "secret");
  tg_wizard_reset (self->wizard);
  pages_case_enter (self, "address");
  g_assert_cmpstr (tg_field_get_text (pages_case_field (self, "Mail address")), ==, "");
  g_assert_cmpstr (tg_field_get_text (pages_case_field (self, "Mail password")), ==, "");
}

/* Before there is an account, too. */
static void
test_what_is_typed_stays_while_one_looks_elsewhere (PagesCase *self, gconstpointer unused)
{
  pages_case_enter (self, "address");
  tg_field_set_text (pages_case_field (self, "Mail address"), "taro@one.test");
  tg_field_set_text (pages_case_field (self, "Mail password"), "secret");
  pages_case_enter (self, "address");
  g_assert_cmpstr (tg_field_get_text (pages_case_field (self, "Mail address")), ==, "taro@one.test");
  g_assert_cmpstr (tg_field_get_text (pages_case_field (self, "Mail password")), ==, "secret");
}

static TgServerGroup *
group (PagesCase *self, gboolean send)
{
  GtkWidget *first = pages_case_find (GTK_WIDGET (pages_case_page (self)), TG_TYPE_SERVER_GROUP, NULL);

  return TG_SERVER_GROUP (send ? gtk_widget_get_next_sibling (first) : first);
}

static void
tick (PagesCase *self, gboolean send, gboolean ticked)
{
  GtkWidget *box = pages_case_find (GTK_WIDGET (group (self, send)), GTK_TYPE_CHECK_BUTTON, NULL);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (box), ticked);
}

static void
on_applied (GObject *page, GAsyncResult *result, gpointer done)
{
  *(gboolean *)done = tg_page_apply_finish (TG_PAGE (page), result, NULL);
}

/* Whether the password would go out unprotected if the test came now. */
static gboolean
allows_plaintext (PagesCase *self)
{
  gboolean done = FALSE;

  tg_page_apply_async (pages_case_page (self), NULL, on_applied, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  return tg_wizard_choices (self->wizard)->allow_plaintext;
}

static void
test_an_agreement_is_for_one_account (PagesCase *self, gconstpointer unused)
{
  pages_case_set_account (self, "taro@one.test", NULL, RECEIVE, SEND);
  pages_case_enter (self, "servers");
  tick (self, FALSE, TRUE);
  tick (self, TRUE, TRUE);
  g_assert_true (allows_plaintext (self));
  pages_case_enter (self, "servers");
  g_assert_true (allows_plaintext (self));

  tg_wizard_reset (self->wizard);
  pages_case_set_account (self, "jiro@two.test", NULL, RECEIVE, SEND);
  pages_case_enter (self, "servers");
  g_assert_false (allows_plaintext (self));
}

static void
test_each_server_without_encryption_needs_its_own_tick (PagesCase *self, gconstpointer unused)
{
  pages_case_set_account (self, "taro@one.test", NULL, RECEIVE, SEND);
  pages_case_enter (self, "servers");
  tick (self, TRUE, TRUE);
  g_assert_false (allows_plaintext (self));
  tick (self, FALSE, TRUE);
  tick (self, TRUE, FALSE);
  g_assert_false (allows_plaintext (self));
  tick (self, TRUE, TRUE);
  g_assert_true (allows_plaintext (self));

  pages_case_set_account (self, "taro@one.test", NULL, "imaps://127.0.0.1:1", SEND);
  tg_wizard_choices (self->wizard)->allow_plaintext = FALSE;
  pages_case_enter (self, "servers");
  tick (self, FALSE, TRUE);
  g_assert_false (allows_plaintext (self));
  tick (self, TRUE, TRUE);
  g_assert_true (allows_plaintext (self));
  pages_case_set_account (self, "taro@one.test", NULL, "imaps://127.0.0.1:1", "smtps://127.0.0.1:1");
  pages_case_enter (self, "servers");
  g_assert_false (allows_plaintext (self));
}

static const char *
agreement (PagesCase *self)
{
  GtkWidget *box = pages_case_find (GTK_WIDGET (group (self, FALSE)), GTK_TYPE_CHECK_BUTTON, NULL);

  return gtk_label_get_label (GTK_LABEL (gtk_check_button_get_child (GTK_CHECK_BUTTON (box))));
}

/* A program on this very computer needs no encryption; what was agreed to for it holds for nothing else. */
static void
test_an_agreement_for_this_computer_is_for_no_other (PagesCase *self, gconstpointer unused)
{
  pages_case_set_account (self, "taro@one.test", NULL, RECEIVE, NULL);
  pages_case_enter (self, "servers");
  g_assert_null (strstr (agreement (self), "Anyone"));
  tick (self, FALSE, TRUE);
  g_assert_true (tg_server_group_get_allow_plaintext (group (self, FALSE)));
  tg_field_set_text (pages_case_field (self, "Server name"), "mail.one.test");
  g_assert_nonnull (strstr (agreement (self), "Anyone"));
  g_assert_false (tg_server_group_get_allow_plaintext (group (self, FALSE)));
  tick (self, FALSE, TRUE);
  tg_field_set_text (pages_case_field (self, "Server name"), "localhost");
  g_assert_null (strstr (agreement (self), "Anyone"));
  g_assert_false (tg_server_group_get_allow_plaintext (group (self, FALSE)));
}

static void
test_practice_that_starts_late_takes_no_page_over (PagesCase *self, gconstpointer unused)
{
  tg_window_practise (TG_WINDOW (self->window), "good");
  pages_case_enter (self, "address");
  tg_field_set_text (pages_case_field (self, "Mail address"), "taro@one.test");
  while (!tg_wizard_get_practising (self->wizard))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (pages_case_page (self)), ==, "TgAddressPage");
  g_assert_cmpstr (tg_field_get_text (pages_case_field (self, "Mail address")), ==, "hanako@practice.example");
}

static void
set_gone (gpointer gone, GObject *object)
{
  *(gboolean *)gone = TRUE;
}

static void
test_a_window_may_be_closed_while_practice_starts (PagesCase *self, gconstpointer unused)
{
  GtkWindow *window = tg_window_new (NULL);
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (window), set_gone, &gone);
  gtk_window_present (window);
  tg_window_practise (TG_WINDOW (window), "good");
  gtk_window_destroy (window);
  while (!gone)
    g_main_context_iteration (NULL, TRUE);
}

/* Those that unfold something do nothing else. */
static gboolean
has_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    return !gtk_widget_has_css_class (widget, "fold-header");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_button (child))
      return TRUE;
  return FALSE;
}

static void
test_what_is_merely_told_has_no_button (PagesCase *self, gconstpointer unused)
{
  g_autoptr (TgAccount) account = tg_account_new ("taro@one.test", NULL, NULL, NULL, NULL, NULL);
  g_autoptr (TgFinding) finding = tg_finding_new ("auth-refused", TG_SIDE_SEND);
  TgRemedy *remedy = tg_remedy_new ("Use another name.");
  const TgStepMeans means = { { NULL } };
  const TgFindingShown shown = { .suggested = TRUE, .attempts_left = 2, .means = &means };
  GtkWidget *told, *tested;

  remedy->change = tg_account_ref (account);
  g_ptr_array_add (finding->remedies, remedy);
  finding->title = g_strdup ("A title");
  finding->cause = g_strdup ("A cause");
  told = g_object_ref_sink (tg_finding_view_new_told (finding));
  tested = g_object_ref_sink (tg_finding_view_new (finding, &shown));
  g_assert_false (has_button (told));
  g_assert_true (has_button (tested));
  g_assert_nonnull (pages_case_find (tested, GTK_TYPE_BUTTON, "Change this and test again"));
  g_object_unref (told);
  g_object_unref (tested);
}

static void
on_checked (GObject *session, GAsyncResult *result, gpointer unused)
{
  g_assert_false (tg_session_finish (TG_SESSION (session), result, NULL));
}

static void
paste (PagesCase *self, const char *text)
{
  GtkWidget *view = pages_case_find (GTK_WIDGET (pages_case_page (self)), GTK_TYPE_TEXT_VIEW, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static void
test_a_pasted_message_may_be_tested_once_a_test_has_ended (PagesCase *self, gconstpointer unused)
{
  g_autoptr (GSocketListener) silent = g_socket_listener_new ();
  g_autofree char *url = g_strdup_printf ("imaps://127.0.0.1:%u", g_socket_listener_add_any_inet_port (silent, NULL, NULL));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  pages_case_set_account (self, "taro@one.test", NULL, url, NULL);
  tg_session_check_async (pages_case_session (self), &(TgCheckOptions){ 0 }, cancellable, on_checked, NULL);
  pages_case_enter (self, "message");
  paste (self, "535 5.7.8 Error: authentication failed");
  while (tg_wizard_get_message (self->wizard) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (tg_page_is (pages_case_page (self), TG_PAGE_COMPLETE));
  g_cancellable_cancel (cancellable);
  pages_case_await_idle (self);
  g_assert_true (tg_page_is (pages_case_page (self), TG_PAGE_COMPLETE));
  g_assert_true (tg_page_is (pages_case_page (self), TG_PAGE_NEXT_SUGGESTED));
}

static void
test_the_last_of_several_texts_is_answered (PagesCase *self, gconstpointer unused)
{
  static const char *const texts[] = { "550 5.1.1 jiro@example.jp: Recipient address rejected: User unknown",
                                       "552 5.2.2 jiro@example.jp: Mailbox full" };

  pages_case_enter (self, "message");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    paste (self, texts[i]);
  while (tg_wizard_get_message (self->wizard) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (tg_wizard_get_message (self->wizard)->findings->len, ==, 1);
  g_assert_cmpstr (((TgFinding *)tg_wizard_get_message (self->wizard)->findings->pdata[0])->id, ==, "send-recipient-full");
  /* No test of the account is of any help. */
  g_assert_false (tg_page_is (pages_case_page (self), TG_PAGE_NEXT_SUGGESTED));
}

static gboolean
shows (PagesCase *self, const char *words)
{
  GtkWidget *label = pages_case_find (GTK_WIDGET (pages_case_page (self)), GTK_TYPE_LABEL, words);

  return label != NULL && gtk_widget_get_mapped (label);
}

/* Beneath it, once it is unfolded. */
static void
test_each_advice_is_answered_beneath_it (PagesCase *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) all = tg_catalogue_all ();
  g_autoptr (TgQuickReference) reference = tg_quick_reference_new ();
  const TgQuickSection *section = tg_quick_reference_section (reference, "advice");
  guint answered = 0;

  pages_case_enter (self, "told");
  for (guint i = 0; i < section->rows->len; i++) {
    const TgQuickRow *advice = section->rows->pdata[i];
    const TgCatalogueEntry *entry = tg_catalogue_find (advice->finding);
    GtkWidget *label = pages_case_find (GTK_WIDGET (pages_case_page (self)), GTK_TYPE_LABEL, advice->cells->pdata[0]);

    g_test_message ("%s", entry->id);
    g_assert_false (shows (self, entry->title));
    tg_fold_set_expanded (TG_FOLD (gtk_widget_get_ancestor (label, TG_TYPE_FOLD)), TRUE);
    g_assert_true (shows (self, entry->title));
  }
  for (guint i = 0; i < all->len; i++)
    answered += g_str_has_prefix (((TgCatalogueEntry *)all->pdata[i])->id, "advice-");
  g_assert_cmpuint (answered, ==, section->rows->len);
}

int
main (int argc, char **argv)
{
  pages_case_init (&argc, &argv);
#define ADD(sentence, function) g_test_add ("/pages/" sentence, PagesCase, NULL, pages_case_begin, function, pages_case_end)
  ADD ("another account brings its own sender name", test_another_account_brings_its_own_sender_name);
  ADD ("a password is for the account it was typed for", test_a_password_is_for_the_account_it_was_typed_for);
  ADD ("what is typed stays while one looks elsewhere", test_what_is_typed_stays_while_one_looks_elsewhere);
  ADD ("an agreement to send a password unprotected is for one account", test_an_agreement_is_for_one_account);
  ADD ("an agreement for a program on this computer is for no other server", test_an_agreement_for_this_computer_is_for_no_other);
  ADD ("each server without encryption needs its own tick", test_each_server_without_encryption_needs_its_own_tick);
  ADD ("practice that starts late takes no page over", test_practice_that_starts_late_takes_no_page_over);
  ADD ("a window may be closed while practice starts", test_a_window_may_be_closed_while_practice_starts);
  ADD ("what is merely told has no button", test_what_is_merely_told_has_no_button);
  ADD ("a pasted message may be tested once a test has ended", test_a_pasted_message_may_be_tested_once_a_test_has_ended);
  ADD ("each advice is answered beneath it", test_each_advice_is_answered_beneath_it);
  ADD ("the last of several texts is answered", test_the_last_of_several_texts_is_answered);
#undef ADD
  return g_test_run ();
}
