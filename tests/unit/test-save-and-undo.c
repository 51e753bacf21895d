/* test-save-and-undo.c: an account on its way into a mail program: which exceptions go with it, all or nothing, and back again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients-home.h"
#include "saving-case.h"

#include <glib/gstdio.h>
#include <string.h>

#include "files/blocking.h"
#include "record/exceptions.h"

#define DAY       G_GINT64_CONSTANT (86400)
#define HOST      "nas.local"
#define OVERRIDES TG_TEST_PROFILE "/cert_override.txt"
#define RECORD    ".local/share/tegami/exceptions.json"
#define PREFS     TG_TEST_PROFILE "/prefs.js"

static void
record (const TestCert *allowed, guint16 port, gint64 age)
{
  g_autoptr (TgException) exception = tg_exception_for_days (HOST, port, allowed->der, g_get_real_time () / G_USEC_PER_SEC - age, 7, TRUE);

  tg_test_record (exception);
}

static void
begin_afresh (void)
{
  tg_test_home_clear ();
  tg_test_make_profile ();
}

/* Recorded @age seconds ago for a week. */
static gboolean
is_carried (const TestCert *allowed, const TestCert *shown, guint16 port, gint64 age)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgSaving) saving = NULL;

  begin_afresh ();
  record (allowed, port, age);
  saving = saving_case_prepare_one (HOST, shown, TG_SAVING_RECORDED, &error);
  if (saving != NULL)
    return tg_saving_has_exceptions (saving);
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING);
  return FALSE;
}

static void
test_only_what_let_the_check_through_is_carried (void)
{
  g_autoptr (TestCert) own = saving_case_certificate (HOST), other = saving_case_certificate (HOST);

  g_assert_true (is_carried (own, own, 993, 0));
  g_assert_true (is_carried (own, own, 993, 6 * DAY));
  g_assert_false (is_carried (own, own, 465, 0));
  g_assert_false (is_carried (other, own, 993, 0));
  g_assert_false (is_carried (own, own, 993, 8 * DAY));
}

static void
test_saved_and_undone_together (void)
{
  g_autoptr (TestCert) own = saving_case_certificate (HOST);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *overrides = NULL, *after = NULL, *gone = NULL;

  begin_afresh ();
  before = tg_test_read (PREFS);
  g_autoptr (TgSaving) saving = saving_case_prepare_one (HOST, own, TG_SAVING_GIVEN, &error);
  g_assert_no_error (error);
  g_assert_true (tg_saving_has_exceptions (saving));
  g_assert_cmpuint (tg_saving_get_allowed (saving)->len, ==, 1);
  g_assert_cmpuint (saving_case_n_recorded (), ==, 0);
  g_assert_true (saving_case_apply (saving, &error));
  overrides = tg_test_read (OVERRIDES);
  g_assert_nonnull (strstr (overrides, HOST ":993"));
  g_assert_cmpuint (saving_case_n_recorded (), ==, 1);
  g_assert_true (saving_case_undo (tg_saving_get_id (saving), &error));
  after = tg_test_read (PREFS);
  gone = tg_test_read (OVERRIDES);
  g_assert_cmpstr (after, ==, before);
  g_assert_null (gone);
  g_assert_cmpuint (saving_case_n_recorded (), ==, 0);
  /* Once is enough, and a number that never was is an error. */
  g_assert_false (saving_case_undo (tg_saving_get_id (saving), NULL));
  g_assert_false (saving_case_undo ("20000101T000000.000000", NULL));
}

