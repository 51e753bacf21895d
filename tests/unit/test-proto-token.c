/* test-proto-token.c: signing in with an OAuth token, to the byte: RFC 7628 section 4, and XOAUTH2 as Google's and Microsoft's pages
 * have it; what servers say when they do not accept it; and that a token goes nowhere else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-proto-script.h"

#include "proto/sasl/sasl.h"
#include "proto/sign-in.h"

#include <string.h>

/* RFC 7628 section 4.1 and 4.3. */
#define RFC_TOKEN "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="
#define RFC_FIRST                                                                                                                          \
  "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRX" \
  "V"                                                                                                                                      \
  "ZMjl0Q2c9PQEB"
#define RFC_DENIAL                                                                                                                         \
  "eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJleGFtcGxlX3Njb3BlIiwib3BlbmlkLWNvbmZpZ3VyYXRpb24iOiJodHRwczovL2V4YW1wbGUuY29tLy53ZWxsLW" \
  "t"                                                                                                                                      \
  "ub3duL29wZW5pZC1jb25maWd1cmF0aW9uIn0="
#define RFC .user = "user@example.com", .token = RFC_TOKEN, .wanted = "OAUTHBEARER", .mechanism = "OAUTHBEARER"

/* Gmail's page on the protocol. */
#define GOOGLE_TOKEN  "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg"
#define GOOGLE_FIRST  "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
#define GOOGLE_DENIAL "eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIG1hYyIsInNjb3BlIjoiaHR0cHM6Ly9tYWlsLmdvb2dsZS5jb20vIn0K"
#define GOOGLE        .user = "someuser@example.com", .token = GOOGLE_TOKEN, .mechanism = "XOAUTH2"

#define IMAP(caps)  "TLS\nS: * OK [CAPABILITY IMAP4rev1 " caps "] hi\n"
#define POP3(mechs) "TLS\nS: +OK hi\nC: CAPA\nS: +OK\nS: SASL " mechs "\nS: .\n"
#define SMTP(mechs) "TLS\nS: 220 hi\nC: EHLO [127.0.0.1]\nS: 250-hi\nS: 250 AUTH " mechs "\n"
#define EXAMINED    "C: a2 EXAMINE INBOX\nS: * 1 EXISTS\nS: a2 OK done\nC: a3 LOGOUT"

