/* test-oauth-request.c: what goes into the browser, and what comes back to 127.0.0.1.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/issuer/authorization.h"
#include "oauth/issuer/form.h"
#include "oauth/issuer/grant.h"
#include "wire/listen/request.h"

#include <string.h>

#define ISSUER "https://auth.example.jp"
#define STATE  "Abc-_0"
/* The example of RFC 7636 appendix B. */
#define VERIFIER  "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

static TgOauthRequest *
request_new (void)
{
  g_autoptr (TgSecret) state = tg_secret_new (STATE, -1);
  g_autoptr (TgSecret) verifier = tg_secret_new (VERIFIER, -1);

  return tg_oauth_request_with (state, verifier, 4711);
}

static void
test_secrets (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 100; i++) {
    g_autoptr (TgOauthRequest) request = tg_oauth_request_new (1);
    TgSecret *const secrets[] = { request->state, request->verifier };

    for (guint k = 0; k < G_N_ELEMENTS (secrets); k++) {
      const char *text = tg_secret_peek (secrets[k], NULL);

      g_assert_cmpuint (tg_secret_length (secrets[k]), ==, 43);
      g_assert_cmpuint (strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), ==, 43);
      g_assert_true (g_hash_table_add (seen, g_strdup (text)));
    }
  }
}

static void
test_url (void)
{
  static const char *const scopes[] = { "a", "b:c", NULL };
  static const char *const none[] = { NULL };
  static const char *const rows[][2] = {
    { ISSUER "/a", ISSUER "/a?response_type=code" },
    { ISSUER "/a?", ISSUER "/a?response_type=code" },
    { ISSUER "/a?x=1", ISSUER "/a?x=1&response_type=code" },
  };
  g_autoptr (TgOauthRequest) request = request_new ();

  g_assert_cmpstr (request->challenge, ==, CHALLENGE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    TgOauthMetadata metadata = { .authorization_endpoint = (char *)rows[i][0] };
    g_autofree char *url = tg_oauth_request_url (request, &metadata, "c&d=e #", scopes, "たろう+x@example.jp");
    g_autofree char *expected =
        g_strconcat (rows[i][1],
                     "&client_id=c%26d%3De%20%23&redirect_uri=http%3A%2F%2F127.0.0.1%3A4711%2Ftegami&scope=a%20b%3Ac"
                     "&state=" STATE "&code_challenge=" CHALLENGE "&code_challenge_method=S256"
                     "&login_hint=%E3%81%9F%E3%82%8D%E3%81%86%2Bx%40example.jp",
                     NULL);
    g_autofree char *without = tg_oauth_request_url (request, &metadata, "c", none, "t");

    g_assert_cmpstr (url, ==, expected);
    g_assert_null (strstr (without, "scope="));
    g_assert_null (strstr (url, VERIFIER));
  }
}

static void
test_exchange (void)
{
  g_autoptr (TgOauthRequest) request = request_new ();
  g_autoptr (TgSecret) code = tg_secret_new ("a/b+c=", -1);
  g_autoptr (TgSecret) exchange = tg_oauth_exchange_form (request, "c d", code);
  g_autoptr (TgSecret) revocation = tg_oauth_revocation_form (code, "access_token", "c");

  g_assert_cmpstr (tg_secret_peek (exchange, NULL), ==,
                   "grant_type=authorization_code&code=a%2Fb%2Bc%3D&redirect_uri=http%3A%2F%2F127.0.0.1%3A4711%2Ftegami&client_id=c%20d"
                   "&code_verifier=" VERIFIER);
  g_assert_cmpstr (tg_secret_peek (revocation, NULL), ==, "token=a%2Fb%2Bc%3D&token_type_hint=access_token&client_id=c");
}

