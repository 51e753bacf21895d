/* test-message.c: real warnings, error numbers and returned mail, and what is recognised in them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-message-rows.h"

#include <string.h>

#include "diagnose/catalogue.h"
#include "diagnose/words/compile/knowledge-builder.h"
#include "diagnose/words/message-text.h"
#include "diagnose/words/message.h"
#include "model/text/text.h"

static char *
ids_of (const TgMessage *message)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < message->findings->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", ((const TgFinding *)message->findings->pdata[i])->id);
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

/* What is shown as recognised stands in the text, and says something. */
static guint
count_strangers (const TgMessage *message, const char *text)
{
  g_autofree char *plain = tg_message_text (text, -1, TG_MESSAGE_MAX);
  g_autofree char *visible = tg_text_visible (plain, -1, TG_MESSAGE_MAX);
  guint n = 0;

  for (guint i = 0; i < message->recognised->len; i++) {
    const TgRecognised *piece = message->recognised->pdata[i];
    gsize length = strlen (piece->text) - (g_str_has_suffix (piece->text, "…") ? strlen ("…") : 0);
    g_autofree char *part = g_strndup (piece->text, length);

    if (*part == '\0' || strstr (visible, part) == NULL) {
      g_test_message ("“%s” is recognised as “%s”", text, piece->text);
      n++;
    }
  }
  return n;
}

static void
test_rows (const Row *rows, guint n)
{
  guint wrong = 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (TgMessage) message = tg_message_read (rows[i].text, -1);
    g_autofree char *ids = ids_of (message);

    if (strcmp (ids, rows[i].findings) != 0) {
      g_test_message ("%s: %s", rows[i].source, rows[i].text);
      g_test_message ("  gave “%s”, not “%s”", ids, rows[i].findings);
      wrong++;
    }
    wrong += count_strangers (message, rows[i].text);
    g_assert_true ((message->findings->len == 0) == (message->recognised->len == 0));
    for (guint k = 0; k < message->findings->len; k++) {
      const TgFinding *finding = message->findings->pdata[k];

      g_assert_null (strchr (finding->cause, '{'));
      g_assert_cmpuint (strlen (finding->cause), >, 20);
      g_assert_cmpuint (finding->evidence->len, >, 0);
      if (finding->remedies->len == 0)
        g_test_message ("%s has no remedy", finding->id);
      wrong += finding->remedies->len == 0;
      /* Nothing has been tested here. */
      g_assert_null (strstr (finding->cause, "not sent"));
      g_assert_null (strstr (finding->cause, "this computer"));
    }
  }
  g_test_message ("%u messages", n);
  g_assert_cmpuint (wrong, ==, 0);
}

static void
test_programs (void)
{
  test_rows (rows_of_programs, n_rows_of_programs);
}

static void
test_bounces (void)
{
  test_rows (rows_of_bounces, n_rows_of_bounces);
}

/* Returned mails that say why in plain sentences, and what of them decides. */
static void
test_plain_sentences (void)
{
  static const struct {
    const char *sentence, *recognised, *id;
  } rows[] = {
    { "delivery was delayed", "delivery was delayed", "send-delayed" },
    { "delivery delayed", "delivery delayed", "send-delayed" },
    { "it will be retried", "will be retried", "send-delayed" },
    { "再送を続けます", "再送を続け", "send-delayed" },
    { "you were grey-listed", "grey-listed", "send-greylisted" },
    { "relaying to there denied", "relaying to there denied", "send-relay-denied" },
    { "not permitted to relay", "not permitted to relay", "send-relay-denied" },
    { "the sender was refused", "sender was refused", "send-sender-rejected" },
    { "差出人のアドレスが拒否されました", "差出人のアドレスが拒否", "send-sender-rejected" },
    { "the daily mail limit", "daily mail limit", "send-rate-limit" },
    { "too many recipients", "too many recipients", "send-rate-limit" },
    { "unauthenticated email", "unauthenticated email", "send-not-authenticated" },
    { "the mailbox of taro is full", "mailbox of taro is full", "send-recipient-full" },
    { "out of storage", "out of storage", "send-recipient-full" },
    { "容量を超えています", "容量を", "send-recipient-full" },
    { "the message is too large", "message is too large", "send-size" },
    { "添付のサイズ", "添付のサイズ", "send-size" },
    { "it stands on a blacklist", "blacklist", "send-blocked-address" },
    { "listed at a place", "listed at", "send-blocked-address" },
    { "the content rejected", "content rejected", "send-content-rejected" },
    { "policy violation", "policy violation", "send-content-rejected" },
    { "no such mailbox", "no such mailbox", "send-recipient-rejected" },
    { "the host was not found", "host was not found", "send-recipient-rejected" },
    { "宛先が見つかりません", "宛先が見つか", "send-recipient-rejected" },
    { "the connection timed out", "connection timed out", "send-recipient-unreachable" },
    { "no route to host", "no route to host", "send-recipient-unreachable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf ("failure notice:\n%s.\n", rows[i].sentence);
    g_autoptr (TgMessage) message = tg_message_read (text, -1);
    const TgRecognised *piece;

    g_test_message ("%s", rows[i].sentence);
    g_assert_cmpuint (message->recognised->len, >, 0);
    piece = message->recognised->pdata[0];
    g_assert_cmpstr (piece->text, ==, rows[i].recognised);
    g_assert_cmpstr (piece->id, ==, rows[i].id);
    g_assert_cmpuint (count_strangers (message, text), ==, 0);
  }
}

static void
test_charsets (void)
{
  static const char text[] = "次のあて先へのメッセージはエラーのため送信できませんでした。\n送信先メールアドレスが見つかりませんでした。\n";
  static const char *const charsets[] = { "UTF-8", "ISO-2022-JP", "CP932", "EUC-JP", "UTF-16" };

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++) {
    gsize length;
    g_autofree char *bytes = g_convert (text, -1, charsets[i], "UTF-8", NULL, &length, NULL);
    g_autoptr (TgMessage) message = tg_message_read (bytes, (gssize)length);
    g_autofree char *ids = ids_of (message);

    g_test_message ("%s", charsets[i]);
    g_assert_cmpstr (ids, ==, "send-recipient-rejected");
  }
}

