/* test-proto-reply.c: the framer: bytes in any portions, limits, and what a reply says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/reply.h"

#include <string.h>

/* @lines: how many the reply has.  @rest: bytes left after it. */
typedef struct {
  const char *name;
  TgProtocol protocol;
  TgExpect expect;
  const char *bytes;
  TgFrame frame;
  TgReplyStatus status;
  guint code;
  const char *response;
  const char *text;
  guint lines;
  gsize rest;
  gsize length; /* of @bytes, if they contain NUL */
} Case;

#define IMAP  TG_PROTOCOL_IMAP
#define POP3  TG_PROTOCOL_POP3
#define SMTP  TG_PROTOCOL_SMTP
#define GREET TG_EXPECT_GREETING
#define ONE   TG_EXPECT_SINGLE
#define MANY  TG_EXPECT_MULTILINE
#define REPLY TG_FRAME_REPLY

static const Case cases[] = {
  { "imap greeting", IMAP, GREET, "* OK ready\r\n", REPLY, TG_REPLY_OK, 0, NULL, "ready", 1 },
  { "imap greeting in lower case with a bare line feed", IMAP, GREET, "* ok ready\n", REPLY, TG_REPLY_OK, 0, NULL, "ready", 1 },
  { "imap greeting without text", IMAP, GREET, "* OK\r\n", REPLY, TG_REPLY_OK, 0, NULL, "", 1 },
  { "imap greeting with a code", IMAP, GREET, "* OK [CAPABILITY IMAP4rev1 ID] hi\r\n", REPLY, TG_REPLY_OK, 0, "CAPABILITY", "hi", 1 },
  { "imap greeting that is signed in", IMAP, GREET, "* PREAUTH hi\r\n", REPLY, TG_REPLY_PREAUTH, 0, NULL, "hi", 1 },
  { "imap greeting that turns away", IMAP, GREET, "* BYE [unavailable] no\r\n", REPLY, TG_REPLY_BYE, 0, "UNAVAILABLE", "no", 1 },
  { "imap greeting that is data", IMAP, GREET, "* 3 EXISTS\r\n", TG_FRAME_GARBAGE },
  { "imap greeting with a status that starts like OK", IMAP, GREET, "* OKAY\r\n", TG_FRAME_GARBAGE },
  { "imap tagged reply behind untagged lines", IMAP, ONE, "* CAPABILITY IMAP4rev1\r\n* 3 EXISTS\r\na1 OK done\r\n* 4 EXISTS\r\n", REPLY,
    TG_REPLY_OK, 0, NULL, "done", 3, 12 },
  { "imap refusal", IMAP, ONE, "a1 no [authenticationfailed] wrong\r\n", REPLY, TG_REPLY_NO, 0, "AUTHENTICATIONFAILED", "wrong", 1 },
  { "imap temporary refusal", IMAP, ONE, "a1 NO [UNAVAILABLE] later\r\n", REPLY, TG_REPLY_TEMPORARY, 0, "UNAVAILABLE", "later", 1 },
  { "imap mailbox in use", IMAP, ONE, "a1 NO [INUSE] later\r\n", REPLY, TG_REPLY_TEMPORARY, 0, "INUSE", "later", 1 },
  { "imap limit", IMAP, ONE, "a1 NO [LIMIT] later\r\n", REPLY, TG_REPLY_TEMPORARY, 0, "LIMIT", "later", 1 },
  { "imap server bug", IMAP, ONE, "a1 NO [SERVERBUG] later\r\n", REPLY, TG_REPLY_TEMPORARY, 0, "SERVERBUG", "later", 1 },
  { "imap code without an end", IMAP, ONE, "a1 NO [UNAVAILABLE later\r\n", REPLY, TG_REPLY_NO, 0, NULL, "[UNAVAILABLE later", 1 },
  { "imap bad", IMAP, ONE, "a1 BAD what\r\n", REPLY, TG_REPLY_BAD, 0, NULL, "what", 1 },
  { "imap bye in place of the tagged line", IMAP, ONE, "* 1 EXISTS\r\n* BYE gone\r\n", REPLY, TG_REPLY_BYE, 0, NULL, "gone", 2 },
  { "imap continuation", IMAP, ONE, "* 1 EXISTS\r\n+ Zm9v\r\n", REPLY, TG_REPLY_CONTINUE, 0, NULL, "Zm9v", 2 },
  { "imap continuation that is a plus alone", IMAP, ONE, "+\r\n", REPLY, TG_REPLY_CONTINUE, 0, NULL, "", 1 },
  { "imap reply to another tag", IMAP, ONE, "a2 OK done\r\n", TG_FRAME_GARBAGE },
  { "imap tag that only begins like ours", IMAP, ONE, "a11 OK done\r\n", TG_FRAME_GARBAGE },
  { "imap tag in the wrong case", IMAP, ONE, "A1 OK done\r\n", TG_FRAME_GARBAGE },
  { "imap tagged line with an unknown status", IMAP, ONE, "a1 YES\r\n", TG_FRAME_GARBAGE },
  { "imap half a line", IMAP, ONE, "a1 OK do", TG_FRAME_MORE },
  { "imap literal", IMAP, ONE, "* ID (\"a\" {6}\r\na1 OK\n \"b\" {0}\r\n)\r\na1 OK done\r\n", REPLY, TG_REPLY_OK, 0, NULL, "done", 2 },
  { "imap literal with a plus", IMAP, ONE, "* X {3+}\r\nabc\r\na1 OK done\r\n", REPLY, TG_REPLY_OK, 0, NULL, "done", 2 },
  { "imap literal on its way", IMAP, ONE, "* X {30}\r\na1 OK done\r\n", TG_FRAME_MORE },
  { "imap literal whose end looks like another", IMAP, ONE, "* X {3}\r\nab{5}\r\na1 OK done\r\n", REPLY, TG_REPLY_OK, 0, NULL, "done", 2 },
  { "imap literal that is too long", IMAP, ONE, "* X {65537}\r\n", TG_FRAME_TOO_LONG },
  { "imap literal longer than numbers go", IMAP, ONE, "* X {99999999999999999999999999999999}\r\n", TG_FRAME_TOO_LONG },
  { "imap braces without a number", IMAP, ONE, "* X {}\r\na1 OK done\r\n", REPLY, TG_REPLY_OK, 0, NULL, "done", 2 },
  { "imap braces in a status text", IMAP, ONE, "* NO {9}\r\na1 OK {9}\r\n", REPLY, TG_REPLY_OK, 0, NULL, "{9}", 2 },
  { "imap empty line", IMAP, ONE, "\r\n", TG_FRAME_GARBAGE },

  { "pop3 greeting", POP3, GREET, "+OK hi <1@x>\r\n", REPLY, TG_REPLY_OK, 0, NULL, "hi <1@x>", 1 },
  { "pop3 ok without text in lower case", POP3, ONE, "+ok\n", REPLY, TG_REPLY_OK, 0, NULL, "", 1 },
  { "pop3 refusal", POP3, ONE, "-ERR [AUTH] no\r\n", REPLY, TG_REPLY_NO, 0, "AUTH", "no", 1 },
  { "pop3 temporary", POP3, ONE, "-ERR [SYS/TEMP] no\r\n", REPLY, TG_REPLY_TEMPORARY, 0, "SYS/TEMP", "no", 1 },
  { "pop3 in use", POP3, ONE, "-ERR [IN-USE] no\r\n", REPLY, TG_REPLY_TEMPORARY, 0, "IN-USE", "no", 1 },
  { "pop3 login delay", POP3, ONE, "-ERR [login-delay] no\r\n", REPLY, TG_REPLY_TEMPORARY, 0, "LOGIN-DELAY", "no", 1 },
  { "pop3 permanent system failure", POP3, ONE, "-ERR [SYS/PERM] no\r\n", REPLY, TG_REPLY_NO, 0, "SYS/PERM", "no", 1 },
  { "pop3 continuation", POP3, ONE, "+ Zm9v\r\n", REPLY, TG_REPLY_CONTINUE, 0, NULL, "Zm9v", 1 },
  { "pop3 list", POP3, MANY, "+OK\r\nUSER\r\n..x\r\n..\r\n\r\n.\r\n+OK", REPLY, TG_REPLY_OK, 0, NULL, "", 5, 3 },
  { "pop3 list refused", POP3, MANY, "-ERR no\r\nUSER\r\n", REPLY, TG_REPLY_NO, 0, NULL, "no", 1, 6 },
  { "pop3 list on its way", POP3, MANY, "+OK\r\nUSER\r\n.", TG_FRAME_MORE },
  { "pop3 word that starts like OK", POP3, ONE, "+OKAY\r\n", TG_FRAME_GARBAGE },
  { "pop3 nonsense", POP3, ONE, "OK\r\n", TG_FRAME_GARBAGE },

  { "smtp greeting", SMTP, GREET, "220 hi\r\n", REPLY, TG_REPLY_OK, 220, NULL, "hi", 1 },
  { "smtp code alone", SMTP, ONE, "250\r\n", REPLY, TG_REPLY_OK, 250, NULL, "", 1 },
  { "smtp many lines", SMTP, ONE, "250-a\r\n250-\r\n250-b c\n250 d\r\n250", REPLY, TG_REPLY_OK, 250, NULL, "a b c d", 4, 3 },
  { "smtp enhanced code", SMTP, ONE, "535-5.7.8 No.\r\n535 5.7.8 Sorry.\r\n", REPLY, TG_REPLY_NO, 535, "5.7.8", "No. Sorry.", 2 },
  { "smtp enhanced code alone", SMTP, ONE, "535 5.7.139\r\n", REPLY, TG_REPLY_NO, 535, "5.7.139", "", 1 },
  { "smtp number that is no enhanced code", SMTP, ONE, "550 5.7.1234 x\r\n", REPLY, TG_REPLY_NO, 550, NULL, "5.7.1234 x", 1 },
  { "smtp temporary", SMTP, ONE, "454 4.7.0 later\r\n", REPLY, TG_REPLY_TEMPORARY, 454, "4.7.0", "later", 1 },
  { "smtp bye", SMTP, ONE, "421 4.3.2 gone\r\n", REPLY, TG_REPLY_BYE, 421, "4.3.2", "gone", 1 },
  { "smtp challenge keeps all of its text", SMTP, ONE, "334 2.0.0 x\r\n", REPLY, TG_REPLY_CONTINUE, 334, NULL, "2.0.0 x", 1 },
  { "smtp lines that disagree", SMTP, ONE, "250-a\r\n550 b\r\n", REPLY, TG_REPLY_NO, 550, NULL, "a b", 2 },
  { "smtp code out of range", SMTP, ONE, "199 x\r\n", TG_FRAME_GARBAGE },
  { "smtp code of two digits", SMTP, ONE, "25 x\r\n", TG_FRAME_GARBAGE },
  { "smtp code of four digits", SMTP, ONE, "2500 x\r\n", TG_FRAME_GARBAGE },
  { "smtp line without a code in the middle", SMTP, ONE, "250-a\r\nAUTH PLAIN\r\n250 b\r\n", TG_FRAME_GARBAGE },
  { "smtp on its way", SMTP, ONE, "250-a\r\n", TG_FRAME_MORE },
  { "smtp bytes beyond 7 bits", SMTP, ONE, "550 \203\201\203b\r\n", REPLY, TG_REPLY_NO, 550, NULL, "\203\201\203b", 1 },
  { "smtp NUL within the text", SMTP, ONE, "550 a\0b\r\n", REPLY, TG_REPLY_NO, 550, NULL, "a\357\277\275b", 1, 0, 9 },
  { "smtp carriage return within the text", SMTP, ONE, "550 a\rb\r\n", REPLY, TG_REPLY_NO, 550, NULL, "a\rb", 1 },
  { "a TLS alert without a line end", SMTP, GREET, "\x15\x03\x01\0\x02\x02\x46", TG_FRAME_GARBAGE, .length = 7 },
  { "nothing at all", SMTP, GREET, "", TG_FRAME_MORE },
};

