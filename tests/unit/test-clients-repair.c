/* test-clients-repair.c: an account in Thunderbird changed in place, in memory: which one is meant, what of it changes,
 * what becomes of what it shares with others, and how all of it comes back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "clients/thunderbird/prefs/edit.h"
#include "thunderbird-accounts.h"

/**
 * Row: @receive, @send: what works; @existing, @alike: see TgSaveRequest
 * @before, @after: the prefs that differ
 * @accounts, @others: those that are changed, and that could be, with a space between
 */
typedef struct {
  const char *title;
  const char *prefs;
  const char *receive, *send;
  const char *existing;
  gboolean alike, untested;
  const char *before, *after;
  const char *accounts, *others;
} Row;

#define RECEIVE_MOVES "mail.server.server1.hostname = \"old.jp\""
#define RECEIVE_MOVED "mail.server.server1.hostname = \"new.jp\""
#define SEND_MOVES    "mail.smtpserver.smtp1.hostname = \"old.jp\""
#define SEND_MOVED    "mail.smtpserver.smtp1.hostname = \"new.jp\""
#define NEW_SMTP(user)                                                                                                                     \
  "mail.smtpservers = \"smtp1,smtp2\"\nmail.smtpserver.smtp2.description = \"new.jp\"\nmail.smtpserver.smtp2.type = \"smtp\"\n"            \
  "mail.smtpserver.smtp2.hostname = \"new.jp\"\nmail.smtpserver.smtp2.port = 465\nmail.smtpserver.smtp2.try_ssl = 3\n"                     \
  "mail.smtpserver.smtp2.authMethod = 3\nmail.smtpserver.smtp2.username = \"" user "\""

