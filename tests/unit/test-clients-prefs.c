/* test-clients-prefs.c: prefs.js and profiles.ini: every byte that is not ours stays, and every
 * value is read back as it was written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "clients/client.h"
#include "clients/thunderbird/profiles/ini.h"
#include "clients/thunderbird/prefs/prefs.h"
#include "clients/thunderbird/profiles/profile-list.h"

static TgPrefs *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  TgPrefs *prefs = tg_prefs_parse (bytes, &error);

  g_assert_no_error (error);
  return prefs;
}

static char *
unparse (TgPrefs *prefs)
{
  g_autoptr (GBytes) bytes = tg_prefs_to_bytes (prefs);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_names (TgPrefs *prefs, const char *prefix, guint expected)
{
  g_autoptr (GPtrArray) names = tg_prefs_names (prefs, prefix);

  g_assert_cmpuint (names->len, ==, expected);
}

static void
hostile_values_come_back (void)
{
  static const char *const values[] = {
    "",
    "plain",
    "a\"b",
    "a\\b",
    "\\\"",
    "\\",
    "two\nlines",
    "cr\rlf\r\n",
    "tab\there",
    "'single'",
    "user_pref(\"x\", 1);",
    "\");\nuser_pref(\"y\", 2);//",
    "*/ /* //",
    "日本 太郎",
    "\xf0\x9f\x93\xae",
    "\x01\x1b[31m",
    "\xe2\x80\xae"
    "gpj",
    "\\u0041",
    "\\x41",
    "%s%n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *literal = tg_pref_quote (values[i]);
    g_autofree char *name = g_strdup_printf ("tegami.test.%s", values[i]);
    g_autoptr (TgPrefs) prefs = tg_prefs_new ();
    g_autofree char *text = NULL;
    g_autoptr (TgPrefs) again = NULL;

    g_assert_true (tg_pref_is_literal (literal));
    tg_prefs_set (prefs, name, literal);
    tg_prefs_set (prefs, "after", "true");
    text = unparse (prefs);
    again = parse (text);
    g_assert_cmpstr (tg_prefs_get_string (again, name), ==, values[i]);
    g_assert_cmpstr (tg_prefs_get (again, "after"), ==, "true");
    assert_names (again, "", 2);
  }
}

static void
broken_utf_8_is_repaired (void)
{
  g_autofree char *literal = tg_pref_quote ("a\xff\"b");

  g_assert_cmpstr (literal, ==, "\"a\xef\xbf\xbd\\\"b\"");
}

static void
literals_are_read_as_mozilla_reads_them (void)
{
  static const struct {
    const char *written;
    const char *read; /* in canonical form; NULL: no value, and the rest of the file counts */
  } rows[] = {
    { "1", "1" },
    { "-1", "-1" },
    { "+7", "7" },
    { "+ 7", "7" },
    { "- /* c */ 7", "-7" },
    { "7x", NULL },
    { "2147483647", "2147483647" },
    { "-2147483648", "-2147483648" },
    { "2147483648", NULL },
    { "-2147483649", NULL },
    { "99999999999999999999", NULL },
    { "true", "true" },
    { "false", "false" },
    { "truex", NULL },
    { "null", NULL },
    { "", NULL },
    { "-", NULL },
    { "'single \\' \"'", "\"single ' \\\"\"" },
    { "\"\\x41\\u3042\"", "\"Aあ\"" },
    { "\"\\xe3\\x81\\x82\"", "\"あ\"" },
    { "\"\\xe3\"", "\"\xef\xbf\xbd\"" },
    { "\"\\101\"", NULL },
    { "\"\\ud83d\\udcee\"", "\"\xf0\x9f\x93\xae\"" },
    { "\"\\ud83d\"", NULL },
    { "\"\\udcee\"", NULL },
    { "\"\\x00\"", NULL },
    { "\"\\u0000\"", NULL },
    { "\"\\q\"", NULL },
    { "\"\\x4\"", NULL },
    { "\"\xff\"", "\"\xef\xbf\xbd\"" },
    { "\"a\\\nb\"", NULL },
    { "\"raw\nline\"", "\"raw\\nline\"" },
    { "1, sticky", NULL },
    { "1; x", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf ("user_pref(\"x\", %s);\nuser_pref(\"y\", 1);\n", rows[i].written);
    g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
    g_autoptr (GError) error = NULL;
    g_autoptr (TgPrefs) prefs = tg_prefs_parse (bytes, &error);

    g_test_message ("%s", text);
    g_assert_no_error (error);
    g_assert_cmpstr (tg_prefs_get (prefs, "x"), ==, rows[i].read);
    if (strchr (rows[i].written, ';') == NULL)
      g_assert_cmpstr (tg_prefs_get (prefs, "y"), ==, "1");
  }
}

