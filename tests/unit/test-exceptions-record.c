/* test-exceptions-record.c: the record of exceptions: what is kept, what is refused, what expires.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cert/trust.h"
#include "record/exceptions.h"

#define NOW ((gint64)1795255200) /* 21 November 2026 */
#define DAY ((gint64)86400)

static char *
file_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "tegami", "exceptions.json", NULL);
}

/* Not G_TEST_OPTION_ISOLATE_DIRS: GLib never frees its copies of the folders' names, which the
 * sanitizer reports as our leak. */
static void
begin_afresh (void)
{
  g_autofree char *path = file_path ();

  g_remove (path);
}

static TgException *
example (const char *host, guint16 port, const char *bytes, guint days)
{
  g_autoptr (GBytes) der = g_bytes_new (bytes, strlen (bytes));

  return tg_exception_for_days (host, port, der, NOW, days, TRUE);
}

static gboolean
add (const TgException *exception)
{
  g_autoptr (GPtrArray) one = tg_exception_list_new ();

  g_ptr_array_add (one, tg_exception_ref (exception));
  return tg_exception_record_add_all (one, NULL);
}

/* As it is carried into a mail program. (transfer full) */
static TgException *
with_change (const TgException *exception, const char *change)
{
  const char *const changes[] = { change, NULL };
  TgException fields = *exception;

  fields.changes = changes;
  return tg_exception_new (&fields);
}

static void
carry (const TgException *exception, const char *change)
{
  g_autoptr (TgException) carried = with_change (exception, change), former = NULL;
  g_autoptr (GError) error = NULL;

  tg_exception_record_carried (carried, &former, &error);
  g_assert_no_error (error);
}

static guint
n_changes (const TgException *exception)
{
  return g_strv_length ((char **)exception->changes);
}

static void
start_empty (void)
{
  g_autofree char *path = file_path (), *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_unlink (path);
}

static void
test_round_trip (void)
{
  begin_afresh ();

  g_autoptr (TgException) nas = example ("nas.local", 993, "first", 0);
  g_autoptr (TgException) v6 = example ("2001:db8::1", 465, "second", 300);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = file_path ();
  struct stat facts;

  start_empty ();
  carry (nas, "20261121T120000.000001");
  g_assert_true (add (v6));
  g_autoptr (GPtrArray) all = tg_exception_record_load (&error);
  g_assert_cmpuint (all->len, ==, 2);
  const TgException *first = all->pdata[0], *second = all->pdata[1];
  g_assert_cmpstr (first->host, ==, "nas.local");
  g_assert_cmpstr (first->sha256, ==, nas->sha256);
  g_assert_true (g_bytes_equal (first->der, nas->der));
  g_assert_true (first->compared);
  g_assert_cmpint (first->until, ==, NOW + 7 * DAY);
  g_assert_cmpuint (n_changes (first), ==, 1);
  g_assert_cmpint (second->until, ==, NOW + 90 * DAY);
  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  g_assert_cmpuint (facts.st_mode & 0777, ==, 0600);
}