static const Row rows[] = {
  { "only the port", ONE, "imaps://old.jp:1993", "smtps://old.jp", .before = "mail.server.server1.port = 993",
    .after = "mail.server.server1.port = 1993", .accounts = TARO },
  { "a name in other letters stays as it is", ONE, "imaps://OLD.jp:1993", "smtps://OLD.JP", .before = "mail.server.server1.port = 993",
    .after = "mail.server.server1.port = 1993", .accounts = TARO },
  { "another server", ONE, "imaps://new.jp", "smtps://new.jp", .before = RECEIVE_MOVES "\n" SEND_MOVES,
    .after = RECEIVE_MOVED "\n" SEND_MOVED, .accounts = TARO },
  { "a sign-in that was not tested stays", LIST ("account1", "") TARO_OLD PREF ("mail.server.server1.authMethod", "10"), "imaps://new.jp",
    NULL, .untested = TRUE, .before = RECEIVE_MOVES, .after = RECEIVE_MOVED, .accounts = TARO },
  { "nor does it part those that share a sending server",
    LIST ("account1,account2", "smtp1") TARO_OLD THROUGH (1, "smtp1") HANAKO_OLD THROUGH (2, "smtp1")
        SMTP_OLD PREF ("mail.smtpserver.smtp1.authMethod", "10"),
    "imaps://old.jp:1993", "smtps://old.jp", .untested = TRUE, .before = "mail.server.server1.port = 993",
    .after = "mail.server.server1.port = 1993", .accounts = TARO, .others = "hanako@example.jp" },
  { "names for people follow where they were the server's",
    ONE TEXT ("mail.server.server1.name", "old.jp") TEXT ("mail.smtpserver.smtp1.description", "old.jp"), "imaps://new.jp",
    "smtps://new.jp",
    .before = RECEIVE_MOVES "\n" SEND_MOVES "\nmail.server.server1.name = \"old.jp\"\nmail.smtpserver.smtp1.description = \"old.jp\"",
    .after = RECEIVE_MOVED "\n" SEND_MOVED "\nmail.server.server1.name = \"new.jp\"\nmail.smtpserver.smtp1.description = \"new.jp\"",
    .accounts = TARO },
  { "what the old server knew it by goes", ONE TEXT ("mail.server.server1.clientid", "c1") TEXT ("mail.smtpserver.smtp1.clientid", "c2"),
    "imaps://new.jp", "smtps://old.jp", .before = RECEIVE_MOVES "\nmail.server.server1.clientid = \"c1\"", .after = RECEIVE_MOVED,
    .accounts = TARO },
  { "what hangs on its name",
    ONE TEXT ("mail.identity.id1.fcc_folder", "imap://taro%40example.jp@old.jp/Sent")
        TEXT ("mail.identity.id9.fcc_folder", "imap://x@old.jp/Sent"),
    "imaps://new.jp", "smtps://old.jp", .before = RECEIVE_MOVES "\nmail.identity.id1.fcc_folder = \"imap://taro%40example.jp@old.jp/Sent\"",
    .after = RECEIVE_MOVED "\nmail.identity.id1.fcc_folder = \"imap://taro%40example.jp@new.jp/Sent\"", .accounts = TARO },

  /* The sending server */
  { "another account's stays, and a new one is made", TWO, "imaps://old.jp", "smtps://new.jp",
    .before = "mail.smtpservers = \"smtp1\"\nmail.identity.id1.smtpServer = \"smtp1\"",
    .after = "mail.smtpservers = \"smtp1,smtp2\"\nmail.identity.id1.smtpServer = \"smtp2\"\n" NEW_SMTP (TARO), .accounts = TARO,
    .others = "hanako@example.jp" },
  { "one that is right already is taken",
    LIST ("account1,account2", "smtp1,smtp2") TARO_OLD THROUGH (1, "smtp1") HANAKO_OLD THROUGH (2, "smtp1")
        SMTP_OLD SMTP (2, "new.jp", "465", "3", TARO),
    "imaps://old.jp", "smtps://new.jp", .before = "mail.identity.id1.smtpServer = \"smtp1\"",
    .after = "mail.identity.id1.smtpServer = \"smtp2\"", .accounts = TARO, .others = "hanako@example.jp" },
  { "the account's other identity goes along",
    LIST ("account1", "smtp1") TARO_OLD IDENTITIES (1, "id1,id2") THROUGH (1, "smtp1") IDENTITY (2, "info@example.jp") THROUGH (2, "smtp1")
        SMTP_OLD,
    "imaps://old.jp", "smtps://new.jp", .before = SEND_MOVES, .after = SEND_MOVED, .accounts = TARO " info@example.jp" },
  { "the account's other identity gets the new one, too",
    LIST ("account1,account2", "smtp1") TARO_OLD IDENTITIES (1, "id1,id3") THROUGH (1, "smtp1") IDENTITY (3, "info@example.jp")
        THROUGH (3, "smtp1") HANAKO_OLD THROUGH (2, "smtp1") SMTP_OLD,
    "imaps://old.jp", "smtps://new.jp",
    .before = "mail.smtpservers = \"smtp1\"\nmail.identity.id1.smtpServer = \"smtp1\"\nmail.identity.id3.smtpServer = \"smtp1\"",
    .after = "mail.smtpservers = \"smtp1,smtp2\"\nmail.identity.id1.smtpServer = \"smtp2\"\nmail.identity.id3.smtpServer = "
             "\"smtp2\"\n" NEW_SMTP (TARO),
    .accounts = TARO " info@example.jp", .others = "hanako@example.jp" },
  { "the default one, where nobody else has it", LIST ("account1", "smtp1") TARO_OLD SMTP_OLD, "imaps://old.jp", "smtps://new.jp",
    .before = SEND_MOVES, .after = SEND_MOVED, .accounts = TARO },
  { "the default one, where another has it by default", LIST ("account1,account2", "smtp1") TARO_OLD HANAKO_OLD SMTP_OLD, "imaps://old.jp",
    "smtps://new.jp", .before = "mail.smtpservers = \"smtp1\"",
    .after = "mail.smtpservers = \"smtp1,smtp2\"\nmail.identity.id1.smtpServer = \"smtp2\"\n" NEW_SMTP (TARO), .accounts = TARO,
    .others = "hanako@example.jp" },
  { "the default one, where it is right, is not named", LIST ("account1", "smtp1") TARO_OLD SMTP_OLD, "imaps://old.jp:1993",
    "smtps://old.jp", .before = "mail.server.server1.port = 993", .after = "mail.server.server1.port = 1993", .accounts = TARO },
  { "a name that leads nowhere", LIST ("account1", "smtp1") TARO_OLD THROUGH (1, "smtp7") SMTP (1, "new.jp", "465", "3", TARO),
    "imaps://old.jp", "smtps://new.jp", .before = "mail.identity.id1.smtpServer = \"smtp7\"",
    .after = "mail.identity.id1.smtpServer = \"smtp1\"", .accounts = TARO },

  /* Several in one go */
  { "all with the same old servers", TWO, "imap+starttls://new.jp", "smtps://new.jp", .alike = TRUE,
    .before =
        RECEIVE_MOVES "\nmail.server.server1.port = 993\nmail.server.server1.socketType = 3\nmail.server.server2.hostname = \"old.jp\"\n"
                      "mail.server.server2.port = 993\nmail.server.server2.socketType = 3\n" SEND_MOVES,
    .after =
        RECEIVE_MOVED "\nmail.server.server1.port = 143\nmail.server.server1.socketType = 2\nmail.server.server2.hostname = \"new.jp\"\n"
                      "mail.server.server2.port = 143\nmail.server.server2.socketType = 2\n" SEND_MOVED,
    .accounts = TARO " hanako@example.jp" },
  { "their own sending servers keep their users",
    LIST ("account1,account2", "smtp1,smtp2") TARO_OLD THROUGH (1, "smtp1") HANAKO_OLD THROUGH (2, "smtp2")
        SMTP_OLD SMTP (2, "old.jp", "465", "3", "hanako"),
    "imaps://old.jp", "smtps://new.jp", .alike = TRUE, .before = SEND_MOVES "\nmail.smtpserver.smtp2.hostname = \"old.jp\"",
    .after = SEND_MOVED "\nmail.smtpserver.smtp2.hostname = \"new.jp\"", .accounts = TARO " hanako@example.jp" },
  { "another port, another protocol, another server are no likes",
    LIST ("account1,account2,account3,account4", "") TARO_OLD SERVER (2, "imap", "old.jp", "143", "2", "a")
        SERVER (3, "pop3", "old.jp", "993", "3", "b") SERVER (4, "imap", "x.old.jp", "993", "3", "c"),
    "imaps://new.jp", NULL, .alike = TRUE, .before = RECEIVE_MOVES, .after = RECEIVE_MOVED, .accounts = TARO },
  { "one that would become the same as a third stays",
    LIST ("account1,account2,account3", "") TARO_OLD HANAKO_OLD SERVER (3, "imap", "new.jp", "143", "2", "hanako"), "imaps://new.jp", NULL,
    .alike = TRUE, .before = RECEIVE_MOVES, .after = RECEIVE_MOVED, .accounts = TARO },
  { "those that stay are told", TWO, "imaps://new.jp", "smtps://old.jp", .before = RECEIVE_MOVES, .after = RECEIVE_MOVED, .accounts = TARO,
    .others = "hanako@example.jp" },

  /* Which one is meant */
  { "the one that was chosen of two with the address",
    LIST ("account1,account2", "") TARO_OLD SERVER (2, "imap", "other.jp", "993", "3", TARO) IDENTITIES (2, "id2") IDENTITY (2, TARO),
    "imaps://new.jp", NULL, .existing = "server2", .before = "mail.server.server2.hostname = \"other.jp\"",
    .after = "mail.server.server2.hostname = \"new.jp\"", .accounts = TARO },
  { "an account with the address twice is one",
    LIST ("account1", "smtp1,smtp2") TARO_OLD IDENTITIES (1, "id1,id2") IDENTITY (2, TARO) THROUGH (1, "smtp1") THROUGH (2, "smtp2")
        SMTP_OLD SMTP (2, "b.jp", "465", "3", "x"),
    "imaps://new.jp", "smtps://old.jp", .before = RECEIVE_MOVES, .after = RECEIVE_MOVED, .accounts = TARO " " TARO },
  { "the same server and user, whatever the address",
    LIST ("account1", "") SERVER (1, "imap", "old.jp", "993", "3", TARO) IDENTITIES (1, "id1") IDENTITY (1, "alias@example.jp")
        TEXT ("mail.identity.id1.fullName", "Alias"),
    "imap+starttls://old.jp", NULL, .before = "mail.server.server1.port = 993\nmail.server.server1.socketType = 3",
    .after = "mail.server.server1.port = 143\nmail.server.server1.socketType = 2", .accounts = "alias@example.jp" },
};

