/* test-proto-imap.c: IMAP dialogues: what the server says, what we must say, how it ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-proto-script.h"

#include "proto/imap-string.h"

#include <string.h>

#define GREETING "S: * OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+ ID AUTH=PLAIN AUTH=LOGIN] Dovecot ready.\n"
#define PLAIN    "AUTHENTICATE PLAIN AHRhcm8AaGltaXRzdQ=="
#define MAILBOX                                                                                                                            \
  "C: a2 ID (\"name\" \"Tegami\")\nC: a3 EXAMINE INBOX\n"                                                                                  \
  "S: * ID (\"name\" \"Dovecot\")\nS: a2 OK ID completed.\n"                                                                               \
  "S: * FLAGS (\\Answered)\nS: * 23 EXISTS\nS: * 0 RECENT\nS: * OK [UIDVALIDITY 1] ok\nS: a3 OK [READ-ONLY] Examine completed.\n"          \
  "C: a4 LOGOUT"

static const Script scripts[] = {
  { "imap over tls needs no command between greeting and sign-in, and opens the mailbox with ID in one batch", TG_PROTOCOL_IMAP,
    TG_SECURITY_TLS, "TLS\n" GREETING "C: a1 " PLAIN "\nS: a1 OK Logged in\n" MAILBOX, TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE,
    .mechanism = "PLAIN", .messages = 23 },
  { "capabilities in the sign-in's reply replace those before", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\n" GREETING "C: a1 " PLAIN "\nS: a1 OK [CAPABILITY IMAP4rev1 IDLE] Logged in\n"
    "C: a2 EXAMINE INBOX\nS: * 5 exists\nS: a2 OK done\nC: a3 LOGOUT",
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .messages = 5 },
  { "a greeting without capabilities costs one command", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK ready\nC: a1 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS: a1 OK done\n"
    "C: a2 AUTHENTICATE PLAIN\nS: + \nC: AHRhcm8AaGltaXRzdQ==\nS: a2 OK in\n"
    "C: a3 EXAMINE INBOX\nS: * 1 EXISTS\nS: a3 OK done\nC: a4 LOGOUT",
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .messages = 1 },
  { "starttls goes out at once, and what was said before tls is asked again", TG_PROTOCOL_IMAP, TG_SECURITY_STARTTLS,
    "S: * OK hello\nC: a1 STARTTLS\nS: a1 OK go\nTLS\n"
    "C: a2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\nS: a2 OK done\nC: a3 " PLAIN "\nS: a3 OK in\n"
    "C: a4 EXAMINE INBOX\nS: * 0 EXISTS\nS: a4 NO [SERVERBUG] no such box",
    TG_STAGE_MAILBOX, TG_FAULT_MAILBOX, .signed_in = TRUE, .decisive = "NO [SERVERBUG] no such box" },
  { "mechanisms announced before tls are not used after it", TG_PROTOCOL_IMAP, TG_SECURITY_STARTTLS,
    "S: * OK [CAPABILITY IMAP4rev1 STARTTLS SASL-IR AUTH=PLAIN] hi\nC: a1 STARTTLS\nS: a1 OK go\nTLS\n"
    "C: a2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2\nS: a2 OK done",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NO_COMMON },
  { "starttls that is not in the greeting's list is missing", TG_PROTOCOL_IMAP, TG_SECURITY_STARTTLS,
    "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi", TG_STAGE_STARTTLS, TG_FAULT_STARTTLS_MISSING },
  { "BAD to a starttls that was never offered means that it is missing", TG_PROTOCOL_IMAP, TG_SECURITY_STARTTLS,
    "S: * OK hi\nC: a1 STARTTLS\nS: a1 BAD TLS support isn't enabled.", TG_STAGE_STARTTLS, TG_FAULT_STARTTLS_MISSING,
    .decisive = "BAD TLS support isn't enabled." },
  { "NO to starttls means that it is refused", TG_PROTOCOL_IMAP, TG_SECURITY_STARTTLS,
    "S: * OK [CAPABILITY IMAP4rev1 STARTTLS] hi\nC: a1 STARTTLS\nS: a1 NO [UNAVAILABLE] not now", TG_STAGE_STARTTLS,
    TG_FAULT_STARTTLS_REFUSED },
  { "BAD to a starttls that was offered means that it is refused", TG_PROTOCOL_IMAP, TG_SECURITY_STARTTLS,
    "S: * OK [CAPABILITY IMAP4rev1 STARTTLS] hi\nC: a1 STARTTLS\nS: a1 BAD no", TG_STAGE_STARTTLS, TG_FAULT_STARTTLS_REFUSED },
  { "PREAUTH before tls ends the talk", TG_PROTOCOL_IMAP, TG_SECURITY_STARTTLS, "S: * PREAUTH [CAPABILITY IMAP4rev1] Welcome",
    TG_STAGE_GREETING, TG_FAULT_PREAUTH, .decisive = "PREAUTH [CAPABILITY IMAP4rev1] Welcome" },
  { "PREAUTH through tls proves nothing about our password", TG_PROTOCOL_IMAP, TG_SECURITY_TLS, "TLS\nS: * PREAUTH Welcome",
    TG_STAGE_GREETING, TG_FAULT_GARBAGE },
  { "a BYE as greeting is unavailable", TG_PROTOCOL_IMAP, TG_SECURITY_TLS, "TLS\nS: * BYE Too many connections", TG_STAGE_GREETING,
    TG_FAULT_UNAVAILABLE, .decisive = "BYE Too many connections" },
  { "a POP3 greeting is another protocol", TG_PROTOCOL_IMAP, TG_SECURITY_TLS, "TLS\nS: +OK POP3 ready", TG_STAGE_GREETING,
    TG_FAULT_OTHER_PROTOCOL },
  { "an SMTP greeting is another protocol", TG_PROTOCOL_IMAP, TG_SECURITY_STARTTLS, "S: 220 mail.example.jp ESMTP", TG_STAGE_GREETING,
    TG_FAULT_OTHER_PROTOCOL },
  { "nonsense is garbage", TG_PROTOCOL_IMAP, TG_SECURITY_TLS, "TLS\nS: Guten Tag", TG_STAGE_GREETING, TG_FAULT_GARBAGE },
  { "an endless greeting is garbage", TG_PROTOCOL_IMAP, TG_SECURITY_TLS, "TLS\nS: * OK $9000x", TG_STAGE_GREETING, TG_FAULT_GARBAGE },
  { "a tagged reply that nobody asked for is garbage", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK hi\nC: a1 CAPABILITY\nS: a2 OK Logged in", TG_STAGE_GREETING, TG_FAULT_GARBAGE },
  { "a wrong password is refused once and for all", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\n" GREETING "C: a1 " PLAIN "\nS: a1 NO [AUTHENTICATIONFAILED] Authentication failed.", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED,
    .refused = TRUE, .mechanism = "PLAIN", .decisive = "NO [AUTHENTICATIONFAILED] Authentication failed." },
  { "a temporary refusal does not count", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\n" GREETING "C: a1 " PLAIN "\nS: a1 NO [UNAVAILABLE] Temporary authentication failure.", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED },
  { "BAD at the sign-in does not count", TG_PROTOCOL_IMAP, TG_SECURITY_TLS, "TLS\n" GREETING "C: a1 " PLAIN "\nS: a1 BAD what?",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED },
  { "a BYE at the sign-in is unavailable", TG_PROTOCOL_IMAP, TG_SECURITY_TLS, "TLS\n" GREETING "C: a1 " PLAIN "\nS: * BYE shutting down",
    TG_STAGE_SIGN_IN, TG_FAULT_UNAVAILABLE },
  { "a referral is not followed", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\n" GREETING "C: a1 " PLAIN "\nS: a1 NO [REFERRAL imap://taro@evil.example/] elsewhere", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED },
  { "PRIVACYREQUIRED asks for tls", TG_PROTOCOL_IMAP, TG_SECURITY_NONE,
    "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nC: a1 " PLAIN "\nS: a1 NO [PRIVACYREQUIRED] no", TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_NEEDS_TLS },
  { "LOGINDISABLED without tls asks for tls", TG_PROTOCOL_IMAP, TG_SECURITY_NONE,
    "S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] hi", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NEEDS_TLS },
  { "a server that wants tokens only gets no password", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2 AUTH=OAUTHBEARER] hi", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NO_COMMON },
  { "the LOGIN command quotes what it can", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1] hi\nC: a1 LOGIN \"ta\\\"ro\" \"a \\\\b&c\"\nS: a1 OK in\n"
    "C: a2 EXAMINE INBOX\nS: * 7 EXISTS\nS: a2 OK done\nC: a3 LOGOUT",
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .mechanism = "IMAP-LOGIN", .messages = 7, .user = "ta\"ro", .password = "a \\b&c" },
  { "the LOGIN command waits before each literal", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1] hi\nC: a1 LOGIN {6}\nS: + go\nC: 太郎 {3}\nS: + go\nC: 秘\n"
    "S: a1 NO wrong",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED, .refused = TRUE, .mechanism = "IMAP-LOGIN", .user = "太郎", .password = "秘" },
  { "the LOGIN command does not wait where LITERAL+ is offered", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1 LITERAL+] hi\nC: a1 LOGIN {6+}\nC: 太郎 {3+}\nC: 秘\nS: a1 NO wrong", TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_REFUSED, .refused = TRUE, .user = "太郎", .password = "秘" },
  { "an OK before the password was said is no sign-in", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1] hi\nC: a1 LOGIN \"taro\" {3}\nS: a1 OK in", TG_STAGE_SIGN_IN, TG_FAULT_GARBAGE, .password = "秘" },
  { "a challenge after LOGIN ends the talk", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1] hi\nC: a1 LOGIN \"taro\" \"himitsu\"\nS: + more", TG_STAGE_SIGN_IN, TG_FAULT_GARBAGE },
  { "a password with a line end is never sent in a line", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1 LITERAL+] hi", TG_STAGE_SIGN_IN, TG_FAULT_UNSENDABLE, .password = "a\r\na2 DELETE INBOX" },
  { "AUTHENTICATE LOGIN answers the prompts in their order", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=LOGIN] hi\nC: a1 AUTHENTICATE LOGIN\nS: + VXNlcm5hbWU6\nC: dGFybw==\n"
    "S: + Password please\nC: aGltaXRzdQ==\nS: a1 NO no",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED, .refused = TRUE, .mechanism = "LOGIN" },
  { "one challenge too many is answered with a star", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\n" GREETING "C: a1 " PLAIN "\nS: + AAAA\nC: *\nS: a1 BAD cancelled", TG_STAGE_SIGN_IN, TG_FAULT_GARBAGE },
  { "an OK to AUTHENTICATE before anything was said is no sign-in", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\nC: a1 AUTHENTICATE PLAIN\nS: a1 OK in", TG_STAGE_SIGN_IN, TG_FAULT_GARBAGE },
  { "a forced mechanism is taken in any case of letters", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\n" GREETING "C: a1 LOGIN \"taro\" \"himitsu\"\nS: a1 NO no", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED, .refused = TRUE,
    .mechanism = "IMAP-LOGIN", .wanted = "imap-login" },
  { "a forced mechanism that is not offered is not tried", TG_PROTOCOL_IMAP, TG_SECURITY_TLS, "TLS\n" GREETING, TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_NO_COMMON, .wanted = "SCRAM-SHA-256" },
  { "no credential is put into words while the gate is shut", TG_PROTOCOL_IMAP, TG_SECURITY_TLS, "TLS\n" GREETING, TG_STAGE_SIGN_IN,
    TG_FAULT_CERTIFICATE, .shut = TRUE },
  { "text in braces at the end of a greeting is no literal", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi {99}\nC: a1 " PLAIN
    "\nS: * OK [ALERT] {5}\nS: a1 NO [AUTHENTICATIONFAILED] {5}",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED, .refused = TRUE },
  { "what stands in a literal is never taken for a line", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nC: a1 " PLAIN "\nS: a1 OK in\n"
    "C: a2 EXAMINE INBOX\nS: * X-NOTE ({13}\nS: * 99 EXISTS\nS: )\nS: * 3 EXISTS\nS: a2 OK done\nC: a3 LOGOUT",
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .messages = 3 },
};

static void
test_tables (void)
{
  check_table (tg_imap_tls, FALSE);
  check_table (tg_imap_starttls, FALSE);
  check_table (tg_imap_plain, FALSE);
}

/* The server's side of an encoded command, as RFC 9051 section 4.3 reads it. */
static GPtrArray *
decode (GPtrArray *lines)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) wire = g_string_new (NULL);
  const char *at, *end;

  for (guint i = 0; i < lines->len; i++) {
    gsize length;
    const char *bytes = tg_secret_peek (g_ptr_array_index (lines, i), &length);

    g_string_append_len (wire, bytes, length);
    g_string_append (wire, "\r\n");
  }
  at = wire->str + strlen ("LOGIN");
  end = wire->str + wire->len - 2;
  while (at < end) {
    g_autoptr (GString) value = g_string_new (NULL);

    g_assert_cmpint (*at++, ==, ' ');
    if (*at == '"') {
      for (at++; *at != '"'; at++) {
        if (*at == '\\')
          at++;
        g_string_append_c (value, *at);
      }
      at++;
    } else {
      char *after = NULL;
      guint64 length;

      g_assert_cmpint (*at++, ==, '{');
      length = g_ascii_strtoull (at, &after, 10);
      if (*after == '+')
        after++;
      g_assert_true (g_str_has_prefix (after, "}\r\n"));
      g_string_append_len (value, after + 3, length);
      at = after + 3 + length;
    }
    g_ptr_array_add (values, g_strdup (value->str));
  }
  return values;
}

