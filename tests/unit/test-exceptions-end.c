/* test-exceptions-end.c: which exceptions to remind a person of, what one run of the start-up check
 * does, which of a mail program's exceptions come from ours, and what is undone with them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients-home.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>

#include "clients/client-class.h"
#include "exceptions/autostart.h"
#include "exceptions/end.h"
#include "exceptions/remove.h"
#include "exceptions/review/review.h"
#include "record/exceptions.h"
#include "saving/undo.h"

#define DAY G_GINT64_CONSTANT (86400)
#define NOW G_GINT64_CONSTANT (1800000000)

/* Ends @left seconds after NOW. */
static TgException *
make (const char *host, gint64 left)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("mine", 4);

  return tg_exception_new (&(TgException){ .host = host, .port = 993, .der = der, .created = NOW - 5 * DAY, .until = NOW + left });
}

static void
record (const char *host, gint64 left)
{
  g_autoptr (TgException) exception = make (host, left);

  tg_test_record (exception);
}

/* For tg_change_set_begun(). */
static gboolean
record_change (const char *id, gpointer exception, GError **error)
{
  const char *const changes[] = { id, NULL };
  TgException fields = *(const TgException *)exception;
  g_autoptr (TgException) carried = NULL, former = NULL;

  fields.changes = changes;
  carried = tg_exception_new (&fields);
  return tg_exception_record_carried (carried, &former, error);
}

/* Carries it into Thunderbird, as saving does. @with: (nullable): the id of the change that it is
 * saved together with */
static char *
carry_into (const char *profile, const char *host, gint64 left, const char *with)
{
  g_autofree char *folder = tg_test_path (profile);
  g_autoptr (TgPlace) place = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
  g_autoptr (TgException) exception = make (host, left);
  g_autoptr (GError) error = NULL;
  g_autoptr (TgChange) change = tg_clients_prepare_exception (place, exception, &error);

  g_assert_no_error (error);
  tg_change_set_with (change, with);
  tg_change_set_begun (change, record_change, exception);
  tg_change_apply_sync (change, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (tg_change_id (change));
}

static void
carry (const char *host, gint64 left)
{
  g_free (carry_into (TG_TEST_PROFILE, host, left, NULL));
}

static GPtrArray *
look (void)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *ends = tg_exceptions_expire (NOW, &error);

  g_assert_no_error (error);
  return ends;
}

static void
assert_end (GPtrArray *ends, guint i, const char *host, TgEndState state)
{
  const TgExceptionEnd *end = ends->pdata[i];

  g_assert_cmpstr (end->exception->host, ==, host);
  g_assert_cmpint (end->state, ==, state);
}

static void
test_due (void)
{
  static const struct {
    gint64 left;
    gboolean due;
  } rows[] = { { -DAY, TRUE }, { 0, TRUE }, { DAY, TRUE }, { 2 * DAY, TRUE }, { 2 * DAY + 1, FALSE }, { 80 * DAY, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgException) exception = make ("nas.local", rows[i].left);

    g_assert_cmpint (tg_exception_is_due (exception, NOW), ==, rows[i].due);
  }
}

static void
test_together (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) journal = NULL, left = NULL, recorded = NULL;
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  tg_test_home_clear ();
  tg_test_make_profile ();
  carry ("before.example", DAY);
  first = carry_into (TG_TEST_PROFILE, "account.example", DAY, NULL);
  second = carry_into (TG_TEST_PROFILE, "imap.example", DAY, first);
  third = carry_into (TG_TEST_PROFILE, "smtp.example", DAY, first);

  journal = tg_journal_list (&error);
  g_assert_no_error (error);
  g_assert_cmpuint (journal->len, ==, 4);
  g_assert_cmpstr (tg_saving_newest (journal)->id, ==, first);
  tg_saving_undo_async (first, NULL, tg_test_keep_result, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (tg_saving_undo_finish (result, &error));
  g_assert_no_error (error);

  left = tg_journal_list (NULL);
  g_assert_cmpuint (left->len, ==, 1);
  recorded = tg_exception_record_load (NULL);
  g_assert_cmpuint (recorded->len, ==, 1);
  g_assert_cmpstr (((TgException *)recorded->pdata[0])->host, ==, "before.example");
}

static void
test_look (void)
{
  tg_test_home_clear ();
  tg_test_make_profile ();
  carry ("over.example", -1);
  carry ("soon.example", DAY);
  record ("later.example", 4 * DAY);
  g_assert_true (tg_autostart_set (TRUE, NULL, NULL));

  g_autoptr (GPtrArray) ends = look ();
  g_autoptr (GPtrArray) left = tg_exception_record_load (NULL);
  g_assert_cmpuint (ends->len, ==, 2);
  assert_end (ends, 0, "over.example", TG_END_DONE);
  assert_end (ends, 1, "soon.example", TG_END_SOON);
  g_assert_cmpuint (left->len, ==, 2);
  g_assert_true (tg_autostart_is_on ());
  g_autofree char *overrides = tg_test_read (TG_TEST_PROFILE "/cert_override.txt");
  g_assert_null (strstr (overrides, "over.example"));
  g_assert_nonnull (strstr (overrides, "soon.example"));
}

