/* test-clients-moved.c: the names of an account's folders in Thunderbird's files, once its server or its user is called otherwise:
 * exactly they change, in exactly the places that hold names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "clients/thunderbird/moved/files.h"
#include "clients/thunderbird/moved/rename.h"

/* taro@example.jp and ta!ro go from old to new; hanako, by POP3, too. */
static GPtrArray *
moves (void)
{
  GPtrArray *all = tg_moves_new ();

  g_ptr_array_add (all, tg_move_new ("server1", TG_PROTOCOL_IMAP, "mail.old.jp", "taro@example.jp", "new.jp", "taro@example.jp"));
  g_ptr_array_add (all, tg_move_new ("server2", TG_PROTOCOL_IMAP, "imap.old.jp", "ta!ro", "imap.old.jp", "taro@example.jp"));
  g_ptr_array_add (all, tg_move_new ("server3", TG_PROTOCOL_POP3, "mail.old.jp", "hanako", "pop.new.jp", "hanako@example.jp"));
  g_ptr_array_add (all, tg_move_new ("server4", TG_PROTOCOL_POP3, "Mail.Old.jp", "h'na(ko)", "pop.new.jp", "h'na(ko)"));
  return all;
}

typedef struct {
  TgMovedKind kind;
  const char *before;
  const char *after; /* NULL: nothing changes */
} Row;

#define TARO     "imap://taro%40example.jp@mail.old.jp"
#define TARO_NEW "imap://taro%40example.jp@new.jp"
#define HANA     "mailbox://hanako@mail.old.jp"
#define HANA_NEW "mailbox://hanako%40example.jp@pop.new.jp"

static const Row rows[] = {
  { TG_MOVED_FILTERS, "name=\"x\"\naction=\"Move to folder\"\nactionValue=\"" TARO "/Kept\"\ncondition=\"AND (subject,contains,x)\"\n",
    "name=\"x\"\naction=\"Move to folder\"\nactionValue=\"" TARO_NEW "/Kept\"\ncondition=\"AND (subject,contains,x)\"\n" },
  { TG_MOVED_FILTERS, "actionValue=\"" TARO "\"\r\nactionValue=\"" HANA "/A%20b\"\r\n",
    "actionValue=\"" TARO_NEW "\"\r\nactionValue=\"" HANA_NEW "/A%20b\"\r\n" },
  { TG_MOVED_FILTERS, "actionValue=\"" TARO "/Templates?messageId=1@x&subject=" TARO "/y\"",
    "actionValue=\"" TARO_NEW "/Templates?messageId=1@x&subject=" TARO "/y\"" },
  /* a server or a user that only begins alike, another scheme, another spelling, another place */
  { TG_MOVED_FILTERS, "actionValue=\"" TARO ".evil.example/Kept\"\n", NULL },
  { TG_MOVED_FILTERS, "actionValue=\"" TARO ":993/Kept\"\n", NULL },
  { TG_MOVED_FILTERS, "actionValue=\"imap://x.taro%40example.jp@mail.old.jp/Kept\"\n", NULL },
  { TG_MOVED_FILTERS, "actionValue=\"mailbox://taro%40example.jp@mail.old.jp/Kept\"\n", NULL },
  { TG_MOVED_FILTERS, "actionValue=\"imap://taro@example.jp@mail.old.jp/Kept\"\n", NULL },
  { TG_MOVED_FILTERS, "actionValue=\"imap://TARO%40example.jp@mail.old.jp/Kept\"\n", NULL },
  { TG_MOVED_FILTERS, "name=\"" TARO "/Kept\"\ncondition=\"AND (subject,contains," TARO "/)\"\n", NULL },
  { TG_MOVED_FILTERS, " actionValue=\"" TARO "/Kept\"\nxactionValue=\"" TARO "/Kept\"\n", NULL },
  { TG_MOVED_FILTERS, "actionValue=\"" TARO, "actionValue=\"" TARO_NEW },
  { TG_MOVED_FILTERS, "", NULL },
  { TG_MOVED_FILTERS, "actionValue=\"", NULL },
  /* as IMAP spells a user name, and as POP3 does: today, and in old releases */
  { TG_MOVED_FILTERS, "actionValue=\"imap://ta%21ro@imap.old.jp/K\"\n", "actionValue=\"imap://taro%40example.jp@imap.old.jp/K\"\n" },
  { TG_MOVED_FILTERS, "actionValue=\"imap://ta!ro@imap.old.jp/K\"\n", NULL },
  { TG_MOVED_FILTERS, "actionValue=\"mailbox://h'na(ko)@Mail.Old.jp/K\"\nactionValue=\"mailbox://h%27na%28ko%29@Mail.Old.jp/K\"\n",
    "actionValue=\"mailbox://h'na(ko)@pop.new.jp/K\"\nactionValue=\"mailbox://h%27na%28ko%29@pop.new.jp/K\"\n" },
  { TG_MOVED_FILTERS, "actionValue=\"mailbox://h'na(ko)@mail.old.jp/K\"\n", NULL },

  { TG_MOVED_SEARCHES,
    "version=1\nuri=" HANA "/found\nscope=" HANA "/Inbox|" TARO "/INBOX|" TARO ".jp/INBOX|" TARO "\nterms=AND (x," TARO "/)\n",
    "version=1\nuri=" HANA_NEW "/found\nscope=" HANA_NEW "/Inbox|" TARO_NEW "/INBOX|" TARO ".jp/INBOX|" TARO_NEW "\nterms=AND (x," TARO
    "/)\n" },
  { TG_MOVED_SEARCHES, "scope=*\nscope=|" TARO "/a|", "scope=*\nscope=|" TARO_NEW "/a|" },
  { TG_MOVED_SEARCHES, "scope=mailbox://nobody@Local%20Folders/Inbox|x" TARO "/a\n", NULL },

  { TG_MOVED_FETCHED, "# POP3 State File\n\n*mail.old.jp hanako\nk 1 2\n*mail.old.jp other\nk *mail.old.jp hanako\n",
    "# POP3 State File\n\n*pop.new.jp hanako@example.jp\nk 1 2\n*mail.old.jp other\nk *mail.old.jp hanako\n" },
  { TG_MOVED_FETCHED, "*mail.old.jp hanako\r\nk 1 2\r\n", "*pop.new.jp hanako@example.jp\r\nk 1 2\r\n" },
  { TG_MOVED_FETCHED, "*mail.old.jp hanako2\n*mail.old.jp taro@example.jp\n* mail.old.jp hanako\n", NULL },
};

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
assert_is (GBytes *bytes, const char *expected)
{
  g_autofree char *text = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

static void
exactly_the_names_change_and_change_back (void)
{
  g_autoptr (GPtrArray) there = moves ();
  g_autoptr (GPtrArray) back = tg_moves_reverse (there);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) before = bytes_of (rows[i].before);
    g_autoptr (GBytes) after = tg_moved_rewrite (rows[i].kind, before, there);
    g_autoptr (GBytes) again = after != NULL ? tg_moved_rewrite (rows[i].kind, after, there) : NULL;
    g_autoptr (GBytes) restored = after != NULL ? tg_moved_rewrite (rows[i].kind, after, back) : NULL;

    g_test_message ("%s", rows[i].before);
    assert_is (after, rows[i].after);
    assert_is (again, NULL);
    if (after != NULL)
      assert_is (restored, rows[i].before);
  }
}