static const Script scripts[] = {
  { "the initial response goes out with the command, in IMAP", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    IMAP ("SASL-IR AUTH=OAUTHBEARER") "C: a1 AUTHENTICATE OAUTHBEARER " RFC_FIRST "\nS: a1 OK in\n" EXAMINED, TG_STAGE_DONE, TG_FAULT_NONE,
    .signed_in = TRUE, .messages = 1, RFC },
  { "without SASL-IR it waits for the server", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    IMAP ("AUTH=XOAUTH2") "C: a1 AUTHENTICATE XOAUTH2\nS: +\nC: " GOOGLE_FIRST "\nS: a1 OK in\n" EXAMINED, TG_STAGE_DONE, TG_FAULT_NONE,
    .signed_in = TRUE, .messages = 1, GOOGLE },
  { "POP3 with XOAUTH2", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    POP3 ("XOAUTH2") "C: AUTH XOAUTH2 " GOOGLE_FIRST "\nS: +OK in\nC: STAT\nS: +OK 1 2\nC: QUIT", TG_STAGE_DONE, TG_FAULT_NONE,
    .signed_in = TRUE, .messages = 1, GOOGLE },
  { "POP3 with OAUTHBEARER", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    POP3 ("OAUTHBEARER") "C: AUTH OAUTHBEARER " RFC_FIRST "\nS: +OK in\nC: STAT\nS: +OK 1 2\nC: QUIT", TG_STAGE_DONE, TG_FAULT_NONE,
    .signed_in = TRUE, .messages = 1, RFC },
  { "SMTP with XOAUTH2", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, SMTP ("XOAUTH2") "C: AUTH XOAUTH2 " GOOGLE_FIRST "\nS: 235 in\nC: QUIT",
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, GOOGLE },
  { "SMTP with OAUTHBEARER", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    SMTP ("OAUTHBEARER") "C: AUTH OAUTHBEARER " RFC_FIRST "\nS: 235 in\nC: QUIT", TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, RFC },

  { "a denial is answered with one byte, and then refused", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    IMAP ("SASL-IR AUTH=OAUTHBEARER") "C: a1 AUTHENTICATE OAUTHBEARER " RFC_FIRST "\nS: + " RFC_DENIAL
                                      "\nC: AQ==\nS: a1 NO SASL authentication failed",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED, .refused = TRUE, .decisive = "NO SASL authentication failed", RFC },
  { "with XOAUTH2, it is answered with an empty line", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    IMAP ("SASL-IR AUTH=XOAUTH2") "C: a1 AUTHENTICATE XOAUTH2 " GOOGLE_FIRST "\nS: + " GOOGLE_DENIAL
                                  "\nC: \nS: a1 NO SASL authentication failed",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED, .refused = TRUE, GOOGLE },
  { "a denial in POP3", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    POP3 ("OAUTHBEARER") "C: AUTH OAUTHBEARER " RFC_FIRST "\nS: + " RFC_DENIAL "\nC: AQ==\nS: -ERR [AUTH] no", TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_REFUSED, .refused = TRUE, RFC },
  { "a denial in SMTP, and what Gmail said to a reply that it did not like", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    SMTP ("XOAUTH2") "C: AUTH XOAUTH2 " GOOGLE_FIRST "\nS: 334 " GOOGLE_DENIAL "\nC: \nS: 501 5.5.2 Cannot Decode response",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED, .refused = TRUE, GOOGLE },
  { "a BAD after a denial is the refusal, too", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    IMAP ("SASL-IR AUTH=XOAUTH2") "C: a1 AUTHENTICATE XOAUTH2 " GOOGLE_FIRST "\nS: + " GOOGLE_DENIAL
                                  "\nC: \nS: a1 BAD Invalid SASL argument",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED, .refused = TRUE, GOOGLE },
  { "a yes after a denial is not believed", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    IMAP ("SASL-IR AUTH=XOAUTH2") "C: a1 AUTHENTICATE XOAUTH2 " GOOGLE_FIRST "\nS: + " GOOGLE_DENIAL "\nC: \nS: a1 OK in", TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_REFUSED, .refused = TRUE, GOOGLE },
  { "a second denial ends the exchange", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    SMTP ("OAUTHBEARER") "C: AUTH OAUTHBEARER " RFC_FIRST "\nS: 334 " RFC_DENIAL "\nC: AQ==\nS: 334 again", TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_REFUSED, .refused = TRUE, RFC },
  { "a denial that is neither base64 nor JSON is one all the same", TG_PROTOCOL_SMTP, TG_SECURITY_TLS,
    SMTP ("XOAUTH2") "C: AUTH XOAUTH2 " GOOGLE_FIRST "\nS: 334 !?\nC: \nS: 535 5.7.8 no", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED,
    .refused = TRUE, GOOGLE },
  { "a refusal without a denial", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    IMAP ("SASL-IR AUTH=XOAUTH2") "C: a1 AUTHENTICATE XOAUTH2 " GOOGLE_FIRST "\nS: a1 NO AUTHENTICATE failed.", TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_REFUSED, .refused = TRUE, GOOGLE },
  { "what cannot be checked was not judged", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    IMAP ("SASL-IR AUTH=XOAUTH2") "C: a1 AUTHENTICATE XOAUTH2 " GOOGLE_FIRST "\nS: a1 NO [UNAVAILABLE] later", TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_REFUSED, GOOGLE },

  { "a token is said to nobody without encryption", TG_PROTOCOL_IMAP, TG_SECURITY_NONE,
    "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] hi", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_TOKEN_IN_CLEAR, .token = GOOGLE_TOKEN },
  { "a token is said to nobody whom the certificate does not prove", TG_PROTOCOL_IMAP, TG_SECURITY_TLS, IMAP ("SASL-IR AUTH=XOAUTH2"),
    TG_STAGE_SIGN_IN, TG_FAULT_CERTIFICATE, .token = GOOGLE_TOKEN, .shut = TRUE },
  { "a token with a line end is not sent", TG_PROTOCOL_IMAP, TG_SECURITY_TLS, IMAP ("SASL-IR AUTH=XOAUTH2"), TG_STAGE_SIGN_IN,
    TG_FAULT_UNSENDABLE, .token = "ya29\r\na2 LOGOUT" },
  { "a token with the byte that ends it is not sent", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, SMTP ("OAUTHBEARER"), TG_STAGE_SIGN_IN,
    TG_FAULT_UNSENDABLE, .token = "ya29\001host=other" },
  { "nor is a user name with it", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, SMTP ("XOAUTH2"), TG_STAGE_SIGN_IN, TG_FAULT_UNSENDABLE,
    .user = "taro\001auth=Bearer x", .token = GOOGLE_TOKEN },
  { "nor is an empty token", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, SMTP ("XOAUTH2"), TG_STAGE_SIGN_IN, TG_FAULT_UNSENDABLE, .token = "" },
};