/* The same file before and after an edit: nothing but the edit differs. */
static void
every_other_byte_stays (void)
{
  static const struct {
    const char *before;
    const char *set;    /* name, or NULL */
    const char *remove; /* name, or NULL */
    const char *after;
  } rows[] = {
    { "", NULL, NULL, "" },
    { "// only a comment", NULL, NULL, "// only a comment" },
    { "", "n", NULL, "user_pref(\"n\", 5);\n" },
    { "# c", "n", NULL, "# c\nuser_pref(\"n\", 5);\n" },
    { "user_pref(\"a\",1);", "n", NULL, "user_pref(\"a\",1);\nuser_pref(\"n\", 5);\n" },
    { "user_pref(\"a\", 1);\n", "n", NULL, "user_pref(\"a\", 1);\nuser_pref(\"n\", 5);\n" },
    { "user_pref(\"a\", 1);\r\n", "n", NULL, "user_pref(\"a\", 1);\r\nuser_pref(\"n\", 5);\r\n" },
    { "user_pref(\"a\", 1);\n\n\n// end\n", "n", NULL, "user_pref(\"a\", 1);\n\n\n// end\nuser_pref(\"n\", 5);\n" },
    { "\n\tuser_pref ( 'n' /* c */ , 007 ) ; // x\n", "n", NULL, "\n\tuser_pref ( 'n' /* c */ , 5 ) ; // x\n" },
    { "user_pref(\"n\", 5);\nuser_pref(\"b\", 2);\n", "n", NULL, "user_pref(\"n\", 5);\nuser_pref(\"b\", 2);\n" },
    { "user_pref(\"n\", 1);\nuser_pref(\"n\", 2);\n", "n", NULL, "user_pref(\"n\", 1);\nuser_pref(\"n\", 5);\n" },
    { "pref(\"n\", 1);\n", "n", NULL, "pref(\"n\", 1);\nuser_pref(\"n\", 5);\n" },
    { "user_pref(\"a\", 1);\nuser_pref(\"b\", 2);\nuser_pref(\"c\", 3);\n", NULL, "b", "user_pref(\"a\", 1);\nuser_pref(\"c\", 3);\n" },
    { "user_pref(\"b\", 2);\r\nuser_pref(\"c\", 3);\r\n", NULL, "b", "user_pref(\"c\", 3);\r\n" },
    { "user_pref(\"b\", 2); user_pref(\"c\", 3);\n", NULL, "b", " user_pref(\"c\", 3);\n" },
    { "// k\nuser_pref(\"b\", 1); // why\nuser_pref(\"b\", 2);", NULL, "b", "// k\n // why\n" },
    { "sticky_pref(\"s\", true);\nuser_pref(\"b\", \"a\\\");\\\"\");\n", NULL, NULL, NULL },
    { "\xef\xbb\xbf// BOM\r\nuser_pref(\"a\", 1);\r\n", "n", NULL,
      "\xef\xbb\xbf// BOM\r\nuser_pref(\"a\", 1);\r\nuser_pref(\"n\", 5);\r\n" },
    { "user_pref(\"a\" 1); // no comma\nuser_pref(\"n\", 1);\n<<<< \";\" ;\n", "n", NULL,
      "user_pref(\"a\" 1); // no comma\nuser_pref(\"n\", 5);\n<<<< \";\" ;\n" },
    { "user_pref(a, 1);\nuser_pref(\"b\", 2);\n", NULL, "b", "user_pref(a, 1);\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgPrefs) prefs = parse (rows[i].before);
    g_autofree char *after = NULL;

    g_test_message ("%s", rows[i].before);
    if (rows[i].set != NULL)
      tg_prefs_set (prefs, rows[i].set, "5");
    if (rows[i].remove != NULL)
      tg_prefs_remove (prefs, rows[i].remove);
    after = unparse (prefs);
    g_assert_cmpstr (after, ==, rows[i].after != NULL ? rows[i].after : rows[i].before);
  }
}

static void
a_damaged_file_is_refused (void)
{
  static const char *const damaged[] = {
    "user_pref(\"a\", 1)",         "user_pref(\"a\", 1);\nuser_", "/* never closed", "/* never closed\n", "/*", "garbage", "<html>",
    "user_pref(\"a\", \"open);\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new (damaged[i], strlen (damaged[i]));
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", damaged[i]);
    g_assert_null (tg_prefs_parse (bytes, &error));
    g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE);
  }
}

