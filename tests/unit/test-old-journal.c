/* test-old-journal.c: changes recorded by Tegami 0.1.0 can be undone: an account in a profile, the exception that was saved
 * with it, and an account in a profile of its own.  The manifests are as that version wrote them, but for the folders.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients-home.h"

#include <string.h>

#include "record/exceptions.h"
#include "saving/undo.h"

#define JOURNAL     ".local/share/tegami/changes/"
#define ACCOUNT     "20261128T195046.960388"
#define EXCEPTION   "20261128T195047.434236"
#define PROFILE     "20261128T195048.290540"
#define OVERRIDES   TG_TEST_PROFILE "/cert_override.txt"
#define FINGERPRINT "14:27:A0:DE:04:32:F7:6F:10:A2:0C:91:8E:B9:D0:CB:2D:AC:38:FE:C5:99:52:D0:7D:E8:D5:1D:5D:5B:44:F0"

static const char account[] =
    "{\"when\":1795895446,\"where\":\"@HOME@/" TG_TEST_PROFILE "\",\"id\":\"" ACCOUNT "\",\"steps\":[{\"class\":\"thunderbird-prefs\","
    "\"record\":{\"path\":\"@HOME@/" TG_TEST_PROFILE "/prefs.js\",\"existed\":true,\"digest\":\"@DIGEST@\",\"diff\":{"
    "\"account\":\"account1\",\"server\":\"server1\",\"identity\":\"id1\",\"smtp\":\"smtp1\","
    "\"made\":[\"mail.server.server1.\",\"mail.account.account1.\"],\"prefs\":["
    "{\"name\":\"mail.account.lastKey\",\"before\":\"0\",\"after\":\"1\"},"
    "{\"name\":\"mail.server.server1.hostname\",\"before\":null,\"after\":\"\\\"nas.local\\\"\"},"
    "{\"name\":\"mail.account.account1.server\",\"before\":null,\"after\":\"\\\"server1\\\"\"},"
    "{\"name\":\"mail.accountmanager.accounts\",\"before\":null,\"after\":\"\\\"account1\\\"\"}]}}}],"
    "\"schema\":1,\"state\":\"done\",\"program\":\"thunderbird\",\"title\":\"taro@example.jp in Thunderbird\"}";

static const char exception[] =
    "{\"when\":1795895447,\"where\":\"@HOME@/" TG_TEST_PROFILE "\",\"id\":\"" EXCEPTION "\",\"with\":\"" ACCOUNT "\",\"steps\":[{"
    "\"class\":\"exception\",\"record\":{\"format\":\"cert_override.txt\",\"path\":\"@HOME@/" OVERRIDES "\",\"existed\":false,"
    "\"digest\":\"5810dedc452a904cff4b9d1448f221faa7f343f169bfe0519c8db774ef2d9a7b\",\"host\":\"nas.local\",\"port\":993,"
    "\"fingerprint\":\"" FINGERPRINT "\",\"accept\":true}}],"
    "\"schema\":1,\"state\":\"done\",\"program\":\"thunderbird\",\"title\":\"Exception for nas.local:993 in Thunderbird\"}";

static const char profile[] =
    "{\"when\":1795895448,\"where\":\"@HOME@/.thunderbird/im68rb21.tegami\",\"id\":\"" PROFILE "\",\"steps\":[{"
    "\"class\":\"thunderbird-profile\",\"record\":{\"diff\":{\"account\":\"account1\",\"made\":[\"mail.server.server1.\"],\"prefs\":["
    "{\"name\":\"mail.server.server1.hostname\",\"before\":null,\"after\":\"\\\"nas.local\\\"\"}]},"
    "\"section_path\":\"im68rb21.tegami\",\"root\":\"@HOME@/.thunderbird\",\"folder\":\"@HOME@/.thunderbird/im68rb21.tegami\","
    "\"digest\":\"@DIGEST@\",\"list_digest\":\"0\",\"list_existed\":true}}],"
    "\"schema\":1,\"state\":\"done\",\"program\":\"thunderbird\",\"title\":\"taro@example.jp in Thunderbird\"}";

static const char before[] = "user_pref(\"mail.account.lastKey\", 0);\n";
static const char after[] = "user_pref(\"mail.account.account1.server\", \"server1\");\n"
                            "user_pref(\"mail.account.lastKey\", 1);\n"
                            "user_pref(\"mail.accountmanager.accounts\", \"account1\");\n"
                            "user_pref(\"mail.server.server1.hostname\", \"nas.local\");\n";
static const char overrides[] = "# Security exceptions, one a line.\n# Thunderbird keeps this list.\n"
                                "nas.local:993:\tOID.2.16.840.1.101.3.4.2.1\t" FINGERPRINT "\t\n";

/* @prefs: what the change left in prefs.js */
static void
write_change (const char *id, const char *manifest, const char *prefs)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, prefs, -1);
  g_autofree char *path = g_strconcat (JOURNAL, id, "/manifest.json", NULL);
  g_autoptr (GString) text = g_string_new (manifest);

  g_string_replace (text, "@HOME@", g_get_home_dir (), 0);
  g_string_replace (text, "@DIGEST@", digest, 0);
  tg_test_write (path, text->str);
}