static void
check_case (const Case *test, gsize step)
{
  gsize length = test->length > 0 ? test->length : strlen (test->bytes), at = 0;
  g_autoptr (TgFramer) framer = tg_framer_new (test->protocol);
  g_autoptr (TgReply) reply = NULL;
  TgFrame frame = tg_framer_next (framer, test->expect, "a1", &reply);

  while (frame == TG_FRAME_MORE && at < length) {
    gsize portion = MIN (step, length - at);

    g_assert_true (tg_framer_push (framer, test->bytes + at, portion));
    at += portion;
    frame = tg_framer_next (framer, test->expect, "a1", &reply);
  }
  g_assert_cmpint (frame, ==, test->frame);
  if (frame != TG_FRAME_REPLY)
    return;
  g_assert_cmpint (reply->status, ==, test->status);
  g_assert_cmpuint (reply->code, ==, test->code);
  g_assert_cmpstr (reply->response, ==, test->response);
  g_assert_cmpstr (reply->text, ==, test->text);
  g_assert_cmpuint (tg_reply_n_lines (reply), ==, test->lines);
  g_assert_cmpuint (tg_framer_pending (framer) + length - at, ==, test->rest);
}

static void
test_case (gconstpointer data)
{
  for (gsize step = 1; step < 8; step++)
    check_case (data, step);
  check_case (data, G_MAXSIZE);
}