/* What stands above and below counts for whoever asks, and is never written. */
static void
prefs_lie_over_one_another (void)
{
  g_autoptr (TgPrefs) prefs = parse ("user_pref(\"own\", 1);\nuser_pref(\"both\", 1);\n");
  TgPrefs *above = parse ("user_pref(\"both\", 2);\nuser_pref(\"above\", 2);\nuser_pref(\"list\", \"a\");\n");
  TgPrefs *below = parse ("user_pref(\"both\", 3);\nuser_pref(\"below\", 3);\n");
  g_autoptr (GPtrArray) overridden = NULL;
  g_autofree char *after = NULL;

  tg_prefs_set_source (above, "user.js");
  tg_prefs_attach (prefs, above, below);
  g_assert_cmpstr (tg_prefs_get (prefs, "own"), ==, "1");
  g_assert_cmpstr (tg_prefs_get (prefs, "both"), ==, "2");
  g_assert_cmpstr (tg_prefs_get (prefs, "above"), ==, "2");
  g_assert_cmpstr (tg_prefs_get (prefs, "below"), ==, "3");
  g_assert_cmpstr (tg_prefs_source_of (prefs, "both"), ==, "user.js");
  g_assert_null (tg_prefs_source_of (prefs, "own"));
  assert_names (prefs, "", 5);
  tg_prefs_set (prefs, "own", "7");
  tg_prefs_set (prefs, "both", "1");
  tg_prefs_set (prefs, "above", "2");
  overridden = tg_prefs_overridden (prefs);
  g_assert_cmpuint (overridden->len, ==, 1);
  g_assert_cmpstr (overridden->pdata[0], ==, "both");
  tg_prefs_set_unknown (above, "own");
  tg_prefs_set_unknown (above, "unknown");
  g_assert_cmpstr (tg_prefs_get (prefs, "own"), ==, "7");
  g_assert_cmpstr (tg_prefs_get_above (prefs, "own"), ==, "");
  g_assert_cmpstr (tg_prefs_get (prefs, "unknown"), ==, "");
  g_assert_null (tg_prefs_get_string (prefs, "unknown"));
  g_clear_pointer (&overridden, g_ptr_array_unref);
  overridden = tg_prefs_overridden (prefs);
  g_assert_cmpuint (overridden->len, ==, 2);
  after = unparse (prefs);
  g_assert_cmpstr (after, ==, "user_pref(\"own\", 7);\nuser_pref(\"both\", 1);\nuser_pref(\"above\", 2);\n");
}

