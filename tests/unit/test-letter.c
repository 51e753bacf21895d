/* test-letter.c: where in a letter its values stand, what is hidden in it, and what somebody may have made to harm.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <string.h>

#include "diagnose/letter/letter-findings.h"
#include "find/letter/text/text.h"

static TgLetter *
read_text (const char *text)
{
  return tg_letter_read (text, strlen (text));
}

static const TgLetterAccount *
account_of (const TgLetter *letter, guint i)
{
  g_assert_cmpuint (letter->accounts->len, >, i);
  return letter->accounts->pdata[i];
}

static void
assert_url (GPtrArray *servers, guint i, const char *url)
{
  g_autofree char *read = NULL;

  g_assert_cmpuint (servers->len, >, i);
  read = tg_server_to_url (((TgLetterServer *)servers->pdata[i])->server);
  g_assert_cmpstr (read, ==, url);
}

/* The characters of the text that @field's first mark is about. (transfer full) */
static char *
marked (const TgLetter *letter, const char *field)
{
  for (guint i = 0; i < letter->marks->len; i++) {
    const TgLetterMark *mark = &g_array_index (letter->marks, TgLetterMark, i);

    if (strcmp (mark->field, field) == 0)
      return g_utf8_substring (letter->text, mark->start, mark->end);
  }
  return NULL;
}

static void
assert_marked (const TgLetter *letter, const char *field, const char *expected)
{
  g_autofree char *text = marked (letter, field);

  g_assert_cmpstr (text, ==, expected);
}

/* Marks count the characters of the text as it was given, however much is changed to read it. */
static void
test_marks (void)
{
  g_autoptr (TgLetter) letter = read_text ("メール\u200bアドレス：ｓａｔｏ＠ｅｘａｍｐｌｅ．ｊｐ\r\nﾊﾟｽﾜｰﾄﾞ：Kx7mPq2w\r\n"
                                           "受信ｻｰﾊﾞ（IMAP）：imap．example．jp（９９３）\r\n送信サーバー：smtp.example.jp:465\r\n");

  g_assert_cmpstr (account_of (letter, 0)->address, ==, "sato@example.jp");
  assert_marked (letter, "address", "ｓａｔｏ＠ｅｘａｍｐｌｅ．ｊｐ");
  assert_marked (letter, "password", "Kx7mPq2w");
  assert_marked (letter, "receive_host", "imap．example．jp");
  assert_marked (letter, "receive_port", "９９３");
  assert_marked (letter, "send_host", "smtp.example.jp");
  assert_marked (letter, "send_port", "465");
  assert_url (account_of (letter, 0)->receive, 0, "imaps://imap.example.jp:993");
}

static const char sample[] = "ご契約者様へ、メールの設定をお知らせします。\nメールアドレス：tanaka@example.jp\nパスワード：Kx7mPq2w\n"
                             "受信サーバー（POP）：pop.example.jp　ポート：995（SSL）\n送信サーバー：smtp.example.jp　ポート：465（SSL）\n";

static void
assert_sample (const char *bytes, gsize length)
{
  g_autoptr (TgLetter) letter = tg_letter_read (bytes, length);
  const TgLetterAccount *account = account_of (letter, 0);

  g_assert_cmpstr (account->address, ==, "tanaka@example.jp");
  g_assert_cmpstr (tg_secret_peek (account->password, NULL), ==, "Kx7mPq2w");
  assert_url (account->receive, 0, "pop3s://pop.example.jp:995");
  assert_url (account->send, 0, "smtps://smtp.example.jp:465");
}

static void
test_character_sets (void)
{
  static const char *const charsets[] = { "UTF-8", "CP932", "EUC-JP", "ISO-2022-JP", "UTF-16" };

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++) {
    gsize length;
    g_autofree char *bytes = g_convert (sample, -1, charsets[i], "UTF-8", NULL, &length, NULL);

    g_assert_nonnull (bytes);
    assert_sample (bytes, length);
  }
}

/* The same in a mail whose header tells a character set that it is not in. */
static void
test_wrong_charset (void)
{
  g_autofree char *body = g_convert (sample, -1, "CP932", "UTF-8", NULL, NULL, NULL);
  g_autofree char *mail =
      g_strconcat ("From: a@example.jp\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n", body, NULL);

  assert_sample (mail, strlen (mail));
}

static void
test_hidden_characters (void)
{
  g_autoptr (TgLetter) letter =
      read_text ("受信サーバー（IMAP）：\u202eimap\u2066.exam\u00adple.jp\u2069 ポート993\nメールアドレス：a\u200bb@example.jp\n");
  const TgLetterAccount *account = account_of (letter, 0);

  g_assert_cmpstr (account->address, ==, "ab@example.jp");
  assert_url (account->receive, 0, "imaps://imap.example.jp:993");
  for (guint i = 0; i < account->receive->len; i++)
    g_assert_true (g_str_is_ascii (((TgLetterServer *)account->receive->pdata[i])->server->ascii_host));
}

