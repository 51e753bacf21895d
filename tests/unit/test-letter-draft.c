/* test-letter-draft.c: what a person makes of a letter's marks, and that a password is shown to nobody.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <string.h>

#include "diagnose/letter/letter-findings.h"
#include "find/letter/draft/draft.h"
#include "find/letter/draft/kind.h"

static const char plain[] =
    "メールアドレス：taro@example.jp\nメールパスワード：Kx7mPq2w\n受信サーバー（IMAP）：imap.example.jp\n受信ポート：993\n"
    "送信サーバー：smtp.example.jp\n送信ポート：465\n控え：Kx7mPq2w／旧サーバー old.example.jp:110\n";

static TgDraft *
draft_of (const char *text)
{
  return tg_draft_new (tg_letter_read (text, strlen (text)));
}

/* The place of @part in the letter, in characters. */
static guint
place_of (TgDraft *draft, const char *part)
{
  const char *text = tg_draft_letter (draft)->text;
  const char *at = strstr (text, part);

  g_assert_nonnull (at);
  return (guint)g_utf8_pointer_to_offset (text, at);
}

static guint
mark_of (TgDraft *draft, const char *part)
{
  guint mark = tg_draft_mark_at (draft, place_of (draft, part));

  g_assert_cmpuint (mark, !=, TG_DRAFT_NO_MARK);
  return mark;
}

static guint
add (TgDraft *draft, const char *part, guint fields)
{
  guint start = place_of (draft, part);

  return tg_draft_add (draft, start, start + (guint)g_utf8_strlen (part, -1), fields);
}

static void
assert_value (TgDraft *draft, TgDraftField field, TgDraftHow how, const char *text)
{
  g_assert_cmpstr (tg_draft_value (draft, field)->text, ==, text);
  g_assert_cmpint (tg_draft_value (draft, field)->how, ==, how);
}

static void
assert_servers (TgDraft *draft, const char *receive, const char *send)
{
  g_autoptr (TgAccount) account = tg_draft_account (draft);
  g_autofree char *receive_url = account->receive != NULL ? tg_server_to_url (account->receive) : NULL;
  g_autofree char *send_url = account->send != NULL ? tg_server_to_url (account->send) : NULL;

  g_assert_cmpstr (receive_url, ==, receive);
  g_assert_cmpstr (send_url, ==, send);
}

static void
test_as_read (void)
{
  g_autoptr (TgDraft) draft = draft_of (plain);
  g_autoptr (TgAccount) account = tg_draft_account (draft);

  assert_value (draft, TG_DRAFT_ADDRESS, TG_DRAFT_FROM_LETTER, "taro@example.jp");
  assert_value (draft, TG_DRAFT_PROTOCOL, TG_DRAFT_FROM_LETTER, "IMAP");
  assert_value (draft, TG_DRAFT_RECEIVE_PORT, TG_DRAFT_FROM_LETTER, "993");
  assert_value (draft, TG_DRAFT_RECEIVE_SECURITY, TG_DRAFT_USUAL, "SSL/TLS");
  assert_value (draft, TG_DRAFT_USER, TG_DRAFT_MISSING, NULL);
  g_assert_cmpuint (tg_draft_value (draft, TG_DRAFT_RECEIVE_HOST)->mark, ==, mark_of (draft, "imap.example.jp"));
  g_assert_cmpuint (tg_draft_value (draft, TG_DRAFT_SEND_PORT)->mark, ==, mark_of (draft, "465"));
  g_assert_cmpint (account->receive->origin, ==, TG_ORIGIN_LETTER);
  g_assert_cmpint (account->send->confirmed, ==, TG_CONFIRMED_BY_NOBODY);
  g_assert_cmpstr (tg_secret_peek (tg_draft_password (draft, TG_SIDE_RECEIVE), NULL), ==, "Kx7mPq2w");
  g_assert_null (tg_draft_password (draft, TG_SIDE_SEND));
}