static TgPrefs *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  TgPrefs *prefs = tg_prefs_parse (bytes, &error);

  g_assert_no_error (error);
  return prefs;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* Which stands first does not matter, and what is said twice is said. */
static char *
sorted (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  GString *out = g_string_new (NULL);

  qsort (lines, g_strv_length (lines), sizeof *lines, compare_lines);
  for (guint i = 0; lines[i] != NULL; i++)
    if (i == 0 || !g_str_equal (lines[i], lines[i - 1]))
      g_string_append_printf (out, "%s\n", lines[i]);
  return g_string_free (out, FALSE);
}

static void
assert_lines (JsonObject *diff, const char *side, const char *expected)
{
  g_autofree char *lines = tg_thunderbird_lines (diff, side);
  g_autofree char *are = sorted (lines);
  g_autofree char *should = sorted (expected);

  g_assert_cmpstr (are, ==, should);
}

static void
assert_names (GPtrArray *names, const char *expected)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? " " : "", (const char *)names->pdata[i]);
  g_assert_cmpstr (list->str, ==, expected != NULL ? expected : "");
}

static TgSaveRequest
request_for (const Row *row)
{
  g_autoptr (TgServer) receive = tg_server_parse (row->receive, NULL);
  g_autoptr (TgServer) send = row->send != NULL ? tg_server_parse (row->send, NULL) : NULL;

  return (TgSaveRequest){
    .account = tg_account_new (TARO, NULL, NULL, NULL, receive, send),
    .receive_authentication = row->untested ? NULL : "PLAIN",
    .send_authentication = row->untested ? NULL : "PLAIN",
    .update = TRUE,
    .existing = row->existing,
    .alike = row->alike,
  };
}

