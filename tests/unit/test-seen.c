/* test-seen.c: the record of certificates that proved their servers: what has changed since,
 * hostile files, and what is dropped when there are too many.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cert/certificate.h"
#include "record/seen.h"
#include "support/make-certs.h"

#define HOST "imap.example.jp"

static const char *const names[] = { HOST, NULL };

static TgCertificate *
issue (const TestCert *issuer, const TestCert *key_of)
{
  g_autoptr (TestCert) cert = test_cert_new (&(TestCertSpec){ HOST, names, .key_of = key_of }, issuer);

  return tg_certificate_read (cert->der);
}

static TgCertificateChange
change (const TgCertificate *before, const TgCertificate *after)
{
  g_autoptr (TgSeen) seen = tg_seen_new (HOST, 993, before, TEST_NOW);
  g_autoptr (TgPrevious) previous = tg_seen_compare (seen, after);

  g_assert_cmpstr (previous->sha256, ==, before->sha256);
  g_assert_cmpint (previous->last_seen, ==, TEST_NOW);
  return previous->change;
}

static void
test_each_change_is_told_apart (void)
{
  g_autoptr (TestCert) one = test_cert_new (&(TestCertSpec){ .common_name = "One", .ca = TRUE }, NULL);
  g_autoptr (TestCert) two = test_cert_new (&(TestCertSpec){ .common_name = "Two", .ca = TRUE }, NULL);
  g_autoptr (TestCert) key = test_cert_new (&(TestCertSpec){ HOST, names }, one);
  g_autoptr (TgCertificate) first = tg_certificate_read (key->der);
  g_autoptr (TgCertificate) same_key = issue (one, key);
  g_autoptr (TgCertificate) same_key_elsewhere = issue (two, key);
  g_autoptr (TgCertificate) renewed = issue (one, NULL);
  g_autoptr (TgCertificate) elsewhere = issue (two, NULL);
  g_autoptr (TgCertificate) own = issue (NULL, NULL);
  g_autoptr (TgCertificate) own_again = issue (NULL, NULL);

  g_assert_cmpint (change (first, first), ==, TG_CHANGE_SAME);
  g_assert_cmpint (change (first, same_key), ==, TG_CHANGE_SAME_KEY);
  g_assert_cmpint (change (first, same_key_elsewhere), ==, TG_CHANGE_SAME_KEY);
  g_assert_cmpint (change (first, renewed), ==, TG_CHANGE_RENEWED);
  g_assert_cmpint (change (first, elsewhere), ==, TG_CHANGE_OTHER_ISSUER);
  g_assert_cmpint (change (first, own), ==, TG_CHANGE_SELF_SIGNED);
  /* Anybody can make a self-signed certificate in another's name. */
  g_assert_cmpint (change (own, own_again), ==, TG_CHANGE_OTHER_ISSUER);
  g_assert_cmpint (change (own, first), ==, TG_CHANGE_OTHER_ISSUER);
}

static TgCertificate *shown;

static TgSeen *
see (const char *host, guint16 port, gint64 when)
{
  return tg_seen_new (host, port, shown, when);
}

static GPtrArray *
nothing (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)tg_seen_free);
}

static void
test_what_is_written_is_read_again (void)
{
  g_autoptr (GPtrArray) seens = nothing ();
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GPtrArray) read = NULL;

  tg_seens_put (seens, see (HOST, 993, 10));
  tg_seens_put (seens, see (HOST, 995, 20));
  tg_seens_put (seens, see ("2001:db8::1", 465, 30));
  tg_seens_put (seens, see (HOST, 993, 40));
  g_assert_cmpuint (seens->len, ==, 3);
  json = tg_seens_format (seens);
  read = tg_seens_parse (json, strlen (json));
  g_assert_nonnull (read);
  again = tg_seens_format (read);
  g_assert_cmpstr (again, ==, json);
  g_assert_cmpint (tg_seens_find (read, HOST, 993)->first_seen, ==, 10);
  g_assert_cmpint (tg_seens_find (read, "IMAP.example.jp", 993)->last_seen, ==, 40);
  g_assert_null (tg_seens_find (read, HOST, 994));
}

static void
test_the_one_longest_unseen_goes (void)
{
  g_autoptr (GPtrArray) seens = nothing ();
  g_autofree char *json = NULL;

  for (guint i = 0; i < TG_SEEN_MAX + 10; i++) {
    g_autofree char *host = g_strdup_printf ("h%u.example.jp", i);

    tg_seens_put (seens, see (host, 993, i == 3 ? 100000 : i + 1));
  }
  g_assert_cmpuint (seens->len, ==, TG_SEEN_MAX);
  g_assert_nonnull (tg_seens_find (seens, "h3.example.jp", 993));
  g_assert_null (tg_seens_find (seens, "h4.example.jp", 993));
  json = tg_seens_format (seens);
  g_assert_cmpuint (strlen (json), <, TG_SEEN_FILE_MAX);
}