static void
test_string_round_trip (void)
{
  static const char *const hostile[] = { "",        "a",   "\"",       "\\",     "\\\"",   "a b",  "{3}",  "{3+}",
                                         "a}",      "(x)", "*",        "%",      "\t",     "\177", "太郎", "\"} {5}",
                                         "x\" \"y", "😀",   "\xff\xfe", "\\\\\\", "ａｂｃ", " ",    "&<>'" };

  for (TgLiteral literal = TG_LITERAL_SYNC; literal <= TG_LITERAL_PLUS; literal++)
    for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
      for (guint j = 0; j < G_N_ELEMENTS (hostile); j++) {
        g_autoptr (TgSecret) user = tg_secret_new (hostile[i], -1);
        g_autoptr (TgSecret) password = tg_secret_new (hostile[j], -1);
        g_autoptr (GPtrArray) lines = tg_imap_lines ("LOGIN", (TgSecret *[]){ user, password }, 2, literal);
        g_autoptr (GPtrArray) values = decode (lines);

        g_assert_cmpuint (values->len, ==, 2);
        g_assert_cmpstr (values->pdata[0], ==, hostile[i]);
        g_assert_cmpstr (values->pdata[1], ==, hostile[j]);
        for (guint n = 0; n + 1 < lines->len; n++)
          g_assert_cmpint (tg_imap_line_waits (lines->pdata[n]), ==, literal == TG_LITERAL_SYNC);
      }
}