static void
push_text (TgFramer *framer, const char *text)
{
  g_assert_true (tg_framer_push (framer, text, strlen (text)));
}

static void
test_line_cap (void)
{
  g_autofree char *fits = g_strnfill (TG_LINE_MAX - strlen ("220 \r\n"), 'x');
  g_autoptr (TgFramer) framer = tg_framer_new (SMTP);
  g_autoptr (TgReply) reply = NULL;

  push_text (framer, "220 ");
  push_text (framer, fits);
  push_text (framer, "\r\n");
  g_assert_cmpint (tg_framer_next (framer, ONE, NULL, &reply), ==, TG_FRAME_REPLY);
  g_clear_pointer (&reply, tg_reply_free);
  push_text (framer, "220 x");
  push_text (framer, fits);
  g_assert_cmpint (tg_framer_next (framer, ONE, NULL, &reply), ==, TG_FRAME_MORE);
  push_text (framer, "\r\n");
  g_assert_cmpint (tg_framer_next (framer, ONE, NULL, &reply), ==, TG_FRAME_TOO_LONG);
  g_assert_cmpint (tg_framer_next (framer, ONE, NULL, &reply), ==, TG_FRAME_TOO_LONG);
  tg_framer_reset (framer);
  push_text (framer, "220 y\r\n");
  g_assert_cmpint (tg_framer_next (framer, ONE, NULL, &reply), ==, TG_FRAME_REPLY);
}

