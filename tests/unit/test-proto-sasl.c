/* test-proto-sasl.c: the mechanisms against their RFCs' examples, and against lying servers.
 * SCRAM-SHA-1: RFC 5802 section 5; SCRAM-SHA-256: RFC 7677 section 3; CRAM-MD5: RFC 2195.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-proto-script.h"

#include "proto/sasl/sasl.h"

#include <gsasl.h>
#include <string.h>

/* Replaces libgsasl's, so that the client's nonce is that of RFC 5802's example. */
#define NONCE "fyko+d2lbbFgONRv9qkxdawL"

int
gsasl_nonce (char *data, size_t length)
{
  gsize decoded_length;
  g_autofree guchar *decoded = g_base64_decode (NONCE, &decoded_length);

  g_assert_cmpuint (length, ==, decoded_length);
  memcpy (data, decoded, length);
  return GSASL_OK;
}

#define SERVER_NONCE NONCE "3rfcNHYJY1ZVvWVs7j"
#define FIRST        "biwsbj11c2VyLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdM"
#define SERVER_FIRST "cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd0wzcmZjTkhZSlkxWlZ2V1ZzN2oscz1RU1hDUitRNnNlazhiZjkyLGk9NDA5Ng=="
#define FINAL        "Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdMM3JmY05IWUpZMVpWdldWczdqLHA9djBYOHYzQnoyVDBDSkdiSlF5RjBYK0hJNFRzPQ=="
#define PROOF        "dj1ybUY5cHFWOFM3c3VBb1pXamE0ZEpSa0ZzS1E9"
#define WRONG_PROOF  "dj1ybUY5cHFWOFM3c3VBb1pXamE0ZEpSa0ZzS1U9"
#define CAPABLE      "S: 220 hi\nC: EHLO [127.0.0.1]\nS: 250-hi\nS: 250 AUTH PLAIN CRAM-MD5 SCRAM-SHA-1\n"
#define EXCHANGE     CAPABLE "C: AUTH SCRAM-SHA-1 " FIRST "\nS: 334 " SERVER_FIRST "\nC: " FINAL "\n"
#define SCRAM        .user = "user", .password = "pencil", .mechanism = "SCRAM-SHA-1"

static const Script scripts[] = {
  { "without tls scram comes first, and the server proves itself", TG_PROTOCOL_SMTP, TG_SECURITY_NONE,
    EXCHANGE "S: 334 " PROOF "\nC: \nS: 235 ok\nC: QUIT", TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, SCRAM },
  { "a server with the wrong signature is told so and not believed", TG_PROTOCOL_SMTP, TG_SECURITY_NONE,
    EXCHANGE "S: 334 " WRONG_PROOF "\nC: *\nS: 235 ok", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_SERVER_PROOF, SCRAM },
  { "an OK without a signature is not believed", TG_PROTOCOL_SMTP, TG_SECURITY_NONE, EXCHANGE "S: 235 ok", TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_SERVER_PROOF, SCRAM },
  { "an OK to the first message is not believed", TG_PROTOCOL_SMTP, TG_SECURITY_NONE, CAPABLE "C: AUTH SCRAM-SHA-1 " FIRST "\nS: 235 ok",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_SERVER_PROOF, SCRAM },
  { "a wrong password is refused in scram, too", TG_PROTOCOL_SMTP, TG_SECURITY_NONE, EXCHANGE "S: 535 5.7.8 no", TG_STAGE_SIGN_IN,
    TG_FAULT_AUTH_REFUSED, .refused = TRUE, SCRAM },
  { "an error in place of the signature is answered, then refused", TG_PROTOCOL_SMTP, TG_SECURITY_NONE,
    EXCHANGE "S: 334 ZT1pbnZhbGlkLXByb29m\nC: \nS: 535 5.7.8 no", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_REFUSED, .refused = TRUE, SCRAM },
  { "an error in place of the signature, then OK, is not believed", TG_PROTOCOL_SMTP, TG_SECURITY_NONE,
    EXCHANGE "S: 334 ZT1pbnZhbGlkLXByb29m\nC: \nS: 235 ok", TG_STAGE_SIGN_IN, TG_FAULT_AUTH_SERVER_PROOF, SCRAM },
  { "too few iterations give no proof away", TG_PROTOCOL_SMTP, TG_SECURITY_NONE,
    CAPABLE
    "C: AUTH SCRAM-SHA-1 " FIRST "\n"
    "S: 334 cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd0wzcmZjTkhZSlkxWlZ2V1ZzN2oscz1RU1hDUitRNnNlazhiZjkyLGk9NDA5NQ==\nC: *\nS: 501 cancelled",
    TG_STAGE_SIGN_IN, TG_FAULT_AUTH_SERVER_PROOF, SCRAM },
  { "scram goes through IMAP without an initial response", TG_PROTOCOL_IMAP, TG_SECURITY_TLS,
    "TLS\nS: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=SCRAM-SHA-1] hi\nC: a1 AUTHENTICATE SCRAM-SHA-1\nS: +\nC: " FIRST
    "\nS: + " SERVER_FIRST "\nC: " FINAL "\nS: + " PROOF "\nC: \nS: a1 OK in\nC: a2 EXAMINE INBOX\nS: * 1 EXISTS\nS: a2 OK done\n"
    "C: a3 LOGOUT",
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .messages = 1, .wanted = "scram-sha-1", SCRAM },
  { "scram goes through POP3", TG_PROTOCOL_POP3, TG_SECURITY_TLS,
    "TLS\nS: +OK hi\nC: CAPA\nS: +OK\nS: SASL SCRAM-SHA-1\nS: .\nC: AUTH SCRAM-SHA-1 " FIRST "\nS: + " SERVER_FIRST "\nC: " FINAL
    "\nS: + " PROOF "\nC: \nS: +OK in\nC: STAT\nS: +OK 1 2\nC: QUIT",
    TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE, .messages = 1, SCRAM },
};

