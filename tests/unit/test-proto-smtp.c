/* test-proto-smtp.c: SMTP dialogues: what the server says, what we must say, how it ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-proto-script.h"

#define EHLO(extra) "C: EHLO [127.0.0.1]\nS: 250-mail.example.jp\n" extra "S: 250 8BITMIME\n"
#define START(auth) "TLS\nS: 220 mail.example.jp ESMTP\n" EHLO ("S: 250-PIPELINING\nS: 250-SIZE 10240000\nS: 250-AUTH " auth "\n")
#define PLAIN       "C: AUTH PLAIN AHRhcm8AaGltaXRzdQ==\n"
#define SIGNED_IN   START ("PLAIN LOGIN") PLAIN "S: 235 2.7.0 Authentication successful\n"
#define ADDRESS     .address = "taro@example.jp"

static const Script scripts[] = {
  { "smtp over tls signs in with an initial response and pipelines the envelope", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    SIGNED_IN "C: MAIL FROM:<taro@example.jp>\nC: RCPT TO:<taro@example.jp>\nC: RSET\n"
              "S: 250 2.1.0 Ok\nS: 250 2.1.5 Ok\nS: 250 2.0.0 Ok\nC: QUIT",
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .mechanism = "PLAIN", ADDRESS },
  { "starttls is followed by a new EHLO", TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS,
    "S: 220-mail.example.jp\nS: 220 ESMTP\n" EHLO (
        "S: 250-STARTTLS\nS: 250-AUTH CRAM-MD5\nS: 250-PIPELINING\n") "C: STARTTLS\nS: 220 2.0.0 Ready\nTLS\n" EHLO ("S: 250-AUTH PLAIN\n")
        PLAIN "S: 235 ok\n"
              "C: MAIL FROM:<taro@example.jp>\nS: 250 ok\nC: RCPT TO:<taro@example.jp>\nS: 250 ok\nC: RSET\nS: 502 what\nC: QUIT",
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .mechanism = "PLAIN", ADDRESS },
  { "starttls that is not listed is missing", TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, "S: 220 hi\n" EHLO ("S: 250-AUTH PLAIN\n"),
    TG_STAGE_STARTTLS, TG_FAULT_STARTTLS_MISSING },
  { "a server without EHLO has no starttls", TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS,
    "S: 220 hi\nC: EHLO [127.0.0.1]\nS: 500 what\nC: HELO [127.0.0.1]\nS: 250 hi", TG_STAGE_STARTTLS, TG_FAULT_STARTTLS_MISSING },
  { "starttls refused for now is refused", TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS,
    "S: 220 hi\n" EHLO ("S: 250-STARTTLS\n") "C: STARTTLS\nS: 454 4.7.0 TLS not available", TG_STAGE_STARTTLS, TG_FAULT_STARTTLS_REFUSED,
    .decisive = "454 4.7.0 TLS not available" },
  { "a server without EHLO offers no sign-in", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    "TLS\nS: 220 hi\nC: EHLO [127.0.0.1]\nS: 502 5.5.1 no\nC: HELO [127.0.0.1]\nS: 250 hi", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NOT_OFFERED },
  { "a server that refuses HELO as well does not like how we introduce ourselves", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    "TLS\nS: 220 hi\nC: EHLO [127.0.0.1]\nS: 554 5.7.1 listed\nC: HELO [127.0.0.1]\nS: 554 5.7.1 listed", TG_STAGE_GREETING, TG_FAULT_HELLO,
    .decisive = "554 5.7.1 listed" },
  { "what EHLO was refused with says more than what followed", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    "TLS\nS: 220 hi\nC: EHLO [127.0.0.1]\nS: 501 not this name\nC: HELO [127.0.0.1]\nS: 503 bad sequence", TG_STAGE_GREETING,
    TG_FAULT_HELLO, .decisive = "501 not this name" },
  { "a server that dislikes the usual literal hears the address of this end", TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS,
    "S: 220 hi\nC: EHLO [127.0.0.1]\nS: 550 you are not me\nC: EHLO [192.168.1.20]\nS: 250-hi\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 "
    "go\nTLS\n"
    "C: EHLO [192.168.1.20]\nS: 250 hi",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NOT_OFFERED, .own_literal = "[192.168.1.20]" },
  { "it hears that once", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    "TLS\nS: 220 hi\nC: EHLO [127.0.0.1]\nS: 501 no\nC: EHLO [192.168.1.20]\nS: 501 never\nC: HELO [192.168.1.20]\nS: 501 never",
    TG_STAGE_GREETING, TG_FAULT_HELLO, .decisive = "501 never", .own_literal = "[192.168.1.20]" },
  { "a server that does not know EHLO is told no more", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    "TLS\nS: 220 hi\nC: EHLO [127.0.0.1]\nS: 502 what\nC: HELO [127.0.0.1]\nS: 250 hi", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NOT_OFFERED,
    .own_literal = "[192.168.1.20]" },
  { "a refusal of HELO for now passes", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    "TLS\nS: 220 hi\nC: EHLO [127.0.0.1]\nS: 500 what\nC: HELO [127.0.0.1]\nS: 451 later", TG_STAGE_GREETING, TG_FAULT_UNAVAILABLE,
    .decisive = "451 later" },
  { "no AUTH is not offered", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, "TLS\nS: 220 hi\n" EHLO (""), TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_NOT_OFFERED },
  { "the old AUTH= is understood", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    "TLS\nS: 220 hi\n" EHLO ("S: 250-auth=login\n") "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dGFybw==\nS: 334 UGFzc3dvcmQ6\n"
                                                    "C: aGltaXRzdQ==\nS: 535 no",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED, .refused = TRUE, .mechanism = "LOGIN" },
  { "only mechanisms that we do not have", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, START ("XOAUTH2 OAUTHBEARER NTLM GSSAPI SCRAM-SHA-256-PLUS"),
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NO_COMMON },
  { "a wrong password is refused, and no second mechanism is tried", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    START ("PLAIN LOGIN CRAM-MD5") PLAIN "S: 535-5.7.8 Username and Password not accepted.\nS: 535 5.7.8 Learn more", TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_REFUSED, .refused = TRUE, .mechanism = "PLAIN",
    .decisive = "535 5.7.8 Username and Password not accepted. 5.7.8 Learn more" },
  { "454 does not count as refused", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, START ("PLAIN") PLAIN "S: 454 4.7.0 Temporary failure",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED, .decisive = "454 4.7.0 Temporary failure" },
  { "421 at the sign-in does not count as refused", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, START ("PLAIN") PLAIN "S: 421 4.7.0 Too many",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED },
  { "501 does not count as refused", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, START ("PLAIN") PLAIN "S: 501 5.5.2 Cannot decode",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED },
  { "504 is no judgement of the password", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    START ("PLAIN") PLAIN "S: 504 5.7.4 Unrecognized authentication type", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NO_COMMON },
  { "538 asks for tls", TG_PROTOCOL_SMTP, TG_SECURITY_NONE,
    "S: 220 hi\n" EHLO ("S: 250-AUTH PLAIN\n") PLAIN "S: 538 5.7.11 Encryption required for requested authentication mechanism",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NEEDS_TLS },
  { "530 without tls asks for tls", TG_PROTOCOL_SMTP, TG_SECURITY_NONE,
    "S: 220 hi\n" EHLO ("S: 250-AUTH LOGIN\n") "C: AUTH LOGIN\nS: 530 5.7.0 Must issue a STARTTLS command first", TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_NEEDS_TLS },
  { "a refusal before any credential went out does not count", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    START ("LOGIN") "C: AUTH LOGIN\nS: 535 5.7.139 basic authentication is disabled", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED },
  { "a challenge that is no base64 is answered with a star", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    START ("CRAM-MD5") "C: AUTH CRAM-MD5\nS: 334 !!!!\nC: *\nS: 501 cancelled", TG_STAGE_SIGN_IN, TG_FAULT_GARBAGE },
  { "a success after a star is no sign-in", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    START ("CRAM-MD5") "C: AUTH CRAM-MD5\nS: 334 !!!!\nC: *\nS: 235 welcome", TG_STAGE_SIGN_IN, TG_FAULT_GARBAGE },
  { "prompts without end are answered with a star", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    START ("LOGIN") "C: AUTH LOGIN\nS: 334 \nC: dGFybw==\nS: 334 \nC: aGltaXRzdQ==\nS: 334 \nC: *\nS: 334 ", TG_STAGE_SIGN_IN,
    TG_FAULT_GARBAGE },
  { "a success before the password was asked for is no sign-in", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    START ("LOGIN") "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dGFybw==\nS: 235 welcome", TG_STAGE_SIGN_IN, TG_FAULT_GARBAGE },
  { "the sender is refused", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    SIGNED_IN "C: MAIL FROM:<taro@example.jp>\nC: RCPT TO:<taro@example.jp>\nC: RSET\nS: 550 5.7.60 no permission", TG_STAGE_ENVELOPE,
    TG_FAULT_SENDER, .signed_in = TRUE, .decisive = "550 5.7.60 no permission", ADDRESS },
  { "the recipient is refused for now", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    SIGNED_IN "C: MAIL FROM:<taro@example.jp>\nC: RCPT TO:<taro@example.jp>\nC: RSET\nS: 250 ok\nS: 451 4.7.1 Greylisted",
    TG_STAGE_ENVELOPE, TG_FAULT_RECIPIENT, .signed_in = TRUE, .decisive = "451 4.7.1 Greylisted", ADDRESS },
  { "a 421 in the envelope is unavailable", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    SIGNED_IN "C: MAIL FROM:<taro@example.jp>\nC: RCPT TO:<taro@example.jp>\nC: RSET\nS: 421 bye", TG_STAGE_ENVELOPE, TG_FAULT_UNAVAILABLE,
    .signed_in = TRUE, ADDRESS },
  { "an address with two dots is quoted", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    SIGNED_IN
    "C: MAIL FROM:<\"ta..ro.\"@example.jp>\nC: RCPT TO:<\"ta..ro.\"@example.jp>\nC: RSET\nS: 250 ok\nS: 250 ok\nS: 250 ok\nC: QUIT",
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .address = "ta..ro.@example.jp" },
  { "an address that needs SMTPUTF8 is not sent without it", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, SIGNED_IN, TG_STAGE_ENVELOPE,
    TG_FAULT_UNSENDABLE, .signed_in = TRUE, .address = "太郎@example.jp" },
  { "SMTPUTF8 is said where it is needed", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    "TLS\nS: 220 hi\n" EHLO ("S: 250-SMTPUTF8\nS: 250-AUTH PLAIN\n") PLAIN
    "S: 235 ok\n"
    "C: MAIL FROM:<太郎@example.jp> SMTPUTF8\nS: 250 ok\nC: RCPT TO:<太郎@example.jp>\nS: 250 ok\nC: RSET\nS: 250 ok\nC: QUIT",
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .address = "太郎@example.jp" },
  { "an address with a line end is not sent", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, SIGNED_IN, TG_STAGE_ENVELOPE, TG_FAULT_UNSENDABLE,
    .signed_in = TRUE, .address = "a\r\nDATA\r\n@example.jp" },
  { "without an address there is no envelope", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, SIGNED_IN "C: QUIT", TG_STAGE_DONE, TG_FAULT_NONE,
    .signed_in = TRUE },
  { "a 554 greeting is unavailable", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, "TLS\nS: 554 5.7.1 no service", TG_STAGE_GREETING,
    TG_FAULT_UNAVAILABLE },
  { "a 421 greeting is unavailable", TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, "S: 421 busy", TG_STAGE_GREETING, TG_FAULT_UNAVAILABLE },
  { "an FTP greeting is another protocol", TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, "S: 220 ProFTPD Server", TG_STAGE_GREETING,
    TG_FAULT_OTHER_PROTOCOL },
  { "an IMAP greeting is another protocol", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, "TLS\nS: * OK [CAPABILITY IMAP4rev1] hi", TG_STAGE_GREETING,
    TG_FAULT_OTHER_PROTOCOL },
  { "an SSH greeting is another protocol", TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, "S: SSH-2.0-OpenSSH_9.2", TG_STAGE_GREETING,
    TG_FAULT_OTHER_PROTOCOL },
  { "another positive greeting is garbage", TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, "S: 250 ok", TG_STAGE_GREETING, TG_FAULT_GARBAGE },
  { "no credential is put into words while the gate is shut", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, START ("PLAIN"), TG_STAGE_SIGN_IN,
    TG_FAULT_CERTIFICATE, .shut = TRUE },
};

static void
test_tables (void)
{
  check_table (tg_smtp_tls, FALSE);
  check_table (tg_smtp_starttls, FALSE);
  check_table (tg_smtp_plain, FALSE);
}

static void
test_size (void)
{
  g_autoptr (TgDialogue) dialogue = tg_dialogue_new (TG_PROTOCOL_SMTP, TG_SECURITY_TLS, NULL, NULL, NULL, NULL);

  tg_dialogue_learn (dialogue, "size 35882577", TRUE);
  g_assert_cmpuint (dialogue->size_max, ==, 35882577);
  g_assert_true (tg_dialogue_can (dialogue, "SIZE"));
  g_assert_false (tg_dialogue_can (dialogue, "SIZ"));
  tg_dialogue_forget (dialogue);
  g_assert_cmpuint (dialogue->size_max, ==, 0);
  g_assert_false (tg_dialogue_can (dialogue, "SIZE"));
}

static void
test_many_capabilities (void)
{
  g_autoptr (TgDialogue) dialogue = tg_dialogue_new (TG_PROTOCOL_SMTP, TG_SECURITY_TLS, NULL, NULL, NULL, NULL);

  for (guint i = 0; i < 5000; i++) {
    g_autofree char *line = g_strdup_printf ("AUTH M%u N%u O%u", i, i, i);

    tg_dialogue_learn (dialogue, line, i == 0);
  }
  g_assert_cmpuint (dialogue->capabilities->len, <=, 512);
  g_assert_cmpuint (dialogue->mechanisms->len, <=, 64);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  scripts_add ("/proto/smtp", scripts, G_N_ELEMENTS (scripts));
  g_test_add_func ("/proto/smtp/every table is well formed", test_tables);
  g_test_add_func ("/proto/smtp/SIZE is learnt and forgotten", test_size);
  g_test_add_func ("/proto/smtp/a list without end stays short", test_many_capabilities);
  return g_test_run ();
}
