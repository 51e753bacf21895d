/* test-exceptions-clients.c: exceptions in the files of Thunderbird and Evolution: existing ones
 * stay, ours are removed again, even after the program has rewritten its file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients-home.h"

#include <glib/gstdio.h>
#include <string.h>

#include "clients/exception-step.h"

#define OVERRIDES TG_TEST_PROFILE "/cert_override.txt"
#define OID       "OID.2.16.840.1.101.3.4.2.1"
#define CERT_DB   ".local/share/evolution/camel-cert.db"

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static char *
colons (const char *text, GChecksumType type)
{
  g_autofree char *hex = g_compute_checksum_for_string (type, text, -1);
  GString *grouped = g_string_new (NULL);

  for (gsize i = 0; hex[i] != '\0'; i += 2)
    g_string_append_printf (grouped, "%s%.2s", i > 0 ? ":" : "", hex + i);
  if (type == G_CHECKSUM_MD5)
    return g_string_free (g_string_append_c (grouped, ':'), FALSE);

  g_autofree char *lower = g_string_free (grouped, FALSE);

  return g_ascii_strup (lower, -1);
}

static TgPlace *
thunderbird (void)
{
  g_autofree char *folder = tg_test_path (TG_TEST_PROFILE);

  return tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
}

static char *
apply (const TgPlace *place, const char *host, guint16 port, const char *certificate)
{
  g_autoptr (GBytes) der = bytes_of (certificate);
  g_autoptr (TgException) exception = tg_exception_new (&(TgException){ .host = host, .port = port, .der = der });
  g_autoptr (GError) error = NULL;
  g_autoptr (TgChange) change = tg_clients_prepare_exception (place, exception, &error);

  g_assert_no_error (error);
  tg_change_apply_sync (change, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (tg_change_id (change));
}

static void
undo (const char *id)
{
  g_autoptr (GError) error = NULL;

  tg_journal_undo_sync (id, NULL, &error);
  g_assert_no_error (error);
}

static void
test_thunderbird_new_file (void)
{
  g_autoptr (TgPlace) place = thunderbird ();
  g_autofree char *fingerprint = colons ("mine", G_CHECKSUM_SHA256);

  tg_test_home_clear ();
  tg_test_make_profile ();
  g_autofree char *id = apply (place, "nas.local", 993, "mine");
  g_autofree char *text = tg_test_read (OVERRIDES);
  g_autofree char *line = g_strdup_printf ("\nnas.local:993:\t" OID "\t%s\t\n", fingerprint);
  g_assert_true (g_str_has_suffix (text, line));
  g_assert_cmpint (text[0], ==, '#');
  undo (id);
  tg_test_assert_holds (OVERRIDES, NULL);
}

static void
test_thunderbird_merge (void)
{
  static const char former[] = "# a comment\r\n\n"
                               "other.example:993:\t" OID "\tAA:BB\t\n"
                               "nas.local:993:\t" OID "\tCC:DD\t\n"
                               "old.example:995\t" OID "\tEE\tMU\tAAAA==\n"
                               "[2001:db8::1]:993:^userContextId=1\t" OID "\tFF\t\nrubbish without an end";
  g_autoptr (TgPlace) place = thunderbird ();
  g_autofree char *fingerprint = colons ("mine", G_CHECKSUM_SHA256), *second = colons ("second", G_CHECKSUM_SHA256);

  tg_test_home_clear ();
  tg_test_make_profile ();
  tg_test_write (OVERRIDES, former);
  /* Replaces another certificate for the same server. */
  g_autofree char *id = apply (place, "nas.local", 993, "mine");
  g_autofree char *line = g_strdup_printf ("nas.local:993:\t" OID "\t%s\t\n", fingerprint);
  g_auto (GStrv) parts = g_strsplit (former, "nas.local:993:\t" OID "\tCC:DD\t\n", 2);
  g_autofree char *expected = g_strjoinv (line, parts);
  tg_test_assert_holds (OVERRIDES, expected);
  /* A second one after it; then the first is removed while the second stays. */
  g_autofree char *next = apply (place, "nas.local", 465, "second");
  g_autofree char *behind = g_strdup_printf ("%s\nnas.local:465:\t" OID "\t%s\t\n", expected, second);
  tg_test_assert_holds (OVERRIDES, behind);
  undo (id);
  g_autofree char *left = g_strdup_printf ("%s\nnas.local:465:\t" OID "\t%s\t\n", former, second);
  tg_test_assert_holds (OVERRIDES, left);
  undo (next);
  g_autofree char *last = g_strdup_printf ("%s\n", former); /* the line end that was missing */
  tg_test_assert_holds (OVERRIDES, last);
}