static void
test_reply_cap (void)
{
  g_autoptr (TgFramer) framer = tg_framer_new (POP3);
  g_autoptr (TgReply) reply = NULL;

  push_text (framer, "+OK\r\n");
  for (guint i = 1; i < TG_REPLY_MAX; i++)
    push_text (framer, "x\r\n");
  g_assert_cmpint (tg_framer_next (framer, MANY, NULL, &reply), ==, TG_FRAME_MORE);
  push_text (framer, "x\r\n");
  g_assert_cmpint (tg_framer_next (framer, MANY, NULL, &reply), ==, TG_FRAME_TOO_LONG);
}

static void
test_buffer_cap (void)
{
  g_autofree char *much = g_strnfill (TG_REPLY_BYTES, 'x');
  g_autoptr (TgFramer) framer = tg_framer_new (POP3);

  g_assert_true (tg_framer_push (framer, much, TG_REPLY_BYTES));
  g_assert_false (tg_framer_push (framer, much, 1));
  g_assert_false (tg_framer_push (framer, much, G_MAXSIZE));
  g_assert_cmpuint (tg_framer_pending (framer), ==, TG_REPLY_BYTES);
}

static void
test_garbage_stays (void)
{
  g_autoptr (TgFramer) framer = tg_framer_new (IMAP);
  g_autoptr (TgReply) reply = NULL;
  const char *bytes;
  gsize length;

  push_text (framer, "HTTP/1.1 400 Bad Request\r\nServer: x\r\n");
  g_assert_cmpint (tg_framer_next (framer, GREET, NULL, &reply), ==, TG_FRAME_GARBAGE);
  g_assert_nonnull (reply);
  g_assert_cmpstr (reply->text, ==, "HTTP/1.1 400 Bad Request");
  bytes = tg_framer_peek (framer, &length);
  g_assert_cmpint (tg_speaks_recognise (bytes, length), ==, TG_SPEAKS_HTTP);
}

static void
test_pipelined (void)
{
  g_autoptr (TgFramer) framer = tg_framer_new (SMTP);

  push_text (framer, "250 a\r\n250 b\r\n250 c\r\n");
  for (const char *text = "abc"; *text != '\0'; text++) {
    g_autoptr (TgReply) reply = NULL;

    g_assert_cmpint (tg_framer_next (framer, ONE, NULL, &reply), ==, TG_FRAME_REPLY);
    g_assert_cmpint (reply->text[0], ==, *text);
  }
  g_assert_cmpuint (tg_framer_pending (framer), ==, 0);
}