static void
test_last (void)
{
  tg_test_home_clear ();
  tg_test_make_profile ();
  record ("over.example", -1);
  g_assert_true (tg_autostart_set (TRUE, NULL, NULL));

  g_autoptr (GPtrArray) ends = look ();
  g_assert_cmpuint (ends->len, ==, 1);
  g_assert_false (tg_autostart_is_on ());
  /* And has nothing more to say. */
  g_autoptr (GPtrArray) again = look ();
  g_assert_cmpuint (again->len, ==, 0);
}

/* Whatever the desktop says to the end of the check, the person hears of the end of the exception. */
static void
test_refused (void)
{
  g_autofree char *path = NULL;

  tg_test_home_clear ();
  tg_test_make_profile ();
  record ("over.example", -1);
  path = tg_autostart_path ();
  /* What cannot be removed as a file. */
  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*");
  g_autoptr (GPtrArray) ends = look ();
  g_test_assert_expected_messages ();
  g_assert_cmpuint (ends->len, ==, 1);
  assert_end (ends, 0, "over.example", TG_END_DONE);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
test_open (void)
{
  g_autofree char *path = tg_test_path (TG_TEST_PROFILE "/.parentlock");
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int thunderbird;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *change = NULL;

  tg_test_home_clear ();
  tg_test_make_profile ();
  carry ("over.example", -1);
  record ("local.example", -1);
  g_assert_true (tg_autostart_set (TRUE, NULL, NULL));
  thunderbird = g_open (path, O_WRONLY | O_CREAT, 0600);
  g_assert_cmpint (fcntl (thunderbird, F_OFD_SETLK, &lock), ==, 0);

  g_autoptr (GPtrArray) ends = look ();
  assert_end (ends, 0, "over.example", TG_END_WAITS);
  assert_end (ends, 1, "local.example", TG_END_DONE);
  g_assert_true (tg_autostart_is_on ());

  /* One who does not wait hears why, and nothing has changed. */
  g_autoptr (GPtrArray) left = tg_exception_record_load (NULL);
  g_assert_cmpuint (left->len, ==, 1);
  tg_exception_remove_async (left->pdata[0], NULL, NULL, NULL, tg_test_keep_result, &result);
  tg_test_await (&result);
  g_assert_false (tg_exception_remove_finish (result, &change, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING);

  g_assert_true (g_close (thunderbird, NULL));
  g_autoptr (GPtrArray) then = look ();
  assert_end (then, 0, "over.example", TG_END_DONE);
  g_assert_false (tg_autostart_is_on ());
}

/* Stands for one more program. */
#define SECOND ".thunderbird/second"

static void
begin_with_two (void)
{
  tg_test_home_clear ();
  tg_test_make_profile ();
  tg_test_write (SECOND "/prefs.js", tg_test_prefs);
}

static TgException *
recorded (const char *host)
{
  g_autoptr (GPtrArray) all = tg_exception_record_load (NULL);
  const TgException *one = tg_exception_list_find (all, host, 993, NULL);

  return one != NULL ? tg_exception_ref (one) : NULL;
}

static gboolean
is_carried (const char *profile, const char *host)
{
  g_autofree char *relative = g_build_filename (profile, "cert_override.txt", NULL);
  g_autofree char *overrides = tg_test_read (relative);

  return overrides != NULL && strstr (overrides, host) != NULL;
}

static void
test_saved_meanwhile (void)
{
  begin_with_two ();
  carry ("nas.example", DAY);
  g_autoptr (TgException) stale = recorded ("nas.example");
  g_free (carry_into (SECOND, "nas.example", DAY, NULL));

  g_autoptr (TgExceptionEnd) end = tg_exception_end_now (stale);
  g_autoptr (TgException) left = recorded ("nas.example");
  g_assert_cmpint (end->state, ==, TG_END_DONE);
  g_assert_false (is_carried (TG_TEST_PROFILE, "nas.example"));
  g_assert_false (is_carried (SECOND, "nas.example"));
  g_assert_null (left);
}

static void
test_allowed_meanwhile (void)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("new", 3);
  g_autoptr (TgException) new =
      tg_exception_new (&(TgException){ .host = "nas.example", .port = 993, .der = der, .created = NOW, .until = NOW + 7 * DAY });

  begin_with_two ();
  record ("nas.example", DAY);
  g_autoptr (TgException) stale = recorded ("nas.example");
  tg_test_record (new);

  g_autoptr (TgExceptionEnd) end = tg_exception_end_now (stale);
  g_autoptr (TgException) left = recorded ("nas.example");
  g_assert_cmpint (end->state, ==, TG_END_DONE);
  g_assert_nonnull (left);
  g_assert_cmpstr (left->sha256, ==, new->sha256);
}

/* It may be kept yet, and then all of it; what is over is not kept. */
static void
test_one_of_two_is_open (void)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autofree char *path = NULL;
  int thunderbird;

  begin_with_two ();
  carry ("nas.example", -1);
  g_free (carry_into (SECOND, "nas.example", -1, NULL));
  path = tg_test_path (TG_TEST_PROFILE "/.parentlock");
  thunderbird = g_open (path, O_WRONLY | O_CREAT, 0600);
  g_assert_cmpint (fcntl (thunderbird, F_OFD_SETLK, &lock), ==, 0);

  g_autoptr (TgException) exception = recorded ("nas.example");
  g_autoptr (TgExceptionEnd) end = tg_exception_end_now (exception);
  g_assert_cmpint (end->state, ==, TG_END_WAITS);
  g_assert_true (is_carried (TG_TEST_PROFILE, "nas.example"));
  g_assert_true (is_carried (SECOND, "nas.example"));

  g_autoptr (GPtrArray) ends = look ();
  assert_end (ends, 0, "nas.example", TG_END_WAITS);
  g_assert_true (is_carried (TG_TEST_PROFILE, "nas.example"));
  g_assert_false (is_carried (SECOND, "nas.example"));

  g_assert_true (g_close (thunderbird, NULL));
  g_autoptr (TgExceptionEnd) then = tg_exception_end_now (exception);
  g_assert_cmpint (then->state, ==, TG_END_DONE);
  g_assert_false (is_carried (TG_TEST_PROFILE, "nas.example"));
}