static void
bytes_that_are_no_text_stay_as_they_are (void)
{
  static const char before[] = "uri=\xff\0|" TARO "/\xe3\x81\n\0uri=" TARO "\nuri=" TARO "/a\0b";
  static const char after[] = "uri=\xff\0|" TARO_NEW "/\xe3\x81\n\0uri=" TARO "\nuri=" TARO_NEW "/a\0b";
  g_autoptr (GPtrArray) there = moves ();
  g_autoptr (GBytes) old = g_bytes_new_static (before, sizeof before - 1);
  g_autoptr (GBytes) new = tg_moved_rewrite (TG_MOVED_SEARCHES, old, there);
  g_autoptr (GBytes) expected = g_bytes_new_static (after, sizeof after - 1);
  char *lines[2];

  g_assert_true (g_bytes_equal (new, expected));
  tg_moved_lines (old, new, lines);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_assert_true (g_utf8_validate (lines[i], -1, NULL)); /* a label shows them */
    g_free (lines[i]);
  }
}

static void
the_lines_that_change_are_told (void)
{
  g_autoptr (GPtrArray) there = moves ();
  g_autoptr (GBytes) old = bytes_of ("version=1\nuri=" HANA "/a\nscope=" HANA "/b\nterms=x\nuri=" TARO "/c");
  g_autoptr (GBytes) new = tg_moved_rewrite (TG_MOVED_SEARCHES, old, there);
  char *lines[2];

  tg_moved_lines (old, new, lines);
  g_assert_cmpstr (lines[0], ==, "uri=" HANA "/a\nscope=" HANA "/b\nuri=" TARO "/c");
  g_assert_cmpstr (lines[1], ==, "uri=" HANA_NEW "/a\nscope=" HANA_NEW "/b\nuri=" TARO_NEW "/c");
  g_free (lines[0]);
  g_free (lines[1]);
}

static TgPrefs *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = bytes_of (text);

  return tg_prefs_parse (bytes, NULL);
}

static void
any_pref_that_is_the_name_of_a_folder_changes (void)
{
  g_autoptr (TgPrefs) prefs = parse ("user_pref(\"mail.identity.id1.fcc_folder\", \"" TARO "/Sent\");\n"
                                     "user_pref(\"mail.server.server9.spamActionTargetAccount\", \"" HANA "\");\n"
                                     "user_pref(\"extensions.some.folder\", \"" TARO "/a\");\n"
                                     "user_pref(\"extensions.some.text\", \"see " TARO "/a\");\n"
                                     "user_pref(\"extensions.some.list\", \"" TARO "|x\");\n");
  g_autoptr (GPtrArray) there = moves ();

  tg_moves_rename_prefs (prefs, there);
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.identity.id1.fcc_folder"), ==, TARO_NEW "/Sent");
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.server.server9.spamActionTargetAccount"), ==, HANA_NEW);
  g_assert_cmpstr (tg_prefs_get_string (prefs, "extensions.some.folder"), ==, TARO_NEW "/a");
  g_assert_cmpstr (tg_prefs_get_string (prefs, "extensions.some.text"), ==, "see " TARO "/a");
  g_assert_cmpstr (tg_prefs_get_string (prefs, "extensions.some.list"), ==, TARO "|x");
}