static void
test_shown (void)
{
  g_autoptr (TgDraft) draft = draft_of (plain);
  g_autofree char *shown = tg_draft_shown (draft);

  g_assert_null (strstr (shown, "Kx7mPq2w"));
  g_assert_cmpint (g_utf8_strlen (shown, -1), ==, g_utf8_strlen (tg_draft_letter (draft)->text, -1));
  g_assert_nonnull (strstr (shown, "メールパスワード：••••••••\n"));
  /* The other place, which nobody had recognised. */
  g_assert_nonnull (strstr (shown, "控え：••••••••／"));
  /* Not needed, it is a password still; as a user name, it is shown. */
  tg_draft_move (draft, mark_of (draft, "Kx7mPq2w"), 0);
  g_free (shown);
  shown = tg_draft_shown (draft);
  g_assert_null (strstr (shown, "Kx7mPq2w"));
  g_assert_null (tg_draft_password (draft, TG_SIDE_RECEIVE));
  tg_draft_move (draft, mark_of (draft, "Kx7mPq2w"), TG_DRAFT_BIT (TG_DRAFT_USER));
  g_free (shown);
  shown = tg_draft_shown (draft);
  g_assert_nonnull (strstr (shown, "メールパスワード：Kx7mPq2w\n"));
  assert_value (draft, TG_DRAFT_USER, TG_DRAFT_FROM_LETTER, "Kx7mPq2w");
}

/* Whatever cannot be seen, and lines without an end. */
static void
test_shown_hostile (void)
{
  g_autoptr (GString) text = g_string_new ("受信サーバー：imap.example.jp\xe2\x80\xae\x01\n");
  g_autoptr (TgDraft) draft = NULL;
  g_autofree char *shown = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "あ");
  draft = draft_of (text->str);
  shown = tg_draft_shown (draft);
  g_assert_null (strstr (shown, "\xe2\x80\xae"));
  g_assert_null (strchr (shown, 1));
  g_assert_cmpint (g_utf8_strlen (shown, -1), ==, g_utf8_strlen (tg_draft_letter (draft)->text, -1));
  lines = g_strsplit (shown, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 2000);
}

static void
test_moved (void)
{
  g_autoptr (TgDraft) draft = draft_of (plain);

  /* The receiving server was the sending one all along. */
  tg_draft_move (draft, mark_of (draft, "imap.example.jp"), TG_DRAFT_BIT (TG_DRAFT_SEND_HOST));
  assert_value (draft, TG_DRAFT_RECEIVE_HOST, TG_DRAFT_MISSING, NULL);
  assert_servers (draft, NULL, "smtps://imap.example.jp:465");
  tg_draft_move (draft, mark_of (draft, "smtp.example.jp"), TG_DRAFT_BIT (TG_DRAFT_RECEIVE_HOST));
  assert_servers (draft, "imaps://smtp.example.jp:993", "smtps://imap.example.jp:465");
  /* One name for both. */
  tg_draft_move (draft, mark_of (draft, "smtp.example.jp"), TG_DRAFT_BIT (TG_DRAFT_RECEIVE_HOST) | TG_DRAFT_BIT (TG_DRAFT_SEND_HOST));
  assert_servers (draft, "imaps://smtp.example.jp:993", "smtps://smtp.example.jp:465");
  /* Without its port, what is usual; and what was inferred by the port goes along. */
  tg_draft_move (draft, mark_of (draft, "465"), 0);
  assert_value (draft, TG_DRAFT_SEND_PORT, TG_DRAFT_USUAL, "465");
}