static void
undo (const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tg_saving_undo_async (id, NULL, tg_test_keep_result, &result);
  tg_test_await (&result);
  tg_saving_undo_finish (result, &error);
  g_assert_no_error (error);
}

/* An account saved with its exception, which our record knows. */
static void
save_as_then (const char *prefs, const char *list)
{
  static const char *const changes[] = { EXCEPTION, NULL };
  g_autoptr (GBytes) der = g_bytes_new_static ("mine", 4);
  g_autoptr (TgException) mine = tg_exception_new (&(TgException){ .host = "nas.local",
                                                                   .port = 993,
                                                                   .der = der,
                                                                   .created = 1795895447,
                                                                   .until = 1795895447 + 86400,
                                                                   .compared = TRUE,
                                                                   .changes = changes });

  tg_test_home_clear ();
  tg_test_make_profile ();
  write_change (ACCOUNT, account, after);
  write_change (EXCEPTION, exception, after);
  tg_test_write (JOURNAL ACCOUNT "/prefs.js", before);
  tg_test_write (TG_TEST_PROFILE "/prefs.js", prefs);
  tg_test_write (OVERRIDES, list);
  tg_test_record (mine);
}

static void
test_byte_for_byte (void)
{
  save_as_then (after, overrides);
  undo (ACCOUNT);
  tg_test_assert_holds (TG_TEST_PROFILE "/prefs.js", before);
  tg_test_assert_holds (OVERRIDES, NULL);
  g_autoptr (GPtrArray) recorded = tg_exception_record_load (NULL);
  g_assert_cmpuint (recorded->len, ==, 0);
}

static void
test_entry_by_entry (void)
{
  g_autofree char *prefs = g_strconcat (after, "user_pref(\"since\", 1);\n", NULL);
  g_autofree char *list = g_strconcat (overrides, "other.example:993:\tOID.2.16.840.1.101.3.4.2.1\tAA:BB\t\n", NULL);

  save_as_then (prefs, list);
  undo (ACCOUNT);
  /* A key that was given once is not given again. */
  tg_test_assert_holds (TG_TEST_PROFILE "/prefs.js", "user_pref(\"mail.account.lastKey\", 1);\nuser_pref(\"since\", 1);\n");
  tg_test_assert_holds (OVERRIDES, "# Security exceptions, one a line.\n# Thunderbird keeps this list.\n"
                                   "other.example:993:\tOID.2.16.840.1.101.3.4.2.1\tAA:BB\t\n");
}

static void
test_profile (void)
{
  g_autofree char *list = NULL, *then = NULL, *prefs = NULL;

  tg_test_home_clear ();
  tg_test_make_profile ();
  list = tg_test_read (".thunderbird/profiles.ini");
  then = g_strconcat (list, "\n[Profile1]\nName=tegami\nIsRelative=1\nPath=im68rb21.tegami\n", NULL);
  tg_test_write (".thunderbird/profiles.ini", then);
  tg_test_write (".thunderbird/im68rb21.tegami/prefs.js", after);
  write_change (PROFILE, profile, after);
  undo (PROFILE);
  prefs = tg_test_read (".thunderbird/im68rb21.tegami/prefs.js");
  g_assert_null (prefs);
  g_autofree char *left = tg_test_read (".thunderbird/profiles.ini");
  g_assert_null (strstr (left, "im68rb21"));
  g_assert_nonnull (strstr (left, "Path=abc.default"));
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/old journal/an account and its exception are undone byte for byte", test_byte_for_byte);
  g_test_add_func ("/old journal/what was changed since then stays", test_entry_by_entry);
  g_test_add_func ("/old journal/a profile of its own is undone", test_profile);
  result = g_test_run ();
  tg_test_home_stop ();
  return result;
}