/* A line of the file with @change applied; how many entries are accepted. */
static guint
believed (const char *from, const char *to)
{
  g_autoptr (GPtrArray) seens = nothing ();
  g_autoptr (GPtrArray) read = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GString) text = NULL;

  tg_seens_put (seens, see (HOST, 993, 10));
  json = tg_seens_format (seens);
  text = g_string_new (json);
  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  read = tg_seens_parse (text->str, text->len);
  return read != NULL ? read->len : 0;
}

static void
test_what_makes_no_sense_is_left_out (void)
{
  static const char *const nonsense[] = { "",
                                          "null",
                                          "[]",
                                          "{}",
                                          "{\"schema\": 2, \"certificates\": []}",
                                          "{\"schema\": 1, \"certificates\": {}}",
                                          "{\"schema\": 1, \"certificates\": [",
                                          "\xff\xfe" };
  g_autofree char *deep = g_strnfill (100000, '[');

  g_assert_cmpuint (believed ("\"port\" : 993", "\"port\" : 993"), ==, 1);
  g_assert_cmpuint (believed ("\"port\" : 993", "\"port\" : 0"), ==, 0);
  g_assert_cmpuint (believed ("\"port\" : 993", "\"port\" : 65536"), ==, 0);
  g_assert_cmpuint (believed ("\"port\" : 993", "\"port\" : \"993\""), ==, 0);
  g_assert_cmpuint (believed (HOST, "imap.example.jp\\r\\nX"), ==, 0);
  g_assert_cmpuint (believed (HOST, "IMAP.example.jp"), ==, 0);
  g_assert_cmpuint (believed ("\"sha256\" : \"", "\"sha256\" : \"zz"), ==, 0);
  g_assert_cmpuint (believed ("\"last_seen\" : 10", "\"last_seen\" : 9"), ==, 0);
  g_assert_cmpuint (believed ("\"first_seen\" : 10", "\"first_seen\" : -1"), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    g_assert_null (tg_seens_parse (nonsense[i], strlen (nonsense[i])));
  g_assert_null (tg_seens_parse (deep, strlen (deep)));
}

static void
test_an_issuer_from_the_file_is_made_visible (void)
{
  const char *json = "{\"schema\": 1, \"certificates\": [{\"host\": \"" HOST "\", \"port\": 993, \"sha256\": "
                     "\"0000000000000000000000000000000000000000000000000000000000000000\", \"key_id\": "
                     "\"0000000000000000000000000000000000000000000000000000000000000000\", \"issuer\": \"O=a\\u202eb\\u0007\", "
                     "\"not_after\": 5, \"first_seen\": 1, \"last_seen\": 2}]}";
  g_autoptr (GPtrArray) seens = tg_seens_parse (json, strlen (json));

  g_assert_cmpuint (seens->len, ==, 1);
  g_assert_cmpstr (((TgSeen *)seens->pdata[0])->issuer, ==, "O=a\\u{202E}b\\x07");
}

static void
test_the_file_is_private_and_replaced (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "tegami", "certificates.json", NULL);
  g_autoptr (GPtrArray) before = tg_seens_load ();
  g_autoptr (GPtrArray) seens = nothing ();
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  struct stat facts;

  g_assert_cmpuint (before->len, ==, 0);
  g_ptr_array_add (seens, see (HOST, 993, 10));
  g_assert_true (tg_seens_remember (seens, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0600);
  after = tg_seens_load ();
  g_assert_cmpuint (after->len, ==, 1);
}

static void
remove_all (const char *home)
{
  static const char *const within[] = { "tegami/certificates.json", "tegami/certificates.lock", "tegami", "" };

  for (guint i = 0; i < G_N_ELEMENTS (within); i++) {
    g_autofree char *path = g_build_filename (home, within[i], NULL);

    g_remove (path);
  }
}

int
main (int argc, char **argv)
{
  /* Not G_TEST_OPTION_ISOLATE_DIRS: GLib never frees its copies of the folders' names. */
  g_autofree char *home = g_dir_make_tmp ("tegami-seen-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  shown = issue (NULL, NULL);
  g_test_add_func ("/seen/each change is told apart", test_each_change_is_told_apart);
  g_test_add_func ("/seen/what is written is read again", test_what_is_written_is_read_again);
  g_test_add_func ("/seen/the one longest unseen goes", test_the_one_longest_unseen_goes);
  g_test_add_func ("/seen/what makes no sense is left out", test_what_makes_no_sense_is_left_out);
  g_test_add_func ("/seen/an issuer from the file is made visible", test_an_issuer_from_the_file_is_made_visible);
  g_test_add_func ("/seen/the file is private and replaced", test_the_file_is_private_and_replaced);
  status = g_test_run ();
  tg_certificate_free (shown);
  remove_all (home);
  return status;
}