static void
test_added (void)
{
  g_autoptr (TgDraft) draft = draft_of (plain);
  guint mark;

  mark = add (draft, "old.example.jp", TG_DRAFT_BIT (TG_DRAFT_RECEIVE_HOST));
  assert_value (draft, TG_DRAFT_RECEIVE_HOST, TG_DRAFT_FROM_LETTER, "old.example.jp");
  g_assert_true (tg_draft_mark_is_used (draft, mark));
  g_assert_false (tg_draft_mark_is_used (draft, mark_of (draft, "imap.example.jp")));
  add (draft, "110", TG_DRAFT_BIT (TG_DRAFT_RECEIVE_PORT));
  assert_servers (draft, "imap+starttls://old.example.jp:110", "smtps://smtp.example.jp:465");
  /* More than was recognised: the old mark goes. */
  mark = tg_draft_n_marks (draft);
  add (draft, "tp.example.jp", TG_DRAFT_BIT (TG_DRAFT_SEND_HOST));
  g_assert_cmpuint (tg_draft_n_marks (draft), ==, mark);
  assert_servers (draft, "imap+starttls://old.example.jp:110", "smtps://tp.example.jp:465");
}

/* The sentences are those for what is typed. */
static void
test_faults (void)
{
  static const struct {
    const char *part;
    TgDraftField field;
    const char *fault;
  } rows[] = {
    { "受信ポート", TG_DRAFT_ADDRESS, "A mail address has an @ with a name before it and a domain after it, as in taro@example.jp." },
    { "imap.example.jp\n", TG_DRAFT_RECEIVE_PORT, "A port is a number from 1 to 65535." },
    { "パスワード：Kx7mPq2w\n受信", TG_DRAFT_RECEIVE_HOST, NULL },
    { "控え", TG_DRAFT_RECEIVE_SECURITY, "These words name no kind of encryption." },
    { "控え", TG_DRAFT_PROTOCOL, "These words name neither IMAP nor POP." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgDraft) draft = draft_of (plain);
    const TgDraftValue *value;

    add (draft, rows[i].part, TG_DRAFT_BIT (rows[i].field));
    value = tg_draft_value (draft, rows[i].field);
    g_assert_nonnull (value->fault);
    if (rows[i].fault != NULL)
      g_assert_cmpstr (value->fault, ==, rows[i].fault);
    g_assert_null (value->text == NULL || value->how == TG_DRAFT_USUAL ? NULL : value->text);
  }
}