static void
assert_restored (TgPrefs *prefs, JsonObject *diff, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgPrefs) before = parse (expected);
  g_autoptr (GPtrArray) names = tg_prefs_names (before, "");
  g_autoptr (GPtrArray) restored = NULL;

  tg_thunderbird_take_back (prefs, diff, &error);
  g_assert_no_error (error);
  restored = tg_prefs_names (prefs, "");
  g_assert_cmpuint (restored->len, ==, names->len);
  for (guint i = 0; i < names->len; i++)
    g_assert_cmpstr (tg_prefs_get (prefs, names->pdata[i]), ==, tg_prefs_get (before, names->pdata[i]));
}

static void
exactly_what_was_meant_changes_and_comes_back (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgPrefs) before = parse (rows[i].prefs);
    g_autoptr (TgPrefs) after = parse (rows[i].prefs);
    TgSaveRequest request = request_for (&rows[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (TgThunderbirdEdit) edit = tg_thunderbird_put (after, &request, TRUE, &error);
    g_autoptr (JsonObject) diff = NULL;

    g_test_message ("%s", rows[i].title);
    g_assert_no_error (error);
    g_assert_nonnull (edit->before);
    diff = tg_thunderbird_diff (before, after, edit);
    assert_lines (diff, "before", rows[i].before);
    assert_lines (diff, "after", rows[i].after);
    assert_names (edit->accounts, rows[i].accounts);
    assert_names (edit->alike, rows[i].others);
    g_assert_true (tg_thunderbird_holds (after, diff));
    assert_restored (after, diff, rows[i].prefs);
    tg_account_unref (request.account);
  }
}

