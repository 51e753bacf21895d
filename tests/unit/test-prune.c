/* test-prune.c: which changes the journal forgets, and that what it forgets is gone from the disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients-home.h"

#include <stdio.h>
#include <unistd.h>

#include "clients/exception.h"
#include "clients/journal.h"
#include "model/exception.h"
#include "record/exceptions.h"
#include "saving/prune.h"
#include "saving/undo.h"

#define DAY     G_GINT64_CONSTANT (86400)
#define JOURNAL ".local/share/tegami/changes"

static char *
id_at (gint64 when, guint number)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (when);
  g_autofree char *second = g_date_time_format (time, "%Y%m%dT%H%M%S");

  return g_strdup_printf ("%s.%06u", second, number);
}

static const gint64 now = 1800000000;

/* What the journal knows of one change. @with: an index among the changes made so far, or -1 */
typedef struct {
  int age; /* in days */
  gboolean undone;
  int with;
  gboolean carries_an_exception;
  gboolean goes;
} Row;

static void
assert_chosen (const Row *rows, guint n_rows)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free), journal = NULL, recorded = tg_exception_list_new ();
  g_autoptr (GPtrArray) chosen = NULL;

  journal = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_journal_entry_free);
  for (guint i = 0; i < n_rows; i++) {
    char *id = id_at (now - rows[i].age * DAY, i);
    const char *const changes[] = { id, NULL };

    g_ptr_array_add (ids, id);
    if (!rows[i].undone) {
      TgJournalEntry *entry = g_new0 (TgJournalEntry, 1);

      entry->id = g_strdup (id);
      entry->with = rows[i].with >= 0 ? g_strdup (ids->pdata[rows[i].with]) : NULL;
      g_ptr_array_insert (journal, 0, entry);
    }
    if (rows[i].carries_an_exception)
      g_ptr_array_add (recorded, tg_exception_new (&(TgException){ .host = "nas.local", .port = 993, .sha256 = "aa", .changes = changes }));
  }

  /* The newest first. */
  g_autoptr (GPtrArray) newest_first = g_ptr_array_new ();

  for (guint i = ids->len; i > 0; i--)
    g_ptr_array_add (newest_first, ids->pdata[i - 1]);
  chosen = tg_prune_choose (newest_first, journal, recorded, now);
  for (guint i = 0; i < n_rows; i++) {
    g_test_message ("change %u", i);
    g_assert_cmpint (g_ptr_array_find_with_equal_func (chosen, ids->pdata[i], g_str_equal, NULL), ==, rows[i].goes);
  }
}

static void
test_age (void)
{
  static const Row rows[] = {
    { 400, FALSE, -1, FALSE, TRUE },
    { 181, TRUE, -1, FALSE, TRUE },
    { 179, TRUE, -1, FALSE, FALSE },
    { 1, FALSE, -1, FALSE, FALSE },
  };

  assert_chosen (rows, G_N_ELEMENTS (rows));
}

static void
test_count (void)
{
  Row rows[TG_PRUNE_COUNT + 3];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = (Row){ 1, FALSE, -1, FALSE, i < 3 };
  assert_chosen (rows, G_N_ELEMENTS (rows));
}

static void
test_the_last_one_stays (void)
{
  static const Row together[] = {
    { 401, FALSE, -1, FALSE, TRUE }, { 400, FALSE, -1, FALSE, FALSE }, /* the account */
    { 400, FALSE, 1, FALSE, FALSE },                                   /* its exceptions */
    { 400, FALSE, 1, FALSE, FALSE }, { 300, TRUE, -1, FALSE, TRUE },   /* undone: nothing left to undo */
  };

  static const Row alone[] = {
    { 400, TRUE, -1, FALSE, FALSE }, /* the account was undone, but … */
    { 400, FALSE, 0, FALSE, FALSE }, /* … not its exception */
  };

  assert_chosen (together, G_N_ELEMENTS (together));
  assert_chosen (alone, G_N_ELEMENTS (alone));
}

static void
test_what_others_rest_on_stays (void)
{
  static const Row rows[] = {
    { 200, FALSE, -1, FALSE, FALSE }, /* an account … */
    { 100, FALSE, 0, FALSE, FALSE },  /* … with this */
    { 200, FALSE, -1, FALSE, TRUE },  /* another one … */
    { 190, FALSE, 2, FALSE, TRUE },   /* … with this */
    { 1, FALSE, -1, FALSE, FALSE },
  };

  assert_chosen (rows, G_N_ELEMENTS (rows));
}

static void
test_what_an_exception_replaced_stays (void)
{
  static const Row rows[] = {
    { 300, TRUE, -1, FALSE, FALSE },                                  /* put an exception, undone since */
    { 200, FALSE, -1, FALSE, FALSE }, { 200, FALSE, 1, TRUE, FALSE }, /* put the same one, which has not ended */
    { 190, TRUE, -1, FALSE, TRUE },   { 1, FALSE, -1, FALSE, FALSE },
  };

  assert_chosen (rows, G_N_ELEMENTS (rows));
}

static void
test_what_was_saved_together_stays_together (void)
{
  static const Row rows[] = {
    { 200, FALSE, -1, FALSE, FALSE }, /* an account … */
    { 200, FALSE, 0, FALSE, FALSE },  /* … with an authority … */
    { 200, FALSE, 0, TRUE, FALSE },   /* … and an exception that has not ended … */
    { 200, FALSE, 0, FALSE, FALSE },  /* … and another one */
    { 200, FALSE, -1, FALSE, TRUE },  { 1, FALSE, -1, FALSE, FALSE },
  };

  assert_chosen (rows, G_N_ELEMENTS (rows));
}