static char *
decoded (TgSecret *response)
{
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (tg_secret_peek (response, NULL), &length);

  return g_strndup ((const char *)bytes, length);
}

/* The header's two special characters; a long token, which waits in each protocol for the first challenge. */
static void
test_messages (void)
{
  static const struct {
    const char *mechanism;
    const char *user;
    const char *message;
  } rows[] = {
    { "XOAUTH2", "a,b=c@example.jp", "user=a,b=c@example.jp\001auth=Bearer t.o-k_e~n+/=\001\001" },
    { "OAUTHBEARER", "a,b=c@example.jp", "n,a=a=2Cb=3Dc@example.jp,\001host=h.example.jp\001port=993\001auth=Bearer t.o-k_e~n+/=\001\001" },
    { "OAUTHBEARER", "太郎", "n,a=太郎,\001host=h.example.jp\001port=993\001auth=Bearer t.o-k_e~n+/=\001\001" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgSecret) token = tg_secret_new_token ("t.o-k_e~n+/=", -1);
    g_autoptr (TgSasl) sasl = tg_sasl_new (rows[i].mechanism, rows[i].user, token);
    g_autoptr (TgSecret) response = NULL, late = NULL;
    g_autofree char *message = NULL;
    TgFault fault;

    tg_sasl_set_server (sasl, "h.example.jp", 993);
    g_assert_true (tg_sasl_begins (sasl));
    g_assert_null (tg_sasl_initial (sasl, 20, &fault));
    g_assert_cmpint (fault, ==, TG_FAULT_NONE);
    /* A first challenge is no denial, whatever is in it: the token is still here. */
    tg_sasl_take_challenge (sasl, GOOGLE_DENIAL);
    g_assert_null (tg_sasl_denial (sasl));
    g_assert_false (tg_sasl_complete (sasl));
    response = tg_sasl_respond (sasl, GOOGLE_DENIAL, &fault);
    message = decoded (response);
    g_assert_cmpstr (message, ==, rows[i].message);
    g_assert_true (tg_sasl_complete (sasl));
  }
}