/* As some systems copy it: marks apart from their letters. */
static void
test_marks_apart (void)
{
  g_autofree char *apart =
      g_utf8_normalize ("Serveur de réception (IMAP) : imap.example.org\nVerschlüsselung: SSL/TLS\nパスワード：Kx7mPq2w\n"
                        "メールアドレス：a@example.org\n",
                        -1, G_NORMALIZE_NFD);
  g_autoptr (TgLetter) letter = read_text (apart);
  const TgLetterAccount *account = account_of (letter, 0);

  g_assert_cmpstr (account->address, ==, "a@example.org");
  g_assert_nonnull (account->password);
  assert_url (account->receive, 0, "imaps://imap.example.org:993");
  g_assert_cmpuint (((TgLetterServer *)account->receive->pdata[0])->inferred, ==, TG_INFERRED_PORT);
  assert_marked (letter, "address", "a@example.org");
}

/* Ten thousand of everything end in a few, in the time that the length takes. */
static void
test_many (void)
{
  g_autoptr (GString) servers = g_string_new (NULL);
  g_autoptr (GString) accounts = g_string_new (NULL);
  g_autoptr (TgLetter) many_servers = NULL;
  g_autoptr (TgLetter) many_accounts = NULL;

  for (guint i = 0; i < 10000; i++) {
    g_string_append_printf (servers, "受信サーバー：imap%u.example.jp　ポート：%u　SSL\n", i, i + 1);
    g_string_append_printf (accounts, "メールアドレス：u%u@example.jp　パスワード：Kx%u\n", i, i);
  }
  many_servers = read_text (servers->str);
  many_accounts = read_text (accounts->str);
  g_assert_cmpuint (many_servers->accounts->len, <=, 1);
  g_assert_cmpuint (account_of (many_servers, 0)->receive->len, <=, 12);
  g_assert_cmpuint (many_accounts->accounts->len, <=, 50);
  g_assert_cmpuint (many_accounts->marks->len, <=, 4000);
}

static void
test_nothing (void)
{
  static const char *const texts[] = { "",    "\n\n",  "こんにちは。お元気ですか。", "Dear all,\n\nlunch is at 12:30.\n", "\xff\xfe",
                                       "995", "======" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (TgLetter) letter = read_text (texts[i]);
    g_autoptr (GPtrArray) findings = tg_letter_findings (letter);

    g_assert_cmpuint (letter->accounts->len, ==, 0);
    g_assert_cmpuint (findings->len, ==, 0);
  }
}

/* What iCloud calls SSL at port 587 is STARTTLS; of anybody else, it is a contradiction. */
static void
test_providers_word (void)
{
  g_autoptr (TgLetter) known = read_text ("User name: taro\nOutgoing server: smtp.mail.me.com\nPort: 587\nSSL: yes\n");
  g_autoptr (TgLetter) other = read_text ("User name: taro\nOutgoing server: smtp.example.jp\nPort: 587\nSSL: yes\n");
  const TgLetterServer *send = account_of (known, 0)->send->pdata[0];

  g_assert_cmpint (send->server->security, ==, TG_SECURITY_STARTTLS);
  g_assert_false (send->contradicts);
  send = account_of (other, 0)->send->pdata[0];
  g_assert_cmpint (send->server->security, ==, TG_SECURITY_TLS);
  g_assert_true (send->contradicts);
}

/* A server from a letter is nobody's word yet (safety rule 4). */
static void
test_nobody_vouches (void)
{
  g_autoptr (TgLetter) letter = read_text (sample);
  g_autoptr (TgAccount) account = tg_letter_account (account_of (letter, 0));

  g_assert_cmpint (account->receive->origin, ==, TG_ORIGIN_LETTER);
  g_assert_false (tg_server_is_approved (account->receive));
  g_assert_false (tg_server_is_approved (account->send));
}

/* Both readings of swapped ports: the letter's, and the other as a remedy. */
static void
test_both_readings (void)
{
  g_autoptr (TgLetter) letter = read_text (
      "受信サーバー（POP）：pop.example.jp　ポート：587\n送信サーバー：smtp.example.jp　ポート：995\nメールアドレス：a@example.jp\n");
  g_autoptr (GPtrArray) findings = tg_letter_findings (letter);
  const TgFinding *finding = tg_findings_find (findings, "ports-swapped");
  const TgRemedy *remedy;
  g_autofree char *receive = NULL;
  g_autofree char *send = NULL;

  g_assert_nonnull (finding);
  assert_url (account_of (letter, 0)->receive, 0, "pop3+starttls://pop.example.jp:587");
  remedy = finding->remedies->pdata[0];
  g_assert_cmpint (remedy->tried, ==, TG_TRIED_NOT);
  receive = tg_server_to_url (remedy->change->receive);
  send = tg_server_to_url (remedy->change->send);
  g_assert_cmpstr (receive, ==, "pop3s://pop.example.jp:995");
  g_assert_cmpstr (send, ==, "smtp+starttls://smtp.example.jp:587");
}