static void
test_find_and_copy (void)
{
  g_autoptr (TgFramer) framer = tg_framer_new (IMAP);
  g_autoptr (TgReply) reply = NULL, copy = NULL;
  g_autofree char *summary = NULL;

  push_text (framer, "* X {19}\r\n* CAPABILITY EVIL\r\n)\r\n* capability IMAP4rev1\r\na1 OK [CAPABILITY A B] x\r\n");
  g_assert_cmpint (tg_framer_next (framer, ONE, "a1", &reply), ==, TG_FRAME_REPLY);
  copy = tg_reply_copy (reply);
  g_clear_pointer (&reply, tg_reply_free);
  g_assert_cmpstr (tg_reply_find (copy, "* CAPABILITY "), ==, "IMAP4rev1");
  g_assert_null (tg_reply_find (copy, "* STATUS "));
  g_assert_cmpstr (copy->arguments, ==, "A B");
  g_assert_cmpstr (tg_reply_line (copy, 2), ==, "a1 OK [CAPABILITY A B] x");
  summary = tg_reply_summary (copy);
  g_assert_cmpstr (summary, ==, "OK [CAPABILITY A B] x");
}

static void
test_recognise (void)
{
  static const struct {
    const char *bytes;
    TgSpeaks speaks;
  } table[] = {
    { "* OK Dovecot ready.\r\n", TG_SPEAKS_IMAP },
    { "* BYE no\r\n", TG_SPEAKS_IMAP },
    { "* PREAUTH hi\r\n", TG_SPEAKS_IMAP },
    { "+OK hi\r\n", TG_SPEAKS_POP3 },
    { "-ERR no\r\n", TG_SPEAKS_POP3 },
    { "220 mail.example.jp ESMTP Postfix\r\n", TG_SPEAKS_SMTP },
    { "220-mail.example.jp\r\n", TG_SPEAKS_CODE },
    { "220 ftp.example.jp ESMTP\r\n", TG_SPEAKS_SMTP },
    { "220\r\n", TG_SPEAKS_CODE },
    { "421 busy\r\n", TG_SPEAKS_CODE },
    { "421 SMTP is busy\r\n", TG_SPEAKS_SMTP },
    { "554 no\r\n", TG_SPEAKS_CODE },
    { "220 (vsFTPd 3.0.3)\r\n", TG_SPEAKS_FTP },
    { "220---------- Welcome to Pure-FTPd ----------\r\n", TG_SPEAKS_FTP },
    { "SSH-2.0-OpenSSH_9.2p1\r\n", TG_SPEAKS_SSH },
    { "HTTP/1.1 400 Bad Request\r\n", TG_SPEAKS_HTTP },
    { "<!DOCTYPE html>", TG_SPEAKS_HTTP },
    { "<HTML>", TG_SPEAKS_HTTP },
    { "\x15\x03\x01", TG_SPEAKS_TLS },
    { "\x16\x03\x03", TG_SPEAKS_TLS },
    { "\x16\x03", TG_SPEAKS_TLS },
    { "\x16\x02\x03", TG_SPEAKS_GARBAGE },
    { "2200 x", TG_SPEAKS_GARBAGE },
    { "Guten Tag", TG_SPEAKS_GARBAGE },
    { "*", TG_SPEAKS_GARBAGE },
    { "", TG_SPEAKS_NOTHING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (tg_speaks_recognise (table[i].bytes, strlen (table[i].bytes)), ==, table[i].speaks);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/proto/reply/in any portions: ", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/proto/reply/a line has a cap", test_line_cap);
  g_test_add_func ("/proto/reply/a reply has a cap", test_reply_cap);
  g_test_add_func ("/proto/reply/the buffer has a cap", test_buffer_cap);
  g_test_add_func ("/proto/reply/garbage stays to be recognised", test_garbage_stays);
  g_test_add_func ("/proto/reply/replies that came together are told apart", test_pipelined);
  g_test_add_func ("/proto/reply/nothing in a literal is found as a line", test_find_and_copy);
  g_test_add_func ("/proto/reply/first bytes tell the protocol", test_recognise);
  return g_test_run ();
}