/* What is read of a denial.  "-": nothing. */
static void
test_denials (void)
{
  static const struct {
    const char *json;
    const char *status, *scope, *configuration;
  } rows[] = {
    { "{\"status\":\"invalid_token\",\"scope\":\"example_scope\",\"openid-configuration\":\"https://example.com/c\"}", "invalid_token",
      "example_scope", "https://example.com/c" },
    { "{\"status\":\"400\",\"schemes\":\"Bearer\",\"scope\":\"https://mail.google.com/\"}", "400", "https://mail.google.com/", "-" },
    { " {\n \"status\" : 401 ,\t\"scope\":\"a b\" } \n", "401", "a b", "-" },
    { "{\"schemes\":[\"bearer\",{\"status\":\"x\"},[1,2,\"]}\"]],\"error\":{\"status\":\"403\"},\"status\":\"403\"}", "403", "-", "-" },
    { "{\"scope\":null,\"x\":true,\"y\":-1.5e3,\"status\":\"s\"}", "s", "-", "-" },
    { "{\"status\":\"1\",\"status\":\"2\"}", "1", "-", "-" },
    { "{\"openid-configuration\":\"https:\\/\\/a.example\\/\\u3042\\ud83d\\ude00\\n\"}", "-", "-", "https://a.example/あ😀\n" },
    { "{\"status\":\"a\\u0000b\\ud800c\\udc00\"}", "a\357\277\275b\357\277\275c\357\277\275", "-", "-" },
    { "{\"\\u0073tatus\":\"s\"}", "s", "-", "-" },
    { "{\"status\":\"401\",\"scope\":\"cut o", "401", "-", "-" },
    { "{\"status\":\"401\" \"scope\":\"s\"}", "401", "-", "-" },
    { "{\"status\":\"401\",}", "401", "-", "-" },
    { "{\"status\":\"bad \\x escape\"}", "-", "-", "-" },
    { "{\"status\":\"cut \\u00", "-", "-", "-" },
    { "{\"status\":}", "-", "-", "-" },
    { "{status:\"401\"}", "-", "-", "-" },
    { "[{\"status\":\"401\"}]", "-", "-", "-" },
    { "\"401\"", "-", "-", "-" },
    { "{}", "-", "-", "-" },
    { "{", "-", "-", "-" },
    { "\\", "-", "-", "-" },
    { "{\"a\":[", "-", "-", "-" },
    { "{\"a\":\"", "-", "-", "-" },
    { "{\"a\":\"\\", "-", "-", "-" },
    { "", "-", "-", "-" },
    { "\377\376\200", "-", "-", "-" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    gsize length = strlen (rows[i].json);
    /* Exactly these bytes, so that a sanitizer sees what is read beyond them. */
    g_autofree char *exact = g_memdup2 (rows[i].json, MAX (length, 1));
    g_autoptr (TgTokenDenial) denial = tg_token_denial_read (exact, length);

    g_test_message ("%s", rows[i].json);
    g_assert_cmpstr (denial->status != NULL ? denial->status : "-", ==, rows[i].status);
    g_assert_cmpstr (denial->scope != NULL ? denial->scope : "-", ==, rows[i].scope);
    g_assert_cmpstr (denial->configuration != NULL ? denial->configuration : "-", ==, rows[i].configuration);
  }
}

static void
test_hostile_denials (void)
{
  static const char *const pieces[] = { "[", "{", "{\"a\":", "\"", "\\", "{\"status\":\"", "\\u12", ",", "9" };
  g_autofree char *nothing = g_malloc0 (100);
  g_autoptr (TgTokenDenial) denial = tg_token_denial_read (nothing, 100);

  g_assert_null (denial->status);
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) text = g_string_new ("{\"a\":");
    g_autoptr (TgTokenDenial) deep = NULL;

    while (text->len < 256 * 1024)
      g_string_append (text, pieces[i]);
    deep = tg_token_denial_read (text->str, text->len);
    g_assert_null (deep->scope);
  }
}

/* A server may send as much as fits into a line. */
static void
test_a_denial_of_any_length (void)
{
  g_autoptr (TgSecret) token = tg_secret_new_token ("t", -1);
  g_autoptr (TgSasl) sasl = tg_sasl_new ("OAUTHBEARER", "u", token);
  g_autofree char *scope = g_strnfill (5000, 's');
  g_autofree char *json = g_strdup_printf ("{\"scope\":\"%s\",\"status\":\"insufficient_scope\"}", scope);
  g_autofree char *challenge = g_base64_encode ((const guchar *)json, strlen (json));
  g_autoptr (TgSecret) first = NULL, farewell = NULL;
  TgFault fault;

  tg_sasl_set_server (sasl, "h", 1);
  first = tg_sasl_initial (sasl, 500, &fault);
  g_assert_nonnull (first);
  tg_sasl_take_challenge (sasl, challenge);
  g_assert_cmpstr (tg_sasl_denial (sasl)->status, ==, "insufficient_scope");
  g_assert_cmpuint (strlen (tg_sasl_denial (sasl)->scope), ==, 5000);
  farewell = tg_sasl_respond (sasl, challenge, &fault);
  g_assert_cmpstr (tg_secret_peek (farewell, NULL), ==, "AQ==");
  g_assert_false (tg_sasl_complete (sasl));
  g_assert_null (tg_sasl_respond (sasl, challenge, &fault));
  g_assert_cmpint (fault, ==, TG_FAULT_GARBAGE);
}