static void
test_what_an_exception_needs_stays (void)
{
  static const Row rows[] = {
    { 200, FALSE, -1, FALSE, FALSE },
    { 200, FALSE, 0, TRUE, FALSE },
    { 1, FALSE, -1, FALSE, FALSE },
  };

  assert_chosen (rows, G_N_ELEMENTS (rows));
}

/* One exception more in the test's profile; its folder then gets the id of one made @days ago. */
static char *
make_change (const char *host, gint64 days)
{
  g_autofree char *profile = tg_test_path (TG_TEST_PROFILE), *made = NULL, *aged = NULL, *relative = NULL, *text = NULL;
  g_autoptr (TgPlace) place = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, profile);
  g_autoptr (GBytes) der = g_bytes_new_static ("mine", 4);
  g_autoptr (TgException) exception = tg_exception_for_days (host, 993, der, 0, 7, TRUE);
  g_autoptr (TgChange) change = tg_clients_prepare_exception (place, exception, NULL);
  char *id = id_at (g_get_real_time () / G_USEC_PER_SEC - days * DAY, 1);

  g_assert_true (tg_change_apply_sync (change, NULL, NULL));
  made = tg_journal_folder (tg_change_id (change));
  aged = tg_journal_folder (id);
  g_assert_cmpint (rename (made, aged), ==, 0);
  return id;
}

static gboolean
is_there (const char *id)
{
  g_autofree char *folder = tg_journal_folder (id);

  return g_file_test (folder, G_FILE_TEST_EXISTS);
}

static guint
list (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) journal = NULL;

  tg_saving_list_async (NULL, tg_test_keep_result, &result);
  tg_test_await (&result);
  journal = tg_saving_list_finish (result, NULL);
  return journal->len;
}

static void
test_gone_from_disk (void)
{
  g_autofree char *old = NULL, *new = NULL, *below = NULL, *planned = NULL, *outside = NULL, *inner = NULL, *link = NULL;
  g_autofree char *profile = NULL, *kept = NULL;

  tg_test_home_clear ();
  tg_test_make_profile ();
  old = make_change ("old.example", 300);
  new = make_change ("new.example", 1);
  /* Whatever else is there goes, too, but not through a link. */
  below = g_strdup_printf (JOURNAL "/%s/folder/file", old);
  tg_test_write (below, "x");
  tg_test_write ("outside", "kept");
  outside = tg_test_path ("outside");
  inner = g_strdup_printf (JOURNAL "/%s/folder/link", old);
  link = tg_test_path (inner);
  g_assert_cmpint (symlink (outside, link), ==, 0);
  tg_test_write (JOURNAL "/planned-0123456789abcdef/prefs.js", "left by a killed process");

  /* While somebody makes a change in that place, it is let alone. */
  profile = tg_test_path (TG_TEST_PROFILE);
  int lock = tg_journal_lock ("thunderbird", profile, TRUE, NULL);
  g_assert_cmpint (lock, >=, 0);
  g_assert_cmpuint (list (), ==, 2);
  g_assert_true (is_there (old));
  close (lock);

  /* What is listed can be undone. */
  g_assert_cmpuint (list (), ==, 1);
  g_assert_false (is_there (old));
  g_assert_true (is_there (new));
  kept = tg_test_read ("outside");
  g_assert_cmpstr (kept, ==, "kept");
  planned = tg_test_read (JOURNAL "/planned-0123456789abcdef/prefs.js");
  g_assert_null (planned);
  g_assert_cmpuint (list (), ==, 1);
}

/* Version 0.1.0 moved a profile that it undid into the journal, with all that the person had put there. */
static void
test_no_profile_goes (void)
{
  g_autofree char *old = NULL, *new = NULL, *inside = NULL;

  tg_test_home_clear ();
  tg_test_make_profile ();
  old = make_change ("old.example", 300);
  new = make_change ("new.example", 1);
  inside = g_strdup_printf (JOURNAL "/%s/profile/abook.sqlite", old);
  tg_test_write (inside, "addresses");
  list ();
  g_assert_true (is_there (new));
  tg_test_assert_holds (inside, "addresses");
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prune/what is older than half a year goes, undone or not", test_age);
  g_test_add_func ("/prune/so does what has fifty newer ones", test_count);
  g_test_add_func ("/prune/the last undoable change stays, with all that belongs to it", test_the_last_one_stays);
  g_test_add_func ("/prune/what another one rests on stays", test_what_others_rest_on_stays);
  g_test_add_func ("/prune/what an exception replaced stays until it ends", test_what_an_exception_replaced_stays);
  g_test_add_func ("/prune/what was saved together stays together", test_what_was_saved_together_stays_together);
  g_test_add_func ("/prune/what carried an exception stays until that has ended", test_what_an_exception_needs_stays);
  g_test_add_func ("/prune/what goes is gone from the disk, unless its place is busy", test_gone_from_disk);
  g_test_add_func ("/prune/no profile goes that was put aside", test_no_profile_goes);
  result = g_test_run ();
  tg_test_home_stop ();
  return result;
}