static void
test_replaced_keeps_changes (void)
{
  begin_afresh ();

  g_autoptr (TgException) old = example ("nas.local", 993, "old", 7);
  g_autoptr (TgException) new = example ("nas.local", 993, "new", 7);
  gboolean found;

  start_empty ();
  carry (old, "change-1");
  carry (new, "change-2");
  g_autoptr (GPtrArray) all = tg_exception_record_load (NULL);
  g_assert_cmpuint (all->len, ==, 1);
  const TgException *one = all->pdata[0];
  g_assert_cmpstr (one->sha256, ==, new->sha256);
  g_assert_cmpuint (n_changes (one), ==, 2);
  g_assert_true (tg_exception_record_forget ("change-1", &found, NULL) && found);
  g_autoptr (GPtrArray) then = tg_exception_record_load (NULL);
  g_assert_cmpuint (n_changes (then->pdata[0]), ==, 1);
  /* Not what was looked at before. */
  g_assert_true (tg_exception_record_remove (all->pdata[0], &found, NULL) && !found);
  g_assert_true (tg_exception_record_remove (then->pdata[0], &found, NULL) && found);
  g_assert_true (tg_exception_record_remove (then->pdata[0], &found, NULL) && !found);
  g_autoptr (GPtrArray) none = tg_exception_record_load (NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_all_or_none (void)
{
  begin_afresh ();

  g_autoptr (GPtrArray) many = tg_exception_list_new ();
  g_autoptr (GPtrArray) three = tg_exception_list_new ();
  g_autoptr (GError) error = NULL;

  start_empty ();
  for (guint16 port = 1; port < TG_EXCEPTION_RECORD_MAX; port++)
    g_ptr_array_add (many, example ("nas.local", port, "first", 7));
  g_assert_true (tg_exception_record_add_all (many, &error));
  carry (many->pdata[0], "change-1");

  /* There is room for one more, and the one that it would replace is not lost. */
  g_ptr_array_add (three, example ("nas.local", 1, "second", 7));
  g_ptr_array_add (three, example ("mail.local", 1, "second", 7));
  g_ptr_array_add (three, example ("mail.local", 2, "second", 7));
  g_assert_false (tg_exception_record_add_all (three, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
  g_autoptr (GPtrArray) all = tg_exception_record_load (NULL);
  const TgException *first = tg_exception_list_find (all, "nas.local", 1, NULL);
  g_assert_cmpuint (all->len, ==, TG_EXCEPTION_RECORD_MAX - 1);
  g_assert_cmpstr (first->sha256, ==, ((TgException *)many->pdata[0])->sha256);
  g_assert_cmpuint (n_changes (first), ==, 1);
}

/* What was there before comes back; what was changed meanwhile stays. */
static void
test_taken_back (void)
{
  begin_afresh ();

  g_autoptr (TgException) plain = example ("nas.local", 993, "old", 7);
  g_autoptr (TgException) new = example ("nas.local", 993, "new", 30);
  g_autoptr (TgException) first = with_change (plain, "change-1"), second = with_change (new, "change-2");
  g_autoptr (TgException) none = NULL, former = NULL;

  start_empty ();
  g_assert_true (tg_exception_record_carried (first, &none, NULL));
  g_assert_null (none);
  g_assert_true (tg_exception_record_carried (second, &former, NULL));
  g_assert_cmpstr (former->sha256, ==, plain->sha256);
  g_assert_true (tg_exception_record_take_back (second, former, NULL));
  g_autoptr (GPtrArray) back = tg_exception_record_load (NULL);
  const TgException *one = back->pdata[0];
  g_assert_cmpstr (one->sha256, ==, plain->sha256);
  g_assert_cmpint (one->until, ==, plain->until);
  g_assert_cmpuint (n_changes (one), ==, 1);
  g_assert_cmpstr (one->changes[0], ==, "change-1");
  carry (plain, "change-3");
  g_assert_true (tg_exception_record_take_back (first, none, NULL));
  g_autoptr (GPtrArray) kept = tg_exception_record_load (NULL);
  g_assert_cmpstr (((const TgException *)kept->pdata[0])->changes[0], ==, "change-3");
  g_autoptr (TgException) third = with_change (plain, "change-3");
  g_assert_true (tg_exception_record_take_back (third, NULL, NULL));
  g_autoptr (GPtrArray) gone = tg_exception_record_load (NULL);
  g_assert_cmpuint (gone->len, ==, 0);
}

/* A program that is saved into again and again. */
static void
test_no_change_is_forgotten (void)
{
  begin_afresh ();

  g_autoptr (TgException) nas = example ("nas.local", 993, "first", 7);

  start_empty ();
  for (guint i = 0; i < 40; i++) {
    g_autofree char *change = g_strdup_printf ("change-%u", i);

    carry (nas, change);
  }
  g_autoptr (GPtrArray) all = tg_exception_record_load (NULL);
  g_assert_cmpuint (n_changes (all->pdata[0]), ==, 40);
}

static void
test_expired_opens_nothing (void)
{
  static const struct {
    gint64 now;
    gboolean holds;
  } rows[] = { { NOW, TRUE }, { NOW + 7 * DAY, TRUE }, { NOW + 7 * DAY + 1, FALSE }, { NOW - 30 * DAY, FALSE } };

  begin_afresh ();

  g_autoptr (TgException) nas = example ("nas.local", 993, "first", 7);
  g_autoptr (TgTrust) trust = tg_trust_new (NULL, NULL);

  start_empty ();
  g_assert_true (add (nas));
  g_autoptr (GPtrArray) recorded = tg_exception_record_load (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgTrust) then = tg_trust_with_exceptions (trust, recorded, rows[i].now);

    g_assert_cmpint (tg_trust_find_exception (then, "nas.local", 993) != NULL, ==, rows[i].holds);
    g_assert_null (tg_trust_find_exception (then, "nas.local", 995));
  }
}

static void
test_hostile_entries (void)
{
  begin_afresh ();

  g_autoptr (TgException) good = example ("nas.local", 993, "first", 7);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_ptr_array_add (list, good);
  g_autofree char *json = tg_exception_record_format (list);
  static const struct {
    const char *find, *replace;
  } rows[] = {
    { "\"nas.local\"", "\"nas local\"" },
    { "\"nas.local\"", "\"nas\\tlocal\"" },
    { "\"nas.local\"", "7" },
    { "\"nas.local\"", "\"NAS.local\"" },
    { ": 993", ": 0" },
    { ": 993", ": 65536" },
    { ": 993", ": \"993\"" },
    { ": 1795255200", ": -1" },
    { ": 1795255200", ": 17952552" },
    { "\"Zmlyc3Q=\"", "\"Zmlyc3Qh\"" },
    { "\"Zmlyc3Q=\"", "\"\"" },
    { "\"Zmlyc3Q=\"", "null" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (GStrv) parts = g_strsplit (json, rows[i].find, 2);
    g_assert_cmpuint (g_strv_length (parts), ==, 2);
    g_autofree char *changed = g_strjoinv (rows[i].replace, parts);
    g_autoptr (GPtrArray) read = tg_exception_record_parse (changed, strlen (changed));

    g_assert_nonnull (read);
    g_test_message ("%s", rows[i].replace);
    g_assert_cmpuint (read->len, ==, 0);
  }
}

static void
test_hostile_files (void)
{
  begin_afresh ();

  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *large = g_strnfill (TG_EXCEPTION_RECORD_BYTES_MAX + 1, ' ');
  g_autofree char *path = file_path (), *elsewhere = g_strconcat (path, ".real", NULL);
  const char *const rows[] = { "",     "null", "[]", "{}", "{\"schema\":2,\"exceptions\":[]}", "{\"schema\":1,\"exceptions\":{}}",
                               "\xff", deep,   large };
  g_autoptr (GError) error = NULL;
  g_autoptr (TgException) nas = example ("nas.local", 993, "first", 7);

  start_empty ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_null (tg_exception_record_parse (rows[i], strlen (rows[i])));
  /* A damaged list is not overwritten, and a link is not followed. */
  g_assert_true (g_file_set_contents (path, "{", 1, NULL));
  g_assert_null (tg_exception_record_load (&error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_assert_false (add (nas));
  g_assert_cmpint (g_rename (path, elsewhere), ==, 0);
  g_assert_cmpint (symlink (elsewhere, path), ==, 0);
  g_assert_null (tg_exception_record_load (NULL));
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("tegami-exceptions-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exceptions/an exception comes back as it was written, for at most ninety days", test_round_trip);
  g_test_add_func ("/exceptions/a second one for the same place takes the first one's changes over", test_replaced_keeps_changes);
  g_test_add_func ("/exceptions/several are added together or not at all", test_all_or_none);
  g_test_add_func ("/exceptions/one whose saving failed gives its place back", test_taken_back);
  g_test_add_func ("/exceptions/no change that carried one is forgotten", test_no_change_is_forgotten);
  g_test_add_func ("/exceptions/one that is over opens nothing, nor one from the future", test_expired_opens_nothing);
  g_test_add_func ("/exceptions/entries that make no sense are left out", test_hostile_entries);
  g_test_add_func ("/exceptions/files that are not the list are refused, and kept", test_hostile_files);

  int status = g_test_run ();
  g_autofree char *folder = g_build_filename (home, "tegami", NULL);

  begin_afresh ();
  g_rmdir (folder);
  g_rmdir (home);
  return status;
}