static void
a_nul_byte_is_refused (void)
{
  static const char text[] = "// a\0b\nuser_pref(\"a\", 1);\n";
  g_autoptr (GBytes) bytes = g_bytes_new (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (tg_prefs_parse (bytes, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE);
}

static char *
ini_text (TgIni *ini)
{
  g_autoptr (GBytes) bytes = tg_ini_to_bytes (ini);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static TgIni *
ini_parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return tg_ini_parse (bytes);
}

static void
a_profile_goes_into_the_list_and_out_again (void)
{
  static const char general[] = "[General]\nStartWithLastProfile=1\nVersion=2\n";
  static const struct {
    const char *before, *after;
  } rows[] = {
    { "", "[General]\nStartWithLastProfile=1\nVersion=2\n\n[Profile0]\nName=tegami\nIsRelative=1\nPath=x.tegami\n\n[InstallABC]\nDefault=x."
          "tegami\nLocked=1\n" },
    /* a gap: Thunderbird stops reading there, so the new one goes there */
    { "[Profile0]\nName=a\nPath=/nowhere/a\nIsRelative=0\n[Profile2]\nName=tegami\nPath=b\n[General]\nVersion=2",
      "[Profile0]\nName=a\nPath=/nowhere/"
      "a\nIsRelative=0\n[Profile2]\nName=tegami\nPath=b\n[General]\nVersion=2\n\n[Profile1]\nName=tegami-2\nIsRelative="
      "1\nPath=x.tegami\n\n[InstallABC]\nDefault=x.tegami\nLocked=1\n" },
    /* all profiles are gone, including the default one */
    { "; note\r\n[InstallABC]\r\nDefault=gone\r\nLocked=1\r\n[General]\r\n",
      "; note\r\n[InstallABC]\r\nDefault=x.tegami\nLocked=1\r\n[General]\r\n\n"
      "[Profile0]\nName=tegami\nIsRelative=1\nPath=x.tegami\n" },
  };
  TgThunderbirdHome home = { .package = TG_PACKAGE_NATIVE, .root = (char *)"/nonexistent", .install_hash = (char *)"ABC" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgIni) ini = ini_parse (rows[i].before);
    g_autoptr (JsonObject) record = json_object_new ();
    g_autofree char *name = NULL;
    g_autofree char *after = NULL;
    g_autofree char *again = NULL;
    gboolean opens;

    tg_profile_list_add (ini, &home, TRUE, "x.tegami", &name, &opens, record);
    after = ini_text (ini);
    g_assert_cmpstr (after, ==, rows[i].after);
    g_assert_true (opens);
    tg_profile_list_remove (ini, record);
    again = ini_text (ini);
    g_assert_null (strstr (again, "x.tegami"));
    if (*rows[i].before == '\0')
      g_assert_cmpstr (again, ==, general);
  }
}

static void
removing_a_profile_leaves_no_gap (void)
{
  g_autoptr (TgIni) ini = ini_parse ("[Profile0]\nPath=a\n\n[Profile1]\nPath=x.tegami\n\n[Profile2]\nPath=c\n\n[Profile3]\nPath=d\n");
  g_autoptr (JsonObject) record = json_object_new ();
  g_autofree char *after = NULL;

  json_object_set_string_member (record, "section_path", "x.tegami");
  tg_profile_list_remove (ini, record);
  after = ini_text (ini);
  g_assert_cmpstr (after, ==, "[Profile0]\nPath=a\n\n[Profile1]\nPath=c\n\n[Profile2]\nPath=d\n");
}

static void
no_value_begins_a_line_of_its_own_in_profiles_ini (void)
{
  g_autoptr (TgIni) ini = tg_ini_parse (NULL);
  g_autofree char *text = NULL;

  tg_ini_add_section (ini, "Profile0", "Name", "a\n[InstallABC]\r\nDefault=evil", NULL);
  text = ini_text (ini);
  g_assert_cmpstr (text, ==, "[Profile0]\nName=a [InstallABC]  Default=evil\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/prefs/hostile values come back as they went in", hostile_values_come_back);
  g_test_add_func ("/clients/prefs/broken UTF-8 is repaired", broken_utf_8_is_repaired);
  g_test_add_func ("/clients/prefs/literals are read as Mozilla reads them", literals_are_read_as_mozilla_reads_them);
  g_test_add_func ("/clients/prefs/every other byte stays", every_other_byte_stays);
  g_test_add_func ("/clients/prefs/a damaged file is refused", a_damaged_file_is_refused);
  g_test_add_func ("/clients/prefs/a NUL byte is refused", a_nul_byte_is_refused);
  g_test_add_func ("/clients/prefs/prefs lie over one another", prefs_lie_over_one_another);
  g_test_add_func ("/clients/list/a profile goes into the list and out again", a_profile_goes_into_the_list_and_out_again);
  g_test_add_func ("/clients/list/removing a profile leaves no gap", removing_a_profile_leaves_no_gap);
  g_test_add_func ("/clients/list/no value begins a line of its own", no_value_begins_a_line_of_its_own_in_profiles_ini);
  return g_test_run ();
}