static void
test_thunderbird_untouched (void)
{
  static const char former[] = "nas.local:993:\t" OID "\tCC:DD\t\n";
  g_autoptr (TgPlace) place = thunderbird ();

  tg_test_home_clear ();
  tg_test_make_profile ();
  tg_test_write (OVERRIDES, former);
  g_autofree char *id = apply (place, "nas.local", 993, "mine");
  undo (id);
  tg_test_assert_holds (OVERRIDES, former);
  /* What Thunderbird allowed in the meantime is its own. */
  g_autofree char *again = apply (place, "nas.local", 993, "mine");
  tg_test_write (OVERRIDES, "# new\nnas.local:993:\t" OID "\tEE:FF\t\n");
  undo (again);
  tg_test_assert_holds (OVERRIDES, "# new\nnas.local:993:\t" OID "\tEE:FF\t\n");
}

static void
test_removal (void)
{
  static const char former[] = "# x\nnas.local:993:\t" OID "\tCC:DD\t\nb.example:993:\t" OID "\tEE\t\n";
  g_autoptr (GError) error = NULL;

  tg_test_home_clear ();
  tg_test_make_profile ();
  tg_test_write (OVERRIDES, former);
  g_autoptr (GPtrArray) found = tg_clients_find_exceptions ();
  g_assert_cmpuint (found->len, ==, 2);
  const TgException *first = found->pdata[0];
  g_assert_cmpstr (first->host, ==, "nas.local");
  g_assert_cmpint (first->port, ==, 993);
  g_autoptr (TgChange) change = tg_clients_prepare_removal (first);
  g_assert_true (tg_change_apply_sync (change, NULL, &error));
  tg_test_assert_holds (OVERRIDES, "# x\nb.example:993:\t" OID "\tEE\t\n");
  tg_test_write (OVERRIDES, "# y\nb.example:993:\t" OID "\tEE\t\n");
  undo (tg_change_id (change));
  tg_test_assert_holds (OVERRIDES, "# y\nb.example:993:\t" OID "\tEE\t\nnas.local:993:\t" OID "\tCC:DD\t\n");
}

/* "nas.local" as Evolution itself would write it. */
static GBytes *
evolution_db (const char *host, const char *fingerprint, guint8 trust)
{
  GByteArray *array = g_byte_array_new ();
  const guint8 head[] = { 0x02, 0x80, 0x81, 0x81, 0x81 }; /* version 0x100, one record, two empty texts */
  guint8 byte;

  g_byte_array_append (array, head, sizeof head);
  for (guint i = 0; i < 2; i++) {
    const char *text = i == 0 ? host : fingerprint;

    byte = (guint8)(strlen (text) + 1) | 0x80;
    g_byte_array_append (array, &byte, 1);
    g_byte_array_append (array, (const guint8 *)text, (guint)strlen (text));
  }
  byte = trust | 0x80;
  g_byte_array_append (array, &byte, 1);
  return g_byte_array_free_to_bytes (array);
}

static void
write_bytes (const char *relative, GBytes *bytes)
{
  g_autofree char *path = tg_test_path (relative);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), NULL));
}

static GBytes *
read_bytes (const char *relative)
{
  g_autofree char *path = tg_test_path (relative);
  char *contents = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &contents, &length, NULL) ? g_bytes_new_take (contents, length) : NULL;
}