static void
test_words (void)
{
  static const struct {
    const char *words;
    TgDraftField field;
    const char *text;
  } rows[] = {
    { "SSL/TLS", TG_DRAFT_SEND_SECURITY, "SSL/TLS" },
    { "ＳＴＡＲＴＴＬＳ", TG_DRAFT_SEND_SECURITY, "STARTTLS" },
    { "STARTTLS", TG_DRAFT_RECEIVE_SECURITY, "STARTTLS" },
    { "なし", TG_DRAFT_RECEIVE_SECURITY, "None" },
    { "POP3", TG_DRAFT_PROTOCOL, "POP3" },
    { "IMAP4", TG_DRAFT_PROTOCOL, "IMAP" },
    { "９９５", TG_DRAFT_RECEIVE_PORT, "995" },
    { "ｐｏｐ．ｅｘａｍｐｌｅ．ｊｐ", TG_DRAFT_RECEIVE_HOST, "pop.example.jp" },
    { "IMAP.Example.jp.", TG_DRAFT_SEND_HOST, "imap.example.jp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf ("%s\n%s", plain, rows[i].words);
    g_autoptr (TgDraft) draft = draft_of (text);
    guint start = (guint)g_utf8_strlen (plain, -1) + 1;

    tg_draft_add (draft, start, start + (guint)g_utf8_strlen (rows[i].words, -1), TG_DRAFT_BIT (rows[i].field));
    g_test_message ("%s", rows[i].words);
    assert_value (draft, rows[i].field, TG_DRAFT_FROM_LETTER, rows[i].text);
  }
}

static const char swapped[] = "メールアドレス：taro@example.jp\n受信サーバー（POP）：pop.example.jp　ポート：587\n"
                              "送信サーバー：smtp.example.jp　ポート：995\n";

/* (nullable) (transfer full) */
static TgFinding *
finding_of (TgDraft *draft, const char *id)
{
  g_autoptr (TgLetter) edited = tg_draft_edited (draft);
  g_autoptr (GPtrArray) findings = tg_letter_findings (edited);
  const TgFinding *finding = tg_findings_find (findings, id);

  return finding != NULL ? tg_finding_ref (finding) : NULL;
}

static void
test_taken (void)
{
  g_autoptr (TgDraft) draft = draft_of (swapped);
  g_autoptr (TgFinding) finding = finding_of (draft, "ports-swapped");
  g_autoptr (TgFinding) gone = NULL;

  g_assert_nonnull (finding);
  tg_draft_take (draft, ((TgRemedy *)finding->remedies->pdata[0])->change);
  assert_servers (draft, "pop3s://pop.example.jp:995", "smtp+starttls://smtp.example.jp:587");
  assert_value (draft, TG_DRAFT_RECEIVE_PORT, TG_DRAFT_CHANGED, "995");
  assert_value (draft, TG_DRAFT_RECEIVE_HOST, TG_DRAFT_FROM_LETTER, "pop.example.jp");
  gone = finding_of (draft, "ports-swapped");
  g_assert_null (gone);
  g_assert_cmpint (tg_draft_before (draft)->receive->port, ==, 587);
  tg_draft_take_back (draft);
  g_assert_false (tg_draft_has_taken (draft));
  assert_value (draft, TG_DRAFT_RECEIVE_PORT, TG_DRAFT_FROM_LETTER, "587");
}

static void
test_variants (void)
{
  g_autoptr (TgDraft) draft =
      draft_of ("受信サーバー：mail.example.jp\nIMAP 143（STARTTLS）または 993（SSL）\n送信サーバー：mail.example.jp 465（SSL）\n");
  GPtrArray *servers = tg_draft_servers (draft, TG_SIDE_RECEIVE);

  g_assert_cmpuint (servers->len, ==, 2);
  assert_servers (draft, "imaps://mail.example.jp:993", "smtps://mail.example.jp:465");
  tg_draft_choose_server (draft, TG_SIDE_RECEIVE, 1);
  assert_servers (draft, "imap+starttls://mail.example.jp:143", "smtps://mail.example.jp:465");
  g_assert_cmpuint (tg_draft_value (draft, TG_DRAFT_RECEIVE_PORT)->mark, ==, mark_of (draft, "143"));
}

static void
test_accounts (void)
{
  g_autoptr (TgDraft) draft =
      draft_of ("メールアドレス：taro@example.jp\nパスワード：Kx7mPq2w\n\nメールアドレス：hanako@example.jp\n"
                "パスワード：Zt5vRs9b\n\n受信サーバー：imap.example.jp（993）\n送信サーバー：smtp.example.jp（465）\n");
  g_autofree char *shown = tg_draft_shown (draft);

  g_assert_cmpuint (tg_draft_letter (draft)->accounts->len, ==, 2);
  g_assert_null (strstr (shown, "Kx7mPq2w"));
  g_assert_null (strstr (shown, "Zt5vRs9b"));
  tg_draft_choose_account (draft, 1);
  assert_value (draft, TG_DRAFT_ADDRESS, TG_DRAFT_FROM_LETTER, "hanako@example.jp");
  g_assert_cmpstr (tg_secret_peek (tg_draft_password (draft, TG_SIDE_RECEIVE), NULL), ==, "Zt5vRs9b");
  assert_servers (draft, "imaps://imap.example.jp:993", "smtps://smtp.example.jp:465");
}

/* Nothing was recognised, and everything is told by hand. */
static void
test_by_hand (void)
{
  g_autoptr (TgDraft) draft = draft_of ("abc def ghi host9 xyz\n");

  assert_servers (draft, NULL, NULL);
  add (draft, "host9", TG_DRAFT_BIT (TG_DRAFT_RECEIVE_HOST) | TG_DRAFT_BIT (TG_DRAFT_SEND_HOST));
  add (draft, "ghi", TG_DRAFT_BIT (TG_DRAFT_USER));
  assert_servers (draft, "imaps://host9:993", "smtps://host9:465");
  assert_value (draft, TG_DRAFT_SEND_SECURITY, TG_DRAFT_USUAL, "SSL/TLS");
  assert_value (draft, TG_DRAFT_USER, TG_DRAFT_FROM_LETTER, "ghi");
}

static void
test_kinds (void)
{
#define ROW(bytes, kind)                                                                                                                   \
  {                                                                                                                                        \
    bytes, sizeof bytes - 1, kind                                                                                                          \
  }
  static const struct {
    const char *bytes;
    gsize length;
    TgLetterKind kind;
  } rows[] = {
    ROW ("", TG_LETTER_IS_TEXT),
    ROW ("BM の設定\n", TG_LETTER_IS_TEXT),
    ROW ("受信サーバー：imap.example.jp\n", TG_LETTER_IS_TEXT),
    ROW ("From: a@example.jp\r\n\r\n%PDF", TG_LETTER_IS_TEXT),
    ROW ("\xff\xfe"
         "a\0b\0",
         TG_LETTER_IS_TEXT),
    ROW ("\xff\xd8\xff\xe0\0\x10JFIF", TG_LETTER_IS_PHOTO),
    ROW ("\x89PNG\r\n\x1a\n", TG_LETTER_IS_PHOTO),
    ROW ("\0\0\0\x18"
         "ftypheic",
         TG_LETTER_IS_PHOTO),
    ROW ("RIFF\x10\0\0\0WEBPVP8 ", TG_LETTER_IS_PHOTO),
    ROW ("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", TG_LETTER_IS_PHOTO),
    ROW ("%PDF-1.7\n", TG_LETTER_IS_DOCUMENT),
    ROW ("PK\3\4\x14\0\6\0[Content_Types].xml", TG_LETTER_IS_DOCUMENT),
    ROW ("PK\3\4\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.text", TG_LETTER_IS_DOCUMENT),
    ROW ("PK\3\4\x14\0\0\0holiday.jpg", TG_LETTER_IS_OTHER),
    ROW ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", TG_LETTER_IS_DOCUMENT),
    ROW ("\x7f"
         "ELF\2\1\1\0\0",
         TG_LETTER_IS_OTHER),
  };
#undef ROW

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("row %u", i);
    g_assert_cmpint (tg_letter_kind (rows[i].bytes, rows[i].length), ==, rows[i].kind);
  }
}