/* A query, and what it is to a request that the issuer promised to sign with iss, or did not. */
static const struct {
  const char *query;
  TgOauthAnswer promised, not_promised;
  const char *code, *error;
} answers[] = {
  { "code=x&state=" STATE "&iss=https%3A%2F%2Fauth.example.jp", TG_ANSWER_CODE, TG_ANSWER_CODE, "x", NULL },
  { "state=" STATE "&iss=" ISSUER "&code=%78", TG_ANSWER_CODE, TG_ANSWER_CODE, "x", NULL },
  { "code=x&state=" STATE, TG_ANSWER_WRONG_ISSUER, TG_ANSWER_CODE, "x", NULL },
  { "code=x&state=" STATE "&iss=https://evil.example", TG_ANSWER_WRONG_ISSUER, TG_ANSWER_WRONG_ISSUER, NULL, NULL },
  { "code=x&state=" STATE "&iss=", TG_ANSWER_WRONG_ISSUER, TG_ANSWER_WRONG_ISSUER, NULL, NULL },
  { "code=x&state=" STATE "&iss=" ISSUER "&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "error=access_denied&error_description=no&state=" STATE "&iss=" ISSUER, TG_ANSWER_ERROR, TG_ANSWER_ERROR, NULL, "access_denied" },
  { "error=%3Cscript%3E&state=" STATE "&iss=" ISSUER, TG_ANSWER_ERROR, TG_ANSWER_ERROR, NULL, NULL },
  { "error=access_denied&code=x&state=" STATE "&iss=" ISSUER, TG_ANSWER_ERROR, TG_ANSWER_ERROR, NULL, "access_denied" },
  { "code=x&state=abc-_0&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "code=x&state=" STATE "A&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "code=x&state=" STATE "%00&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "code=x&state=&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "code=x&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "code=x&state=" STATE "&state=" STATE "&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "code=x&code=y&state=" STATE "&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "code=&state=" STATE "&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "code=%0d%0a&state=" STATE "&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "code=%zz&state=" STATE "&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "code=x%4&state=" STATE "&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "state=" STATE "&iss=" ISSUER, TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "&&=&=x&code&state", TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
  { "", TG_ANSWER_FOREIGN, TG_ANSWER_FOREIGN, NULL, NULL },
};

static void
test_answers (void)
{
  g_autoptr (TgOauthRequest) request = request_new ();

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    for (guint promised = 0; promised < 2; promised++) {
      const TgOauthMetadata metadata = { .issuer = (char *)ISSUER, .names_itself = promised };
      g_autoptr (TgSecret) code = NULL;
      const char *error;
      TgOauthAnswer answer = tg_oauth_request_hear (request, &metadata, answers[i].query, strlen (answers[i].query), &code, &error);

      g_test_message ("%s, %s", answers[i].query, promised ? "promised" : "not promised");
      g_assert_cmpint (answer, ==, promised ? answers[i].promised : answers[i].not_promised);
      g_assert_cmpstr (code != NULL ? tg_secret_peek (code, NULL) : NULL, ==, answer == TG_ANSWER_CODE ? answers[i].code : NULL);
      g_assert_cmpstr (error, ==, answers[i].error);
    }
}

#define HOST "Host: 127.0.0.1:4711\r\n"

static const struct {
  const char *head;
  guint status;
  const char *query;
} requests[] = {
  { "GET /tegami?a=b HTTP/1.1\r\n" HOST "\r\n", 200, "a=b" },
  { "GET /tegami?a?b HTTP/1.0\r\nhOST:\t127.0.0.1:4711 \r\nAccept: */*\r\n\r\n", 200, "a?b" },
  { "GET /tegami HTTP/1.1\r\n" HOST "\r\n", 200, "" },
  { "GET /tegami?a=b HTTP/2\r\n" HOST "\r\n", 400, NULL },
  { "GET /tegami?a=b\r\n" HOST "\r\n", 400, NULL },
  { "GET  /tegami?a=b HTTP/1.1\r\n" HOST "\r\n", 400, NULL },
  { "GET /tegami?a=b HTTP/1.1 x\r\n" HOST "\r\n", 400, NULL },
  { "GET /tegami?a\tb HTTP/1.1\r\n" HOST "\r\n", 400, NULL },
  { "GET /tegami?\x80 HTTP/1.1\r\n" HOST "\r\n", 400, NULL },
  { "GET tegami HTTP/1.1\r\n" HOST "\r\n", 400, NULL },
  { "GET * HTTP/1.1\r\n" HOST "\r\n", 400, NULL },
  { "HEAD /tegami?a=b HTTP/1.1\r\n" HOST "\r\n", 405, NULL },
  { "get /tegami?a=b HTTP/1.1\r\n" HOST "\r\n", 405, NULL },
  { "GET /tegami/?a=b HTTP/1.1\r\n" HOST "\r\n", 404, NULL },
  { "GET /Tegami?a=b HTTP/1.1\r\n" HOST "\r\n", 404, NULL },
  { "GET //tegami?a=b HTTP/1.1\r\n" HOST "\r\n", 404, NULL },
  { "GET /favicon.ico HTTP/1.1\r\n" HOST "\r\n", 404, NULL },
  { "GET /tegami?a=b HTTP/1.1\r\n\r\n", 400, NULL },
  { "GET /tegami?a=b HTTP/1.1\r\nHost: 127.0.0.1:4712\r\n\r\n", 400, NULL },
  { "GET /tegami?a=b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400, NULL },
  { "GET /tegami?a=b HTTP/1.1\r\nHost: localhost:4711\r\n\r\n", 400, NULL },
  { "GET /tegami?a=b HTTP/1.1\r\nHost: evil.example\r\n" HOST "\r\n", 400, NULL },
  { "GET /tegami?a=b HTTP/1.1\r\n" HOST HOST "\r\n", 400, NULL },
  { "GET /tegami?a=b HTTP/1.1\r\nX: " HOST "\r\n", 400, NULL },
  { "GET /tegami?a=b HTTP/1.1\nHost: 127.0.0.1:4711\n\r\n\r\n", 400, NULL },
  { "\r\n\r\n", 400, NULL },
  { "\x16\x03\x01\r\n\r\n", 400, NULL },
};

static void
test_requests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++) {
    gsize length = strlen (requests[i].head), query_length = 0;
    const char *query = NULL;
    guint status = tg_request_read (requests[i].head, length, "127.0.0.1:4711", "/tegami", &query, &query_length);
    g_autofree char *asked = query != NULL ? g_strndup (query, query_length) : NULL;

    g_test_message ("%s", requests[i].head);
    g_assert_cmpuint (tg_request_head_length (requests[i].head, length), ==, length);
    g_assert_cmpuint (tg_request_head_length (requests[i].head, length - 1), ==, 0);
    g_assert_cmpuint (status, ==, requests[i].status);
    g_assert_cmpstr (asked, ==, requests[i].query);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oauth/state and verifier are random", test_secrets);
  g_test_add_func ("/oauth/the page that the browser is sent to", test_url);
  g_test_add_func ("/oauth/the exchange", test_exchange);
  g_test_add_func ("/oauth/what comes back is ours, another's, or nobody's", test_answers);
  g_test_add_func ("/oauth/one exact request is heard", test_requests);
  return g_test_run ();
}