static void
what_was_chosen_since_goes_back_with_an_account_that_is_back (void)
{
  g_autoptr (TgPrefs) prefs = parse ("user_pref(\"mail.server.server1.hostname\", \"mail.old.jp\");\n"
                                     "user_pref(\"mail.server.server1.userName\", \"taro@example.jp\");\n"
                                     "user_pref(\"mail.server.server3.hostname\", \"another.jp\");\n"
                                     "user_pref(\"mail.server.server3.userName\", \"hanako\");\n"
                                     "user_pref(\"mail.identity.id1.fcc_folder\", \"" TARO_NEW "/Sent\");\n"
                                     "user_pref(\"mail.identity.id3.fcc_folder\", \"" HANA_NEW "/Sent\");\n");
  g_autoptr (GPtrArray) there = moves ();

  tg_moves_rename_prefs_back (prefs, there);
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.identity.id1.fcc_folder"), ==, TARO "/Sent");
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.identity.id3.fcc_folder"), ==, HANA_NEW "/Sent");
}

static void
files_are_looked_for_where_thunderbird_keeps_them (void)
{
  static const char *const expected[] = {
    "/home/t/p/ImapMail/a/msgFilterRules.dat",         "/mail/b/msgFilterRules.dat", "/home/t/c/msgFilterRules.dat",
    "/home/t/p/Mail/Local Folders/msgFilterRules.dat", "/home/t/c/popstate.dat",     "/home/t/p/virtualFolders.dat",
  };
  g_autoptr (TgPrefs) prefs = parse ("user_pref(\"mail.server.server1.directory-rel\", \"[ProfD]ImapMail/a\");\n"
                                     "user_pref(\"mail.server.server1.directory\", \"/elsewhere/ImapMail/a\");\n"
                                     "user_pref(\"mail.server.server2.directory\", \"/mail/b\");\n"
                                     "user_pref(\"mail.server.server3.directory-rel\", \"[ProfD]../c\");\n"
                                     "user_pref(\"mail.server.server4.hostname\", \"never.run\");\n"
                                     "user_pref(\"mail.server.server5.directory-rel\", \"[ProfD]Mail/Local Folders\");\n"
                                     "user_pref(\"mail.server.server6.directory-rel\", \"[ProfD]ImapMail/a\");\n");
  g_autoptr (GPtrArray) there = moves ();
  g_autoptr (GPtrArray) files = tg_moved_files ("/home/t/p", prefs, there);

  g_assert_cmpuint (files->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < files->len; i++)
    g_assert_cmpstr (((const TgMovedFile *)files->pdata[i])->path, ==, expected[i]);
}

static void
moves_are_read_from_a_record_as_they_were_written (void)
{
  g_autoptr (GPtrArray) there = moves ();
  g_autoptr (JsonArray) json = tg_moves_to_json (there);
  g_autoptr (GPtrArray) read = NULL, none = tg_moves_from_json (NULL);

  json_array_add_string_element (json, "not a move");
  json_array_add_object_element (json, json_object_new ());
  read = tg_moves_from_json (json);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (read->len, ==, there->len);
  for (guint i = 0; i < read->len; i++) {
    const TgMove *one = there->pdata[i], *other = read->pdata[i];

    g_assert_cmpint (one->protocol, ==, other->protocol);
    g_assert_cmpstr (one->server, ==, other->server);
    g_assert_cmpstr (one->old_host, ==, other->old_host);
    g_assert_cmpstr (one->old_user, ==, other->old_user);
    g_assert_cmpstr (one->new_host, ==, other->new_host);
    g_assert_cmpstr (one->new_user, ==, other->new_user);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/moved/exactly the names change, and change back", exactly_the_names_change_and_change_back);
  g_test_add_func ("/clients/moved/bytes that are no text stay as they are", bytes_that_are_no_text_stay_as_they_are);
  g_test_add_func ("/clients/moved/the lines that change are told", the_lines_that_change_are_told);
  g_test_add_func ("/clients/moved/any pref that is the name of a folder changes", any_pref_that_is_the_name_of_a_folder_changes);
  g_test_add_func ("/clients/moved/what was chosen since goes back with an account that is back",
                   what_was_chosen_since_goes_back_with_an_account_that_is_back);
  g_test_add_func ("/clients/moved/files are looked for where Thunderbird keeps them", files_are_looked_for_where_thunderbird_keeps_them);
  g_test_add_func ("/clients/moved/moves are read from a record as they were written", moves_are_read_from_a_record_as_they_were_written);
  return g_test_run ();
}