/* The line's ID where the user name is expected: it is shown as what it is, and signs in nowhere. */
static void
test_lines_id (void)
{
  TgDraft *draft = draft_of ("メールアドレス：sample-b@ocn.ne.jp\nユーザーID：N123456789\n受信サーバー：pop.ocn.ne.jp　ポート995　SSL\n");
  g_autoptr (TgAccount) account = tg_draft_account (draft);

  assert_value (draft, TG_DRAFT_CONNECTION_ID, TG_DRAFT_FROM_LETTER, "N123456789");
  assert_value (draft, TG_DRAFT_USER, TG_DRAFT_MISSING, NULL);
  g_assert_null (account->user);
  tg_draft_free (draft);
}

/* One of all things that a person can do, anywhere. */
static void
do_something (TgDraft *draft, guint n_chars)
{
  guint fields = g_test_rand_bit () ? 0 : TG_DRAFT_BIT (g_test_rand_int_range (0, TG_DRAFT_N_FIELDS));
  guint start = (guint)g_test_rand_int_range (0, (gint32)n_chars), n = tg_draft_n_marks (draft);
  guint end = start + (guint)g_test_rand_int_range (1, 40);
  TgSide side = g_test_rand_bit () ? TG_SIDE_SEND : TG_SIDE_RECEIVE;
  GPtrArray *servers = tg_draft_servers (draft, side);
  g_autoptr (TgLetter) edited = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  switch (g_test_rand_int_range (0, 6)) {
  case 0:
    if (n > 0)
      tg_draft_move (draft, (guint)g_test_rand_int_range (0, (gint32)n), fields);
    break;
  case 1:
    tg_draft_add (draft, start, MIN (n_chars, end), fields);
    break;
  case 2:
    if (servers != NULL && servers->len > 0)
      tg_draft_choose_server (draft, side, (guint)g_test_rand_int_range (0, (gint32)servers->len));
    break;
  case 3:
    tg_draft_take_back (draft);
    break;
  case 4:
    if (tg_draft_letter (draft)->accounts->len > 0 && g_test_rand_int_range (0, 8) == 0)
      tg_draft_choose_account (draft, (guint)g_test_rand_int_range (0, (gint32)tg_draft_letter (draft)->accounts->len));
    break;
  default:
    edited = tg_draft_edited (draft);
    findings = tg_letter_findings (edited);
    for (guint i = 0; i < findings->len; i++) {
      const TgFinding *finding = findings->pdata[i];
      const TgRemedy *remedy = finding->remedies->len > 0 ? finding->remedies->pdata[0] : NULL;

      if (remedy != NULL && remedy->change != NULL)
        tg_draft_take (draft, remedy->change);
    }
  }
}