static void
expect (TgSasl *sasl, const char *challenge, const char *response)
{
  TgFault fault;
  g_autoptr (TgSecret) secret = tg_sasl_respond (sasl, challenge, &fault);

  g_assert_cmpint (fault, ==, TG_FAULT_NONE);
  g_assert_cmpstr (tg_secret_peek (secret, NULL), ==, response);
}

static void
expect_fault (TgSasl *sasl, const char *challenge, TgFault expected)
{
  TgFault fault;

  g_assert_null (tg_sasl_respond (sasl, challenge, &fault));
  g_assert_cmpint (fault, ==, expected);
  g_assert_false (tg_sasl_complete (sasl));
}

static TgSasl *
new_sasl (const char *mechanism, const char *user, const char *password)
{
  g_autoptr (TgSecret) secret = tg_secret_new (password, -1);

  return tg_sasl_new (mechanism, user, secret);
}

static void
test_cram_md5 (void)
{
  g_autoptr (TgSasl) sasl = new_sasl ("CRAM-MD5", "tim", "tanstaaftanstaaf");

  g_assert_false (tg_sasl_begins (sasl));
  g_assert_false (tg_sasl_complete (sasl));
  expect (sasl, "PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+", "dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw");
  g_assert_true (tg_sasl_complete (sasl));
  expect_fault (sasl, "", TG_FAULT_GARBAGE);
}