static void
test_long_literal_minus (void)
{
  g_autofree char *text = g_strnfill (4097, '\200');
  g_autoptr (TgSecret) value = tg_secret_new (text, -1);
  g_autoptr (GPtrArray) lines = tg_imap_lines ("LOGIN", &value, 1, TG_LITERAL_MINUS);

  g_assert_true (tg_imap_line_waits (lines->pdata[0]));
}

/* No value may end a line and begin another. */
static void
test_line_encoder (void)
{
  static const struct {
    const char *bytes;
    gssize length;
  } hostile[] = { { "a\r\nb", -1 }, { "a\nb", -1 }, { "a\rb", -1 }, { "\n", -1 }, { "a\0b", 3 }, { "\r", -1 } };
  g_autoptr (TgDialogue) dialogue = tg_dialogue_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, "taro", NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++) {
    g_autoptr (TgSecret) secret = tg_secret_new (hostile[i].bytes, hostile[i].length);
    g_autoptr (TgBatch) said = tg_batch_new (), secretly = tg_batch_new (), continued = tg_batch_new (), part = tg_batch_new ();

    tg_batch_say_secret (secretly, dialogue, TG_EXPECT_SINGLE, secret, "x");
    g_assert_true (secretly->bad && secretly->lines->len == 0);
    tg_batch_continue (continued, dialogue, secret, "x");
    g_assert_true (continued->bad && continued->lines->len == 0);
    if (hostile[i].length < 0) {
      tg_batch_say (said, dialogue, TG_EXPECT_SINGLE, hostile[i].bytes);
      g_assert_true (said->bad && said->lines->len == 0);
      tg_batch_part (part, dialogue, hostile[i].bytes);
      g_assert_true (part->bad && part->lines->len == 0);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  scripts_add ("/proto/imap", scripts, G_N_ELEMENTS (scripts));
  g_test_add_func ("/proto/imap/every table is well formed", test_tables);
  g_test_add_func ("/proto/imap/every value comes back from its string", test_string_round_trip);
  g_test_add_func ("/proto/imap/LITERAL- is for short literals", test_long_literal_minus);
  g_test_add_func ("/proto/imap/no value ends a line", test_line_encoder);
  return g_test_run ();
}
