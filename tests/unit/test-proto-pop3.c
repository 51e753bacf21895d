/* test-proto-pop3.c: POP3 dialogues: what the server says, what we must say, how it ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-proto-script.h"

#define CAPA(extra) "C: CAPA\nS: +OK\nS: TOP\n" extra "S: UIDL\nS: .\n"
#define PLAIN       "AUTH PLAIN AHRhcm8AaGltaXRzdQ=="
#define X60         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define X60_BASE64  "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4"
#define STAT        "C: STAT\nS: +OK 12 34567\nC: QUIT"

static const Script scripts[] = {
  { "pop3 over tls asks for the capabilities and signs in with an initial response", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK Dovecot ready.\n" CAPA ("S: SASL PLAIN LOGIN\nS: USER\n") "C: " PLAIN "\nS: +OK Logged in.\n" STAT, TG_STAGE_DONE,
    TG_FAULT_NONE, .signed_in = TRUE, .mechanism = "PLAIN", .messages = 12 },
  { "stls goes out straight after the greeting, and the capabilities are asked for after tls", TG_PROTOCOL_POP3, TG_SECURITY_STARTTLS,
    "S: +OK hi\nC: STLS\nS: +OK Begin TLS\nTLS\n" CAPA ("S: SASL PLAIN\n") "C: " PLAIN "\nS: +OK in\n" STAT, TG_STAGE_DONE, TG_FAULT_NONE,
    .signed_in = TRUE, .messages = 12 },
  { "stls refused and not listed is missing", TG_PROTOCOL_POP3, TG_SECURITY_STARTTLS,
    "S: +OK hi\nC: STLS\nS: -ERR Unknown command.\n" CAPA ("S: USER\n"), TG_STAGE_STARTTLS, TG_FAULT_STARTTLS_MISSING,
    .decisive = "-ERR Unknown command." },
  { "stls refused by a server without CAPA is missing", TG_PROTOCOL_POP3, TG_SECURITY_STARTTLS,
    "S: +OK hi\nC: STLS\nS: -ERR What?\nC: CAPA\nS: -ERR What?", TG_STAGE_STARTTLS, TG_FAULT_STARTTLS_MISSING },
  { "stls refused although listed is refused", TG_PROTOCOL_POP3, TG_SECURITY_STARTTLS,
    "S: +OK hi\nC: STLS\nS: -ERR no certificate\n" CAPA ("S: STLS\n"), TG_STAGE_STARTTLS, TG_FAULT_STARTTLS_REFUSED,
    .decisive = "-ERR no certificate" },
  { "stls refused for now is refused without asking further", TG_PROTOCOL_POP3, TG_SECURITY_STARTTLS,
    "S: +OK hi\nC: STLS\nS: -ERR [SYS/TEMP] later", TG_STAGE_STARTTLS, TG_FAULT_STARTTLS_REFUSED },
  { "USER and PASS go out one after the other", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\n" CAPA ("S: USER\n") "C: USER taro\nS: +OK\nC: PASS himitsu\nS: +OK in\n" STAT, TG_STAGE_DONE, TG_FAULT_NONE,
    .signed_in = TRUE, .mechanism = "USER-PASS", .messages = 12 },
  { "USER and PASS go out together where PIPELINING is offered", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\n" CAPA ("S: PIPELINING\nS: USER\n") "C: USER taro\nC: PASS  hi mitsu\nS: +OK\nS: +OK in\n" STAT, TG_STAGE_DONE,
    TG_FAULT_NONE, .signed_in = TRUE, .messages = 12, .password = " hi mitsu" },
  { "a server without CAPA is signed in to with USER and PASS", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\nC: CAPA\nS: -ERR what?\nC: USER taro\nS: +OK\nC: PASS himitsu\nS: -ERR wrong", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED,
    .refused = TRUE, .mechanism = "USER-PASS" },
  { "a refused user name counts", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\n" CAPA ("S: USER\n") "C: USER taro\nS: -ERR [AUTH] no such mailbox", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED,
    .refused = TRUE, .decisive = "-ERR [AUTH] no such mailbox" },
  { "a mailbox in use does not count as refused", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\n" CAPA ("S: USER\n") "C: USER taro\nS: +OK\nC: PASS himitsu\nS: -ERR [IN-USE] locked", TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_REFUSED },
  { "a temporary refusal of AUTH does not count", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\n" CAPA ("S: SASL PLAIN\n") "C: " PLAIN "\nS: -ERR [SYS/TEMP] database down", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED },
  { "plaintext disallowed in words asks for tls", TG_PROTOCOL_POP3, TG_SECURITY_NONE,
    "S: +OK hi\n" CAPA (
        "S: USER\n") "C: USER taro\nS: -ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NEEDS_TLS },
  { "no USER and no SASL besides STLS asks for tls", TG_PROTOCOL_POP3, TG_SECURITY_NONE, "S: +OK hi\n" CAPA ("S: STLS\nS: SASL\n"),
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NEEDS_TLS },
  { "tokens only means nothing in common", TG_PROTOCOL_POP3, TG_SECURITY_TLS, "TLS\nS: +OK hi\n" CAPA ("S: SASL XOAUTH2\n"),
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NO_COMMON },
  { "without tls the password stays hidden where it can", TG_PROTOCOL_POP3, TG_SECURITY_NONE,
    "S: +OK hi\n" CAPA (
        "S: SASL PLAIN CRAM-MD5\nS: USER\n") "C: AUTH CRAM-MD5\nS: + PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\n"
                                             "C: dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\nS: +OK in\n" STAT,
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .mechanism = "CRAM-MD5", .messages = 12, .user = "tim",
    .password = "tanstaaftanstaaf" },
  { "APOP is used on demand", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\n" CAPA (
        "S: SASL PLAIN\n") "C: APOP mrose c4c9334bac560ecc979e58001b3e22fb\nS: +OK in\n" STAT,
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .mechanism = "APOP", .messages = 12, .wanted = "apop", .user = "mrose",
    .password = "tanstaaf" },
  { "APOP's stamp from before tls is forgotten", TG_PROTOCOL_POP3, TG_SECURITY_STARTTLS,
    "S: +OK <1896.697170952@dbc.mtview.ca.us>\nC: STLS\nS: +OK\nTLS\n" CAPA (""), TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NO_COMMON,
    .wanted = "APOP" },
  { "APOP does not take a user name with a space", TG_PROTOCOL_POP3, TG_SECURITY_TLS, "TLS\nS: +OK <1@x>\n" CAPA (""), TG_STAGE_SIGN_IN,
    TG_FAULT_UNSENDABLE, .wanted = "APOP", .user = "ta ro" },
  { "an initial response that does not fit waits for the challenge", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\n" CAPA ("S: SASL PLAIN\n") "C: AUTH PLAIN\nS: + \nC: AHRhcm8A" X60_BASE64 X60_BASE64 X60_BASE64 "\nS: +OK in\n" STAT,
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .messages = 12, .password = X60 X60 X60 },
  { "a greeting that turns us away is unavailable", TG_PROTOCOL_POP3, TG_SECURITY_TLS, "TLS\nS: -ERR maintenance", TG_STAGE_GREETING,
    TG_FAULT_UNAVAILABLE, .decisive = "-ERR maintenance" },
  { "an IMAP greeting is another protocol", TG_PROTOCOL_POP3, TG_SECURITY_TLS, "TLS\nS: * OK hi", TG_STAGE_GREETING,
    TG_FAULT_OTHER_PROTOCOL },
  { "a web server is another protocol", TG_PROTOCOL_POP3, TG_SECURITY_STARTTLS, "S: HTTP/1.1 400 Bad Request", TG_STAGE_GREETING,
    TG_FAULT_OTHER_PROTOCOL },
  { "a challenge as greeting is garbage", TG_PROTOCOL_POP3, TG_SECURITY_TLS, "TLS\nS: + hi", TG_STAGE_GREETING, TG_FAULT_GARBAGE },
  { "STAT refused means that the mailbox does not open", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\n" CAPA ("S: SASL PLAIN\n") "C: " PLAIN "\nS: +OK in\nC: STAT\nS: -ERR [SYS/PERM] broken", TG_STAGE_MAILBOX,
    TG_FAULT_MAILBOX, .signed_in = TRUE },
  { "a STAT without a number opens the mailbox, the number unknown", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\n" CAPA ("S: SASL PLAIN\n") "C: " PLAIN "\nS: +OK in\nC: STAT\nS: +OK -1 x\nC: QUIT", TG_STAGE_DONE, TG_FAULT_NONE,
    .signed_in = TRUE },
  { "a capability line that begins with a dot is no end", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\n" CAPA ("S: ..\nS: ..x\nS: SASL XOAUTH2\n"), TG_STAGE_SIGN_IN, TG_FAULT_AUTH_NO_COMMON },
  { "a password with a line end is never sent in a line", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\n" CAPA ("S: USER\n") "C: USER taro\nS: +OK", TG_STAGE_SIGN_IN, TG_FAULT_UNSENDABLE, .password = "a\r\nDELE 1" },
  { "a password with a line end goes into base64", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\n" CAPA ("S: SASL PLAIN\n") "C: AUTH PLAIN AHRhcm8AYQpi\nS: -ERR no", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED,
    .refused = TRUE, .password = "a\nb" },
};

static void
test_tables (void)
{
  check_table (tg_pop3_tls, FALSE);
  check_table (tg_pop3_starttls, TRUE);
  check_table (tg_pop3_plain, FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  scripts_add ("/proto/pop3", scripts, G_N_ELEMENTS (scripts));
  g_test_add_func ("/proto/pop3/every table is well formed", test_tables);
  return g_test_run ();
}