/* Which mechanism goes with which credential: 't'oken, 'p'assword or none yet. */
static void
test_choice (void)
{
  static const struct {
    TgProtocol protocol;
    gboolean tls;
    char credential;
    const char *capabilities;
    const char *wanted;
    const char *chosen;
    TgFault fault;
  } table[] = {
    { TG_PROTOCOL_IMAP, TRUE, 't', "IMAP4rev1 AUTH=PLAIN AUTH=OAUTHBEARER AUTH=XOAUTH2", NULL, "XOAUTH2" },
    { TG_PROTOCOL_IMAP, TRUE, 't', "IMAP4rev1 AUTH=PLAIN AUTH=OAUTHBEARER", NULL, "OAUTHBEARER" },
    { TG_PROTOCOL_IMAP, TRUE, 't', "IMAP4rev1 AUTH=OAUTHBEARER AUTH=XOAUTH2", "oauthbearer", "OAUTHBEARER" },
    { TG_PROTOCOL_IMAP, TRUE, 't', "IMAP4rev1 AUTH=OAUTHBEARER AUTH=XOAUTH2", "oauth", "XOAUTH2" },
    { TG_PROTOCOL_IMAP, TRUE, 't', "IMAP4rev1 AUTH=PLAIN AUTH=LOGIN AUTH=SCRAM-SHA-256", NULL, NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_IMAP, TRUE, 't', "IMAP4rev1", NULL, NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_IMAP, TRUE, 't', "IMAP4rev1 LOGINDISABLED", NULL, NULL, TG_FAULT_AUTH_NOT_OFFERED },
    { TG_PROTOCOL_IMAP, TRUE, 't', "IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2", "PLAIN", NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_IMAP, TRUE, 't', "IMAP4rev1 AUTH=XOAUTH2", "IMAP-LOGIN", NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_IMAP, TRUE, 't', "IMAP4rev1 AUTH=XOAUTH2", "OAUTHBEARER", NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_POP3, TRUE, 't', "USER", NULL, NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_POP3, TRUE, 't', "USER\nSASL XOAUTH2", "APOP", NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_POP3, TRUE, 't', "USER\nSASL PLAIN XOAUTH2", NULL, "XOAUTH2" },
    { TG_PROTOCOL_SMTP, TRUE, 't', "AUTH PLAIN LOGIN XOAUTH2", NULL, "XOAUTH2" },
    { TG_PROTOCOL_SMTP, TRUE, 't', "AUTH", NULL, NULL, TG_FAULT_AUTH_NOT_OFFERED },
    { TG_PROTOCOL_SMTP, FALSE, 't', "AUTH XOAUTH2", NULL, NULL, TG_FAULT_AUTH_TOKEN_IN_CLEAR },
    { TG_PROTOCOL_SMTP, FALSE, 't', "AUTH PLAIN", NULL, NULL, TG_FAULT_AUTH_TOKEN_IN_CLEAR },
    { TG_PROTOCOL_IMAP, FALSE, '-', "IMAP4rev1 AUTH=XOAUTH2", "XOAUTH2", NULL, TG_FAULT_AUTH_TOKEN_IN_CLEAR },
    { TG_PROTOCOL_IMAP, TRUE, '-', "IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2", "XOAUTH2", "XOAUTH2" },
    { TG_PROTOCOL_IMAP, TRUE, '-', "IMAP4rev1 AUTH=PLAIN AUTH=OAUTHBEARER", "OAUTH", "OAUTHBEARER" },
    { TG_PROTOCOL_IMAP, TRUE, '-', "IMAP4rev1 AUTH=PLAIN", "OAUTHBEARER", NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_IMAP, TRUE, '-', "IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2", NULL, "PLAIN" },
    { TG_PROTOCOL_IMAP, TRUE, 'p', "IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER", NULL, "PLAIN" },
    { TG_PROTOCOL_IMAP, TRUE, 'p', "IMAP4rev1 AUTH=XOAUTH2 AUTH=OAUTHBEARER", NULL, NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_IMAP, TRUE, 'p', "IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2", "XOAUTH2", NULL, TG_FAULT_AUTH_NO_COMMON },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (TgSecret) token = tg_secret_new_token ("x", -1), password = tg_secret_new ("x", -1);
    TgSecret *credential = table[i].credential == 't' ? token : table[i].credential == 'p' ? password : NULL;
    g_autoptr (TgDialogue) dialogue =
        tg_dialogue_new (table[i].protocol, table[i].tls ? TG_SECURITY_TLS : TG_SECURITY_NONE, "taro", NULL, credential, table[i].wanted);
    g_autoptr (TgBatch) batch = tg_batch_new ();

    dialogue->tls = dialogue->trusted = table[i].tls;
    dialogue->capa = TRUE;
    dialogue->apop_stamp = g_strdup ("<1@example.jp>");
    tg_dialogue_learn (dialogue, table[i].capabilities, TRUE);
    tg_sign_in_choose (dialogue, 0, batch);
    g_test_message ("%c %s, wanted %s", table[i].credential, table[i].capabilities, table[i].wanted);
    g_assert_cmpuint (batch->lines->len, ==, 0);
    g_assert_cmpstr (dialogue->mechanism, ==, table[i].chosen);
    g_assert_cmpint (dialogue->fault, ==, table[i].fault);
  }
}