static const TgExceptionReview *
find (GPtrArray *reviews, const char *program, const char *host)
{
  for (guint i = 0; i < reviews->len; i++) {
    const TgExceptionReview *one = reviews->pdata[i];

    if (g_str_equal (tg_exception_program_id (one->exception), program) && g_str_equal (one->exception->host, host))
      return one;
  }
  return NULL;
}

static void
test_carriers (void)
{
  tg_test_home_clear ();
  tg_test_make_profile ();
  tg_test_write (TG_TEST_PROFILE "/cert_override.txt",
                 "own.example:993:\tOID.2.16.840.1.101.3.4.2.1\t"
                 /* SHA-256 of "mine" */
                 "3F:D3:05:42:FE:3F:61:B1:4B:D4:A4:B2:DC:0B:6F:B3:0F:A6:F6:3E:BC:E5:2D:D1:77:8A:AA:8C:4D:C0:2C:FF\t\n");
  record ("own.example", 4 * DAY);
  carry ("carried.example", 4 * DAY);

  g_autoptr (GAsyncResult) result = NULL;
  tg_exceptions_review_async (NULL, NULL, tg_test_keep_result, &result);
  tg_test_await (&result);
  g_autoptr (GPtrArray) reviews = tg_exceptions_review_finish (result, NULL);
  const TgExceptionReview *ours = find (reviews, "tegami", "carried.example");
  const TgExceptionReview *carried = find (reviews, "thunderbird", "carried.example");
  const TgExceptionReview *own = find (reviews, "thunderbird", "own.example");
  g_assert_nonnull (ours);
  g_assert_nonnull (carried);
  g_assert_true (carried->carrier == ours);
  g_assert_null (ours->carrier);
  /* Thunderbird had it before, whatever our record says. */
  g_assert_nonnull (own);
  g_assert_null (own->carrier);
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/start check/an end is announced two days before", test_due);
  g_test_add_func ("/start check/what is over ends everywhere and the rest stays", test_look);
  g_test_add_func ("/start check/an open mail program keeps its exception, and the rest ends", test_open);
  g_test_add_func ("/start check/an ended exception is reported even if the check cannot be removed", test_refused);
  g_test_add_func ("/start check/the check goes with the last exception", test_last);
  g_test_add_func ("/end/what was saved elsewhere meanwhile ends, too", test_saved_meanwhile);
  g_test_add_func ("/end/what was allowed in its place meanwhile stays", test_allowed_meanwhile);
  g_test_add_func ("/end/while one program is open, removing changes none", test_one_of_two_is_open);
  g_test_add_func ("/saved together/it is undone together", test_together);
  g_test_add_func ("/start check/what a mail program has from us is told from its own", test_carriers);
  result = g_test_run ();
  tg_test_home_stop ();
  return result;
}