static void
test_plain (void)
{
  g_autoptr (TgSasl) sasl = new_sasl ("PLAIN", "tim", "tanstaaftanstaaf");
  g_autoptr (TgSasl) patient = new_sasl ("PLAIN", "tim", "tanstaaftanstaaf");
  g_autoptr (TgSecret) initial = NULL, late = NULL;
  TgFault fault;

  initial = tg_sasl_initial (sasl, 100, &fault);
  g_assert_cmpstr (tg_secret_peek (initial, NULL), ==, "AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
  g_assert_true (tg_sasl_complete (sasl));
  late = tg_sasl_initial (patient, 10, &fault);
  g_assert_null (late);
  g_assert_cmpint (fault, ==, TG_FAULT_NONE);
  g_assert_false (tg_sasl_complete (patient));
  expect (patient, "go on", "AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
  g_assert_true (tg_sasl_complete (patient));
}

static void
test_nul_in_password (void)
{
  static const char *const names[] = { "PLAIN", "LOGIN", "SCRAM-SHA-256" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (TgSecret) password = tg_secret_new ("a\0b", 3);
    g_autoptr (TgSasl) sasl = tg_sasl_new (names[i], "taro", password);

    expect_fault (sasl, "", TG_FAULT_UNSENDABLE);
  }
}

static void
test_malformed_base64 (void)
{
  static const char *const challenges[] = {
    "=", "A", "AA", "AAA", "AAAA=", "AA==AA==", "AA=A", "====", "AAAA AAAA", "AA\303\244A", "A==="
  };

  for (guint i = 0; i < G_N_ELEMENTS (challenges); i++) {
    g_autoptr (TgSasl) sasl = new_sasl ("CRAM-MD5", "taro", "himitsu");

    expect_fault (sasl, challenges[i], TG_FAULT_GARBAGE);
  }
}

/* The server's half of SCRAM, after RFC 5802 section 3. */
typedef struct {
  guchar bytes[32];
  gsize length;
} Digest;

static Digest
keyed (GChecksumType type, const void *key, gsize key_length, const void *data, gsize length)
{
  Digest digest = { .length = sizeof digest.bytes };
  GHmac *hmac = g_hmac_new (type, key, key_length);

  g_hmac_update (hmac, data, length);
  g_hmac_get_digest (hmac, digest.bytes, &digest.length);
  g_hmac_unref (hmac);
  return digest;
}

static Digest
salted_password (GChecksumType type, const char *password, const char *salt_base64, guint iterations)
{
  gsize salt_length;
  g_autofree guchar *salt = g_base64_decode (salt_base64, &salt_length);
  g_autoptr (GByteArray) first = g_byte_array_new ();
  Digest result, turn;

  g_byte_array_append (first, salt, salt_length);
  g_byte_array_append (first, (const guint8 *)"\0\0\0\1", 4);
  result = turn = keyed (type, password, strlen (password), first->data, first->len);
  for (guint i = 1; i < iterations; i++) {
    turn = keyed (type, password, strlen (password), turn.bytes, turn.length);
    for (gsize j = 0; j < turn.length; j++)
      result.bytes[j] ^= turn.bytes[j];
  }
  return result;
}

/* @proof: (out): the client's; returns the server's signature.  Both base64. */
static char *
scram (GChecksumType type, const Digest *salted, const char *message, char **proof)
{
  Digest client_key = keyed (type, salted->bytes, salted->length, "Client Key", strlen ("Client Key"));
  Digest server_key = keyed (type, salted->bytes, salted->length, "Server Key", strlen ("Server Key"));
  Digest stored_key = { .length = sizeof stored_key.bytes }, signature;
  g_autoptr (GChecksum) hash = g_checksum_new (type);

  g_checksum_update (hash, client_key.bytes, client_key.length);
  g_checksum_get_digest (hash, stored_key.bytes, &stored_key.length);
  signature = keyed (type, stored_key.bytes, stored_key.length, message, strlen (message));
  for (gsize i = 0; i < signature.length; i++)
    client_key.bytes[i] ^= signature.bytes[i];
  *proof = g_base64_encode (client_key.bytes, client_key.length);
  signature = keyed (type, server_key.bytes, server_key.length, message, strlen (message));
  return g_base64_encode (signature.bytes, signature.length);
}

static void
test_server_half (void)
{
  Digest salted = salted_password (G_CHECKSUM_SHA256, "pencil", "W22ZaJ0SNY7soEsUEjb6gQ==", 4096);
  g_autofree char *proof = NULL;
  g_autofree char *signature = scram (G_CHECKSUM_SHA256, &salted,
                                      "n=user,r=rOprNGfwEbeRWgbNEkqO,"
                                      "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
                                      "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
                                      &proof);

  g_assert_cmpstr (proof, ==, "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
  g_assert_cmpstr (signature, ==, "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
}

static char *
base64 (const char *text)
{
  return g_base64_encode ((const guchar *)text, strlen (text));
}

static void
test_scram_sha_256 (void)
{
  Digest salted = salted_password (G_CHECKSUM_SHA256, "秘密 ,=", "W22ZaJ0SNY7soEsUEjb6gQ==", 4096);
  g_autofree char *proof = NULL;
  g_autofree char *signature =
      scram (G_CHECKSUM_SHA256, &salted,
             "n=a=2Cb=3Dc,r=" NONCE ",r=" SERVER_NONCE ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=" SERVER_NONCE, &proof);
  g_autofree char *first = base64 ("n,,n=a=2Cb=3Dc,r=" NONCE);
  g_autofree char *server_first = base64 ("r=" SERVER_NONCE ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
  g_autofree char *final_text = g_strconcat ("c=biws,r=" SERVER_NONCE ",p=", proof, NULL);
  g_autofree char *final = base64 (final_text);
  g_autofree char *server_final_text = g_strconcat ("v=", signature, NULL);
  g_autofree char *server_final = base64 (server_final_text);
  g_autoptr (TgSasl) sasl = new_sasl ("SCRAM-SHA-256", "a,b=c", "秘密 ,=");
  TgFault fault;
  g_autoptr (TgSecret) initial = tg_sasl_initial (sasl, 200, &fault);

  g_assert_cmpstr (tg_secret_peek (initial, NULL), ==, first);
  expect (sasl, server_first, final);
  g_assert_false (tg_sasl_complete (sasl));
  expect (sasl, server_final, "");
  g_assert_true (tg_sasl_complete (sasl));
  expect_fault (sasl, "", TG_FAULT_GARBAGE);
}

static void
test_lying_first_messages (void)
{
  static const struct {
    const char *message;
    TgFault fault;
  } lies[] = {
    { "r=" SERVER_NONCE ",s=QSXCR+Q6sek8bf92,i=1", TG_FAULT_AUTH_SERVER_PROOF },
    { "r=" SERVER_NONCE ",s=QSXCR+Q6sek8bf92,i=4095", TG_FAULT_AUTH_SERVER_PROOF },
    { "r=" SERVER_NONCE ",s=QSXCR+Q6sek8bf92,i=600001", TG_FAULT_AUTH_SERVER_PROOF },
    { "r=" SERVER_NONCE ",s=QSXCR+Q6sek8bf92,i=4294967295", TG_FAULT_AUTH_SERVER_PROOF },
    { "r=" SERVER_NONCE ",s=QSXCR+Q6sek8bf92,i=99999999999999999999", TG_FAULT_GARBAGE },
    { "r=" SERVER_NONCE ",s=QSXCR+Q6sek8bf92,i=-4096", TG_FAULT_GARBAGE },
    { "r=" SERVER_NONCE ",s=QSXCR+Q6sek8bf92,i=", TG_FAULT_GARBAGE },
    { "r=" SERVER_NONCE ",s=QSXCR+Q6sek8bf92", TG_FAULT_GARBAGE },
    { "s=QSXCR+Q6sek8bf92,i=4096", TG_FAULT_GARBAGE },
    { "m=x,r=" SERVER_NONCE ",s=QSXCR+Q6sek8bf92,i=4096", TG_FAULT_GARBAGE },
    { "i=4096", TG_FAULT_GARBAGE },
    { "", TG_FAULT_GARBAGE },
    { "r=another,s=QSXCR+Q6sek8bf92,i=4096", TG_FAULT_AUTH_SERVER_PROOF },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++) {
    g_autoptr (TgSasl) sasl = new_sasl ("SCRAM-SHA-1", "user", "pencil");
    g_autofree char *challenge = base64 (lies[i].message);
    TgFault fault;
    g_autoptr (TgSecret) initial = tg_sasl_initial (sasl, 200, &fault);

    g_test_message ("%s", lies[i].message);
    g_assert_nonnull (initial);
    expect_fault (sasl, challenge, lies[i].fault);
  }
}

/* What is chosen from what is offered.  @wanted and @chosen: nullable; @fault: if nothing is. */
static void
test_choice (void)
{
  static const struct {
    TgProtocol protocol;
    gboolean tls;
    const char *capabilities;
    const char *wanted;
    const char *chosen;
    TgFault fault;
  } table[] = {
    { TG_PROTOCOL_SMTP, TRUE, "AUTH LOGIN PLAIN SCRAM-SHA-256", NULL, "PLAIN" },
    { TG_PROTOCOL_SMTP, TRUE, "AUTH LOGIN SCRAM-SHA-256", NULL, "LOGIN" },
    { TG_PROTOCOL_SMTP, TRUE, "AUTH CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256", NULL, "SCRAM-SHA-256" },
    { TG_PROTOCOL_SMTP, TRUE, "AUTH CRAM-MD5 SCRAM-SHA-1", NULL, "SCRAM-SHA-1" },
    { TG_PROTOCOL_SMTP, TRUE, "AUTH CRAM-MD5", NULL, "CRAM-MD5" },
    { TG_PROTOCOL_SMTP, TRUE, "AUTH plain", "Plain", "PLAIN" },
    { TG_PROTOCOL_SMTP, TRUE, "AUTH PLAIN LOGIN CRAM-MD5", "cram-md5", "CRAM-MD5" },
    { TG_PROTOCOL_SMTP, TRUE, "AUTH PLAIN", "LOGIN", NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_SMTP, TRUE, "AUTH XOAUTH2 PLAIN", NULL, "PLAIN" },
    { TG_PROTOCOL_SMTP, TRUE, "AUTH NTLM PLAIN", "NTLM", NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_SMTP, TRUE, "AUTH PLAIN SCRAM-SHA-256-PLUS", "SCRAM-SHA-256-PLUS", NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_SMTP, TRUE, "AUTH PLAIN", "IMAP-LOGIN", NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_SMTP, TRUE, "AUTH", NULL, NULL, TG_FAULT_AUTH_NOT_OFFERED },
    { TG_PROTOCOL_SMTP, FALSE, "AUTH PLAIN LOGIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256", NULL, "SCRAM-SHA-256" },
    { TG_PROTOCOL_SMTP, FALSE, "AUTH PLAIN LOGIN CRAM-MD5", NULL, "CRAM-MD5" },
    { TG_PROTOCOL_SMTP, FALSE, "AUTH LOGIN PLAIN", NULL, "PLAIN" },
    { TG_PROTOCOL_IMAP, TRUE, "IMAP4rev1", NULL, "IMAP-LOGIN" },
    { TG_PROTOCOL_IMAP, TRUE, "IMAP4rev1 AUTH=CRAM-MD5 AUTH=GSSAPI", NULL, "IMAP-LOGIN" },
    { TG_PROTOCOL_IMAP, TRUE, "IMAP4rev1 LOGINDISABLED AUTH=CRAM-MD5", NULL, "CRAM-MD5" },
    { TG_PROTOCOL_IMAP, TRUE, "IMAP4rev1 LOGINDISABLED", NULL, NULL, TG_FAULT_AUTH_NOT_OFFERED },
    { TG_PROTOCOL_IMAP, TRUE, "IMAP4rev1 LOGINDISABLED AUTH=NTLM AUTH=GSSAPI", NULL, NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_IMAP, TRUE, "IMAP4rev1 AUTH=PLAIN LOGINDISABLED", "IMAP-LOGIN", NULL, TG_FAULT_AUTH_NO_COMMON },
    { TG_PROTOCOL_IMAP, FALSE, "IMAP4rev1 LOGINDISABLED AUTH=SCRAM-SHA-1", NULL, "SCRAM-SHA-1" },
    { TG_PROTOCOL_IMAP, FALSE, "IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2", NULL, NULL, TG_FAULT_AUTH_NEEDS_TLS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (TgDialogue) dialogue =
        tg_dialogue_new (table[i].protocol, table[i].tls ? TG_SECURITY_TLS : TG_SECURITY_NONE, "taro", NULL, NULL, table[i].wanted);
    g_autoptr (TgBatch) batch = tg_batch_new ();
    const TgStep *row = tg_dialogue_table (dialogue);

    dialogue->tls = dialogue->trusted = table[i].tls;
    tg_dialogue_learn (dialogue, table[i].capabilities, TRUE);
    while (!g_str_equal (row->id, "choose"))
      row++;
    row->say (dialogue, 0, batch);
    g_test_message ("%s", table[i].capabilities);
    g_assert_cmpuint (batch->lines->len, ==, 0);
    g_assert_cmpstr (dialogue->mechanism, ==, table[i].chosen);
    g_assert_cmpint (dialogue->fault, ==, table[i].fault);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  scripts_add ("/proto/sasl", scripts, G_N_ELEMENTS (scripts));
  g_test_add_func ("/proto/sasl/CRAM-MD5 answers as in RFC 2195", test_cram_md5);
  g_test_add_func ("/proto/sasl/PLAIN waits where its response does not fit", test_plain);
  g_test_add_func ("/proto/sasl/a password with NUL is not sent", test_nul_in_password);
  g_test_add_func ("/proto/sasl/malformed base64 ends the exchange", test_malformed_base64);
  g_test_add_func ("/proto/sasl/the server's half of this test agrees with RFC 7677", test_server_half);
  g_test_add_func ("/proto/sasl/SCRAM-SHA-256 agrees with it", test_scram_sha_256);
  g_test_add_func ("/proto/sasl/SCRAM gives lying servers no proof", test_lying_first_messages);
  g_test_add_func ("/proto/sasl/the mechanism follows from what is offered", test_choice);
  return g_test_run ();
}