/* A provider's letter is pasted instead of a message; the one about the connection looks like the
 * one about mail. */
static void
test_letters (void)
{
  static const struct {
    const char *text, *ids;
  } letters[] = {
    { "ＯＣＮ光 開通のご案内\nお客さま番号 N123456789\n認証ID abc12345@bizf.ocn.ne.jp\n認証パスワード "
      "********\nルーターに設定してください。",
      "letter-not-mail" },
    { "会員ページのご案内\nマイページにログインするための会員ID: ABC123\nご契約番号: 0012345678", "letter-not-mail" },
    { "Your new broadband line\nConnection user name: abc123@isp.example\nEnter it in your router. Activation date: 1 December.",
      "letter-not-mail" },
    { "Wi-Fiの接続\nSSID: home-a1b2\n暗号化キー: ****\nONUとルーターをつなぎます。", "letter-not-mail" },
    { "開通のご案内\n認証ID abc12345@ocn.ne.jp\nルーター用\n\nメールアドレス taro@example.ocn.ne.jp\nメールパスワード ****", "" },
    { "POP server: pop.example.jp\nSMTP server: smtp.example.jp\nrouter, broadband, customer number 12", "" },
    { "ルーターを買いました。", "" },
    { "次のあて先へのメッセージはエラーのため送信できませんでした。\nルーター フレッツ\n送信先メールアドレスが見つかりませんでした。",
      "send-recipient-rejected" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++) {
    g_autoptr (TgMessage) message = tg_message_read (letters[i].text, -1);
    g_autofree char *ids = ids_of (message);

    g_test_message ("%s", letters[i].text);
    g_assert_cmpstr (ids, ==, letters[i].ids);
  }
}

/* Whatever is pasted: no crash, no endless computation, nothing raw on a terminal or screen. */
static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "550 ", "Status: ",         "(",    "[AUTH]", "-ERR ",   "=\n",          "=0",  "\x1b[31m",
    "\xff", "Action: failed\n", "a@b ", "證明書", "server ", "certificate ", "\n ", "Final-Recipient:"
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (TgMessage) message = NULL;

    while (text->len < 300 * 1024)
      g_string_append (text, pieces[i]);
    message = tg_message_read (text->str, (gssize)text->len);
    g_assert_cmpuint (message->findings->len, <=, 4);
    g_assert_cmpuint (message->recognised->len, <=, 64);
  }
  {
    static const char escape[] = "550 5.1.1 \x1b]0;owned\x07 \xe2\x80\xae user unknown";
    g_autoptr (TgMessage) message = tg_message_read (escape, -1);
    const TgRecognised *piece = message->recognised->pdata[0];

    g_assert_null (strchr (piece->text, '\x1b'));
    g_assert_null (strstr (piece->text, "\xe2\x80\xae"));
  }
  for (guint seed = 0; seed < 500; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    guint8 bytes[512];
    g_autoptr (TgMessage) message = NULL;

    for (guint i = 0; i < sizeof bytes; i++)
      bytes[i] = (guint8)g_rand_int_range (rand, 0, 256);
    message = tg_message_read ((const char *)bytes, sizeof bytes);
    g_assert_nonnull (message);
  }
}

/* Each piece over and over, after a beginning: no pattern looks at the same text again and again.  One that does gives up with a
 * warning (pattern.c), and a warning ends a test. */