/* Whatever is done: marks stay apart and in order, each value has its place, and the text its length. */
static void
assert_sound (TgDraft *draft, guint n_chars)
{
  g_autofree char *shown = tg_draft_shown (draft);
  g_autoptr (TgAccount) account = tg_draft_account (draft);
  guint end = 0;

  g_assert_cmpuint ((guint)g_utf8_strlen (shown, -1), ==, n_chars);
  for (guint i = 0; i < tg_draft_n_marks (draft); i++) {
    g_assert_cmpuint (tg_draft_mark (draft, i)->start, >=, end);
    end = tg_draft_mark (draft, i)->end;
    g_assert_cmpuint (end, <=, n_chars);
  }
  for (TgDraftField field = 0; field < TG_DRAFT_N_FIELDS; field++) {
    const TgDraftValue *value = tg_draft_value (draft, field);

    g_assert_true (value->mark == TG_DRAFT_NO_MARK || value->mark < tg_draft_n_marks (draft));
    g_assert_true (value->secret == NULL || strstr (shown, tg_secret_peek (value->secret, NULL)) == NULL ||
                   tg_secret_length (value->secret) < 12);
    if (value->fault != NULL)
      g_assert_true (value->text == NULL || value->how == TG_DRAFT_USUAL);
  }
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    if (tg_account_server (account, side) != NULL)
      g_assert_cmpint (tg_account_server (account, side)->confirmed, ==, TG_CONFIRMED_BY_NOBODY);
}

static void
test_anything (void)
{
  g_autoptr (GDir) folder = g_dir_open (TG_LETTERS, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (TG_LETTERS, name, NULL);
    g_autofree char *bytes = NULL;
    g_autoptr (TgDraft) draft = NULL;
    gsize length;
    guint n_chars;

    if (g_str_has_suffix (name, ".json") || !g_file_get_contents (path, &bytes, &length, NULL))
      continue;
    g_test_message ("%s", name);
    draft = tg_draft_new (tg_letter_read (bytes, length));
    n_chars = (guint)g_utf8_strlen (tg_draft_letter (draft)->text, -1);
    for (guint i = 0; i < 40 && n_chars > 0; i++) {
      assert_sound (draft, n_chars);
      do_something (draft, n_chars);
    }
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/letter-draft/as-read", test_as_read);
  g_test_add_func ("/letter-draft/shown", test_shown);
  g_test_add_func ("/letter-draft/shown-hostile", test_shown_hostile);
  g_test_add_func ("/letter-draft/moved", test_moved);
  g_test_add_func ("/letter-draft/added", test_added);
  g_test_add_func ("/letter-draft/faults", test_faults);
  g_test_add_func ("/letter-draft/words", test_words);
  g_test_add_func ("/letter-draft/taken", test_taken);
  g_test_add_func ("/letter-draft/variants", test_variants);
  g_test_add_func ("/letter-draft/accounts", test_accounts);
  g_test_add_func ("/letter-draft/by-hand", test_by_hand);
  g_test_add_func ("/letter-draft/line's ID", test_lines_id);
  g_test_add_func ("/letter-draft/kinds", test_kinds);
  g_test_add_func ("/letter-draft/anything", test_anything);
  return g_test_run ();
}