static void
test_evolution (void)
{
  g_autoptr (TgPlace) place = tg_place_new (TG_PROGRAM_EVOLUTION, TG_PACKAGE_NATIVE, "/nowhere");
  g_autofree char *fingerprint = colons ("mine", G_CHECKSUM_MD5), *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "mine", -1);
  g_autofree char *der = g_strconcat (".local/share/camel_certs/", fingerprint, NULL);
  g_autoptr (GBytes) alone = evolution_db ("nas.local", fingerprint, 3), never = evolution_db ("nas.local", fingerprint, 1);
  g_autoptr (GBytes) other = evolution_db ("other.example", "00:11:", 4);

  tg_test_home_clear ();
  g_autofree char *id = apply (place, "nas.local", 993, "mine");
  g_autoptr (GBytes) written = read_bytes (CERT_DB);
  g_assert_true (g_bytes_equal (written, alone));
  tg_test_assert_holds (der, "mine");
  g_autoptr (GPtrArray) found = tg_clients_find_exceptions ();
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((TgException *)found->pdata[0])->sha256, ==, sha256);
  undo (id);
  g_assert_null (read_bytes (CERT_DB));
  tg_test_assert_holds (der, NULL);
  /* Beside others, whose records stay unchanged to the byte. */
  write_bytes (CERT_DB, other);
  g_autofree char *second = apply (place, "nas.local", 993, "mine");
  g_autoptr (GPtrArray) both = tg_clients_find_exceptions ();
  g_assert_cmpuint (both->len, ==, 2);
  g_autoptr (GBytes) merged = read_bytes (CERT_DB);
  g_assert_cmpuint (g_bytes_get_size (merged), ==, g_bytes_get_size (other) + g_bytes_get_size (alone) - 3);
  undo (second);
  g_autoptr (GBytes) restored = read_bytes (CERT_DB);
  g_assert_true (g_bytes_equal (restored, other));
  /* A certificate that had been rejected is rejected again afterwards. */
  write_bytes (CERT_DB, never);
  g_autofree char *third = apply (place, "nas.local", 993, "mine");
  g_autoptr (GBytes) accepted = read_bytes (CERT_DB);
  g_assert_true (g_bytes_equal (accepted, alone));
  undo (third);
  g_autoptr (GBytes) refused = read_bytes (CERT_DB);
  g_assert_true (g_bytes_equal (refused, never));
}

static void
test_damaged_db (void)
{
  g_autoptr (TgPlace) place = tg_place_new (TG_PROGRAM_EVOLUTION, TG_PACKAGE_NATIVE, "/nowhere");
  g_autoptr (GBytes) good = evolution_db ("other.example", "00:11:", 4), der = bytes_of ("mine");
  g_autoptr (TgException) exception = tg_exception_new (&(TgException){ .host = "nas.local", .port = 993, .der = der });
  gsize length;
  const char *data = g_bytes_get_data (good, &length);

  tg_test_home_clear ();
  tg_test_write (CERT_DB, "");
  for (gsize cut = 0; cut <= length + 1; cut++) {
    g_autofree char *longer = g_malloc0 (length + 1);
    g_autoptr (GError) error = NULL;

    if (cut == length)
      continue;
    memcpy (longer, data, length);
    longer[length] = 'x';
    g_autoptr (GBytes) bad = g_bytes_new (longer, cut);
    write_bytes (CERT_DB, bad);
    g_autoptr (TgChange) change = tg_clients_prepare_exception (place, exception, NULL);
    g_assert_false (tg_change_apply_sync (change, NULL, &error));
    g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE);
    g_autoptr (GBytes) kept = read_bytes (CERT_DB);
    g_assert_true (g_bytes_equal (kept, bad));
  }
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exceptions/thunderbird gets a list where it has none, and loses it again", test_thunderbird_new_file);
  g_test_add_func ("/exceptions/in thunderbird's list everything else stays", test_thunderbird_merge);
  g_test_add_func ("/exceptions/what thunderbird changed since then is left alone", test_thunderbird_untouched);
  g_test_add_func ("/exceptions/a removed exception comes back by undo", test_removal);
  g_test_add_func ("/exceptions/evolution's list is merged and undone byte for byte", test_evolution);
  g_test_add_func ("/exceptions/a list of evolution's that is damaged is not written over", test_damaged_db);
  result = g_test_run ();
  tg_test_home_stop ();
  return result;
}