static void
what_cannot_be_told_is_refused (void)
{
  static const struct {
    const char *prefs;
    const char *existing;
    TgClientError code;
    const char *words;
  } refused[] = {
    { LIST ("account1,account2", "") TARO_OLD SERVER (2, "imap", "other.jp", "993", "3", "x") IDENTITIES (2, "id2") IDENTITY (2, TARO),
      NULL, TG_CLIENT_ERROR_UNSUPPORTED, "(old.jp, other.jp)" },
    { ONE, "server7", TG_CLIENT_ERROR_MISSING, "server7" },
    { LIST ("account1,account2", "") TARO_OLD SERVER (2, "imap", "new.jp", "143", "2", TARO), "server1", TG_CLIENT_ERROR_EXISTS, "new.jp" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (TgPrefs) prefs = parse (refused[i].prefs);
    TgSaveRequest request = request_for (&(Row){ .receive = "imaps://new.jp", .existing = refused[i].existing });
    g_autoptr (GError) error = NULL;

    g_assert_null (tg_thunderbird_put (prefs, &request, TRUE, &error));
    g_assert_error (error, TG_CLIENT_ERROR, (gint)refused[i].code);
    g_assert_nonnull (strstr (error->message, refused[i].words));
    tg_account_unref (request.account);
  }
}

static void
an_account_of_the_other_protocol_is_another_account (void)
{
  static const char *const chosen[] = { NULL, "server1" };

  for (gsize i = 0; i < G_N_ELEMENTS (chosen); i++) {
    g_autoptr (TgPrefs) prefs = parse (LIST ("account1", "") TARO_POP);
    TgSaveRequest request = request_for (&(Row){ .receive = "imaps://new.jp", .existing = chosen[i] });
    g_autoptr (TgThunderbirdEdit) edit = tg_thunderbird_put (prefs, &request, TRUE, NULL);

    g_assert_null (edit->before);
    g_assert_cmpstr (edit->keys->server, ==, "server2");
    g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.server.server1.hostname"), ==, "old.jp");
    g_assert_cmpuint (edit->notes->len, ==, 1);
    g_assert_nonnull (strstr (edit->notes->pdata[0], "POP3"));
    tg_account_unref (request.account);
  }
}

static TgFoundAccount *
found_account (TgProgram program, const char *where, const char *key)
{
  g_autoptr (TgServer) receive = tg_server_parse ("imaps://old.jp", NULL);
  TgFoundAccount *found = g_new0 (TgFoundAccount, 1);

  found->program = program;
  found->where = g_strdup (where);
  found->key = g_strdup (key);
  found->account = tg_account_new (TARO, NULL, TARO, TARO, receive, NULL);
  return found;
}

static void
likes_are_looked_for_in_the_same_place (void)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_found_account_free);
  g_autoptr (TgServer) new = tg_server_parse ("imaps://new.jp", NULL);
  g_autoptr (TgAccount) after = tg_account_new (TARO, NULL, NULL, NULL, new, NULL);
  g_autoptr (TgAccount) no_other = tg_account_new (TARO, NULL, NULL, NULL, NULL, NULL);
  g_autoptr (GPtrArray) alike = NULL, none = NULL, same = NULL;

  g_ptr_array_add (accounts, found_account (TG_PROGRAM_THUNDERBIRD, "/a", "server1"));
  g_ptr_array_add (accounts, found_account (TG_PROGRAM_THUNDERBIRD, "/a", "server2"));
  g_ptr_array_add (accounts, found_account (TG_PROGRAM_THUNDERBIRD, "/b", "server3"));
  g_ptr_array_add (accounts, found_account (TG_PROGRAM_EVOLUTION, "/a", "server4"));
  alike = tg_found_accounts_alike (accounts, accounts->pdata[0], after);
  g_assert_cmpuint (alike->len, ==, 1);
  g_assert_true (alike->pdata[0] == accounts->pdata[1]);
  same = tg_found_accounts_alike (accounts, accounts->pdata[0], ((TgFoundAccount *)accounts->pdata[0])->account);
  none = tg_found_accounts_alike (accounts, accounts->pdata[0], no_other);
  g_assert_cmpuint (same->len + none->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/repair/exactly what was meant changes, and comes back", exactly_what_was_meant_changes_and_comes_back);
  g_test_add_func ("/clients/repair/what cannot be told is refused", what_cannot_be_told_is_refused);
  g_test_add_func ("/clients/repair/an account of the other protocol is another account",
                   an_account_of_the_other_protocol_is_another_account);
  g_test_add_func ("/clients/repair/likes are looked for in the same place", likes_are_looked_for_in_the_same_place);
  return g_test_run ();
}