static void
test_an_exception_undone_alone_ends (void)
{
  g_autoptr (TestCert) own = saving_case_certificate (HOST);
  g_autofree char *prefs = NULL, *gone = NULL;

  begin_afresh ();
  g_autoptr (TgSaving) saving = saving_case_prepare_one (HOST, own, TG_SAVING_GIVEN, NULL);
  g_assert_true (saving_case_apply (saving, NULL));
  g_autoptr (GPtrArray) recorded = tg_exception_record_load (NULL);
  g_assert_cmpuint (recorded->len, ==, 1);
  g_assert_true (saving_case_undo (((const TgException *)recorded->pdata[0])->changes[0], NULL));
  gone = tg_test_read (OVERRIDES);
  g_assert_null (gone);
  g_assert_cmpuint (saving_case_n_recorded (), ==, 0);
  prefs = tg_test_read (PREFS);
  g_assert_nonnull (strstr (prefs, HOST));
}

static void
test_undo_repeated_after_an_error (void)
{
  g_autoptr (TestCert) own = saving_case_certificate (HOST);
  g_autofree char *record_then = NULL, *gone = NULL;

  begin_afresh ();
  g_autoptr (TgSaving) saving = saving_case_prepare_one (HOST, own, TG_SAVING_GIVEN, NULL);
  g_assert_true (saving_case_apply (saving, NULL));
  record_then = tg_test_read (RECORD);
  tg_test_write (RECORD, "rubbish");
  g_assert_false (saving_case_undo (tg_saving_get_id (saving), NULL));
  tg_test_write (RECORD, record_then);
  g_assert_true (saving_case_undo (tg_saving_get_id (saving), NULL));
  gone = tg_test_read (OVERRIDES);
  g_assert_null (gone);
  g_assert_cmpuint (saving_case_n_recorded (), ==, 0);
  g_assert_false (saving_case_undo (tg_saving_get_id (saving), NULL));
}

static void
test_each_file_is_named_once (void)
{
  g_autoptr (TestCert) own = saving_case_certificate (HOST);
  g_autoptr (TgEvidence) receive = saving_case_pinned (TG_PROTOCOL_IMAP, HOST, 993, own),
                         send = saving_case_pinned (TG_PROTOCOL_SMTP, HOST, 465, own);
  const TgChangeItem *item;

  begin_afresh ();
  g_autoptr (TgSaving) saving = saving_case_prepare (HOST, receive, send, TG_SAVING_GIVEN, NULL);
  g_assert_cmpuint (tg_saving_get_allowed (saving)->len, ==, 2);
  g_assert_cmpuint (tg_saving_get_items (saving)->len, ==, 2);
  item = tg_saving_get_items (saving)->pdata[1];
  g_assert_true (g_str_has_suffix (item->name, "cert_override.txt"));
  g_assert_null (item->before);
  g_assert_nonnull (strstr (item->after, HOST ":993 "));
  g_assert_nonnull (strstr (item->after, "\n" HOST ":465 "));
}

static void
test_all_or_nothing (void)
{
  g_autoptr (TestCert) own = saving_case_certificate (HOST);
  g_autofree char *path = NULL, *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  begin_afresh ();
  record (own, 993, 0);
  before = tg_test_read (PREFS);
  g_autoptr (TgSaving) saving = saving_case_prepare_one (HOST, own, TG_SAVING_RECORDED, NULL);
  /* In the way of the exception, which comes after the account. */
  path = tg_test_path (OVERRIDES);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_false (saving_case_apply (saving, &error));
  g_assert_nonnull (error);
  g_assert_false (tg_saving_left_something (saving));
  after = tg_test_read (PREFS);
  g_assert_cmpstr (after, ==, before);
  g_autoptr (GPtrArray) journal = tg_journal_list (NULL);
  g_assert_cmpuint (journal->len, ==, 0);
  g_autoptr (GPtrArray) recorded = tg_exception_record_load (NULL);
  g_assert_cmpuint (recorded->len, ==, 1);
  g_assert_null (*((const TgException *)recorded->pdata[0])->changes);
}