/* Only a line that reaches the margin goes on in the next one: a table's cells, each in a line of its own, are not read on from the first
 * long one. */
static void
test_broken_lines (void)
{
  static const struct {
    const char *text;
    guint lines;
  } rows[] = {
    { "Please enter this name as the server of your mailbox\nand nothing else", 1 },
    { "Please enter this name as the server of your mailbox\nand the port below it, whichever program you may use\nat home", 1 },
    { "Please enter this name as the server of your mailbox\nServer\nPort number\nUser name", 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    TgLetterText *text = tg_letter_text_new (rows[i].text, strlen (rows[i].text));

    g_assert_cmpuint (text->lines->len, ==, rows[i].lines);
    tg_letter_text_free (text);
  }
}

/* In a bracket behind a server's name, the words for encryption stand before their ports or behind them, and one bracket does it one way. */
static void
test_ports_in_brackets (void)
{
  static const struct {
    const char *bracket, *other;
  } rows[] = {
    { "（SSLありポート995、SSLなしポート110）", "pop3://pop.example.jp:110" },
    { "（SSLあり：995、SSLなし：110）", "pop3://pop.example.jp:110" },
    { "（SSL使用時ポート995、SSL未使用時ポート110）", "pop3://pop.example.jp:110" },
    { "（暗号化なし 110、SSL 995）", "pop3://pop.example.jp:110" },
    { "（通常：110、SSL：995）", "pop3://pop.example.jp:110" },
    { "（STARTTLS:110 SSL/TLS:995）", "pop3+starttls://pop.example.jp:110" },
    { " (SSL port 995, without SSL port 110)", "pop3://pop.example.jp:110" },
    { " (with SSL: port 995, without SSL: port 110)", "pop3://pop.example.jp:110" },
    { " (SSL: 995, no SSL: 110)", "pop3://pop.example.jp:110" },
    { " (port 995 with SSL, port 110 without SSL)", "pop3://pop.example.jp:110" },
    { " (995 with SSL, 110 without)", "pop3://pop.example.jp:110" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf ("POPサーバー：pop.example.jp%s\nSMTPサーバー：smtp.example.jp:465\n", rows[i].bracket);
    g_autoptr (TgLetter) letter = read_text (text);
    g_autoptr (GPtrArray) findings = tg_letter_findings (letter);

    g_test_message ("%s", rows[i].bracket);
    g_assert_cmpuint (account_of (letter, 0)->receive->len, ==, 2);
    assert_url (account_of (letter, 0)->receive, 0, "pop3s://pop.example.jp:995");
    assert_url (account_of (letter, 0)->receive, 1, rows[i].other);
    g_assert_cmpuint (findings->len, ==, 0);
  }
}

/* The port that hosters open beside 587 is for the same encryption, where the letter does not say it. */
static void
test_port_2525 (void)
{
  g_autoptr (TgLetter) unsaid = read_text ("IMAP server: imap.example.jp, port 993\nSMTP server: smtp.example.jp, port 2525\n");
  g_autoptr (TgLetter) said = read_text ("IMAP server: imap.example.jp, port 993, SSL\nSMTP server: smtp.example.jp, port 2525, SSL\n");
  g_autoptr (GPtrArray) findings = tg_letter_findings (said);

  assert_url (account_of (unsaid, 0)->send, 0, "smtp+starttls://smtp.example.jp:2525");
  assert_url (account_of (said, 0)->send, 0, "smtps://smtp.example.jp:2525");
  g_assert_cmpuint (findings->len, ==, 0);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/letter/the provider's word", test_providers_word);
  g_test_add_func ("/letter/marks are places in the text as given", test_marks);
  g_test_add_func ("/letter/the same in every character set", test_character_sets);
  g_test_add_func ("/letter/a header that tells the wrong character set", test_wrong_charset);
  g_test_add_func ("/letter/hidden characters", test_hidden_characters);
  g_test_add_func ("/letter/marks apart from their letters", test_marks_apart);
  g_test_add_func ("/letter/ten thousand servers", test_many);
  g_test_add_func ("/letter/texts that are no letters", test_nothing);
  g_test_add_func ("/letter/nobody vouches for its servers", test_nobody_vouches);
  g_test_add_func ("/letter/both readings", test_both_readings);
  g_test_add_func ("/letter/lines of a sentence, and others", test_broken_lines);
  g_test_add_func ("/letter/ports in brackets", test_ports_in_brackets);
  g_test_add_func ("/letter/port 2525", test_port_2525);
  return g_test_run ();
}