static void
test_long_texts (void)
{
  static const struct {
    const char *start, *piece;
  } rows[] = {
    { "", "Content-Transfer-Encoding: base64\n" },
    { "Content-Transfer-Encoding: base64\n", "x\n" },
    { "Content-Transfer-Encoding: base64\n\n", "A\n" },
    { "Content-Transfer-Encoding: base64\n\n", "AAAA" },
    { "", "Content-Transfer-Encoding: base64\n\nQQ==\n" },
    { "Content-Transfer-Encoding:", " " },
    { "Content-Transfer-Encoding:", "\n" },
    { "Content-Transfer-Encoding: quoted-printable\n\n", "=3D" },
    { "Final-Recipient: a@example.jp\n", "x\n" },
    { "Final-Recipient: a@example.jp\nStatus:", " " },
    { "", "Status: \t\n" },
    { "", "550" },
    { "", "550 -" },
    { "550", " " },
    { "550", "-" },
    { "", "550 5.1.1 " },
    { "-ERR", " " },
    { "", "-ERR\t" },
    { "", "-ERR\n" },
    { "", "[AUTH" },
    { "[AUTH", "]" },
    { "", " " },
    { "", "\t\n" },
    { "", "\n" },
    { "", "a" },
    { "", "a1" },
    { "", "1" },
    { "", "* NO " },
    { "", "a1 BAD \n" },
    { "responded:", " " },
    { "responded:", "\n" },
    { "", "responded: \n'" },
    { "mail", "-" },
    { "mail.", "a." },
    { "mail.", "aaa." },
    { "", "mail." },
    { "", "mail-" },
    { "port", "-" },
    { "", "port 1" },
    { "", "certificate server login password " },
    { "", "mailbox user account quota " },
    { "", "the following address was not " },
    { "", "sender.recipient.host.name." },
    { "", "auth " },
    { "550 ", "auth invalid user " },
    { "550 ", "unknown user name or " },
    { "", "接続用" },
    { "接続用", " " },
    { "", "メール " },
    { "", "サーバー 名前 証明書 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GString) text = g_string_new (rows[i].start);
    g_autoptr (TgMessage) message = NULL;

    g_test_message ("“%s”, then “%s”", rows[i].start, rows[i].piece);
    while (text->len < TG_MESSAGE_MAX)
      g_string_append (text, rows[i].piece);
    message = tg_message_read (text->str, (gssize)text->len);
    g_assert_nonnull (message);
  }
}

/* Whatever a row means can be told of a text that somebody pastes, where nothing is known but the text. */
static void
test_all_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgKnowledgeBuilder) words = tg_knowledge_builder_read (TG_WORDS, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < words->drafts->len; i++) {
    const TgWordDraft *row = words->drafts->pdata[i];

    for (guint k = 0; k < row->examples->len; k++) {
      g_autoptr (TgMessage) message = tg_message_read (row->examples->pdata[k], -1);

      for (guint f = 0; f < message->findings->len; f++) {
        const TgFinding *finding = message->findings->pdata[f];

        g_test_message ("%s: %s", row->where, finding->id);
        g_assert_cmpuint (strlen (finding->cause), >, 20);
        g_assert_cmpuint (finding->remedies->len, >, 0);
      }
    }
  }
}

/* No text costs more than its length: the same number of comparisons on every computer. */
static void
test_cost (void)
{
  static const char *const pieces[] = {
    "user name or password ", "certificate mail server not ",         "受信サーバー証明書パスワード", "a ",
    "550 5.7.1 no ",          "the connection to the server was not "
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (TgWordsReading) reading = NULL;
    TgWordsFacts facts = { .context = TG_CONTEXT_SCREEN, .protocols = 7, .moments = 31 };
    TgWordsMeaning meaning = { 0 };

    while (text->len < 16 * 1024)
      g_string_append (text, pieces[i]);
    reading = tg_words_reading_new (NULL, text->str);
    for (guint after = 0; tg_words_mean (reading, &facts, after, &meaning); after = meaning.row + 1)
      ;
    g_test_message ("“%s”: %u steps for each byte", pieces[i], (guint)(tg_words_steps (reading) / text->len));
    g_assert_cmpuint (tg_words_steps (reading), <, 30 * text->len);
  }
}

/* Each part that is undone costs a look at the whole text. */
static void
test_many_parts (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *plain = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  while (text->len < TG_MESSAGE_MAX)
    g_string_append (text, "Content-Transfer-Encoding: base64\n\nUVFR\n");
  plain = tg_message_text (text->str, (gssize)text->len, TG_MESSAGE_MAX);
  lines = g_strsplit (plain, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    n += strcmp (lines[i], "QQQ") == 0;
  g_assert_cmpuint (n, >=, 20);
  g_assert_cmpuint (n, <=, 100);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/warnings of mail programs are recognised", test_programs);
  g_test_add_func ("/message/returned mails are recognised", test_bounces);
  g_test_add_func ("/message/what is recognised in plain sentences is all that decides", test_plain_sentences);
  g_test_add_func ("/message/mail in Japan comes in several character sets", test_charsets);
  g_test_add_func ("/message/a letter about something else is told from one about mail", test_letters);
  g_test_add_func ("/message/hostile text does no harm", test_hostile);
  g_test_add_func ("/message/long texts are read in one go", test_long_texts);
  g_test_add_func ("/message/of many parts in base64, the first are undone", test_many_parts);
  g_test_add_func ("/message/whatever a row means can be told", test_all_rows);
  g_test_add_func ("/message/no text costs more than its length", test_cost);
  return g_test_run ();
}