static void
test_known_provider (void)
{
  g_autoptr (TestCert) own = saving_case_certificate ("imap.gmail.com");

  begin_afresh ();
  g_autoptr (TgSaving) saving = saving_case_prepare_one ("imap.gmail.com", own, TG_SAVING_GIVEN, NULL);
  g_assert_false (tg_saving_has_exceptions (saving));
  g_assert_cmpuint (tg_saving_get_notes (saving)->len, ==, 2);
  g_assert_nonnull (strstr (tg_saving_get_notes (saving)->pdata[0], "imap.gmail.com:993"));
}

static void
test_practice (void)
{
  g_autoptr (TestCert) own = saving_case_certificate (HOST);

  begin_afresh ();
  g_autoptr (TgSaving) saving = saving_case_prepare_one (HOST, own, TG_SAVING_PRACTICE, NULL);
  g_assert_false (tg_saving_has_exceptions (saving));
  g_assert_cmpuint (tg_saving_get_notes (saving)->len, ==, 1);
}

/* It is another program's, or was given for one test. */
static void
test_no_token_is_handed_over (void)
{
  g_autoptr (TgSecret) password = tg_secret_new ("ya29.token", -1), token = tg_secret_new_token ("ya29.token", -1);
  g_autoptr (GError) error = NULL;

  begin_afresh ();
  g_autoptr (TgSaving) with_password = saving_case_prepare_with (password, &error);
  g_assert_no_error (error);
  g_autoptr (TgSaving) with_token = saving_case_prepare_with (token, &error);
  g_assert_no_error (error);
  g_assert_true (tg_saving_may_hand_over (with_password));
  g_assert_false (tg_saving_may_hand_over (with_token));
}

static void
test_window_never_waits (void)
{
#ifndef TG_CHECK_BLOCKING
  g_test_skip ("THIS TEST DID NOT RUN: it needs a build with tests");
#else
  if (g_test_subprocess ()) {
    g_autoptr (TestCert) own = saving_case_certificate (HOST);

    begin_afresh ();
    tg_thread_never_blocks ();
    /* All that the front ends call. */
    g_autoptr (TgSaving) saving = saving_case_prepare_one (HOST, own, TG_SAVING_GIVEN, NULL);
    g_autoptr (GAsyncResult) listed = NULL;

    g_assert_true (saving_case_apply (saving, NULL));
    tg_saving_list_async (NULL, tg_test_keep_result, &listed);
    g_autoptr (GPtrArray) journal = tg_saving_list_finish (tg_test_await (&listed), NULL);
    g_assert_cmpuint (journal->len, ==, 2);
    g_assert_true (saving_case_undo (tg_saving_get_id (saving), NULL));
    g_print ("no call blocked\n");
    /* What they must not. */
    g_ptr_array_unref (tg_clients_find_exceptions ());
    g_print ("it was let through\n");
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stdout ("*no call blocked*");
  g_test_trap_assert_stdout_unmatched ("*it was let through*");
#endif
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saving/only the exception that let the check through, and has not ended, is carried",
                   test_only_what_let_the_check_through_is_carried);
  g_test_add_func ("/saving/what is saved together is undone together, in our record too", test_saved_and_undone_together);
  g_test_add_func ("/saving/an exception undone by its own number ends in our record", test_an_exception_undone_alone_ends);
  g_test_add_func ("/saving/undoing may be repeated where our record could not be written", test_undo_repeated_after_an_error);
  g_test_add_func ("/saving/a file that two exceptions go into is named once", test_each_file_is_named_once);
  g_test_add_func ("/saving/where the exception cannot be written, the account is not either", test_all_or_nothing);
  g_test_add_func ("/saving/no exception given by hand goes round a known provider", test_known_provider);
  g_test_add_func ("/saving/practice writes no exception and says so", test_practice);
  g_test_add_func ("/saving/no token is handed over", test_no_token_is_handed_over);
  g_test_add_func ("/saving/the thread that draws the window never waits", test_window_never_waits);
  result = g_test_run ();
  tg_test_home_stop ();
  return result;
}