/* Whatever a table or a caller does wrong: the last thing that is asked before the bytes are made. */
static void
test_nothing_else_is_said (void)
{
  static const struct {
    gboolean token;
    const char *mechanism;
    gboolean tls;
    TgFault fault;
  } rows[] = {
    { TRUE, "PLAIN", TRUE, TG_FAULT_INTERNAL },
    { TRUE, "LOGIN", TRUE, TG_FAULT_INTERNAL },
    { TRUE, "IMAP-LOGIN", TRUE, TG_FAULT_INTERNAL },
    { FALSE, "XOAUTH2", TRUE, TG_FAULT_INTERNAL },
    { TRUE, "XOAUTH2", FALSE, TG_FAULT_AUTH_TOKEN_IN_CLEAR },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgSecret) credential = rows[i].token ? tg_secret_new_token ("x", -1) : tg_secret_new ("x", -1);
    g_autoptr (TgDialogue) dialogue =
        tg_dialogue_new (TG_PROTOCOL_IMAP, rows[i].tls ? TG_SECURITY_TLS : TG_SECURITY_NONE, "taro", NULL, credential, NULL);
    g_autoptr (TgBatch) batch = tg_batch_new ();

    dialogue->tls = dialogue->trusted = rows[i].tls;
    tg_dialogue_learn (dialogue, "IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=LOGIN AUTH=XOAUTH2", TRUE);
    dialogue->mechanism = rows[i].mechanism;
    tg_sign_in_say (dialogue, 0, batch);
    g_assert_cmpuint (batch->lines->len, ==, 0);
    g_assert_cmpint (dialogue->fault, ==, rows[i].fault);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  scripts_add ("/proto/token", scripts, G_N_ELEMENTS (scripts));
  g_test_add_func ("/proto/token/the messages, to the byte", test_messages);
  g_test_add_func ("/proto/token/what is read of a denial", test_denials);
  g_test_add_func ("/proto/token/what is no denial at all", test_hostile_denials);
  g_test_add_func ("/proto/token/a denial may be long", test_a_denial_of_any_length);
  g_test_add_func ("/proto/token/the mechanism follows from the credential", test_choice);
  g_test_add_func ("/proto/token/a token goes with nothing else, and nothing else with its mechanisms", test_nothing_else_is_said);
  return g_test_run ();
}
