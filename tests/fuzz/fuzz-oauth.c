/* fuzz-oauth.c: what an issuer says, and what comes to our port on 127.0.0.1, from anybody: metadata, registrations, tokens,
 * redirects, requests; and the record of client ids.  Whatever is accepted must be as the headers promise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdint.h>
#include <string.h>

#include "oauth/issuer/address.h"
#include "oauth/issuer/authorization.h"
#include "oauth/issuer/grant.h"
#include "oauth/issuer/registration.h"
#include "record/oauth-clients.h"
#include "wire/listen/request.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define ISSUER "https://a.example"

static void
fuzz_metadata (GBytes *bytes)
{
  g_autoptr (TgServer) server = tg_server_parse ("imaps://imap.a.example", NULL);
  g_autoptr (TgAccount) account = tg_account_new ("t@a.example", NULL, NULL, NULL, server, NULL);
  TgTokenFault fault;
  g_autofree char *detail = NULL;
  g_autoptr (TgOauthMetadata) metadata = tg_oauth_metadata_read (bytes, ISSUER, &fault, &detail);
  g_auto (GStrv) scopes = NULL;

  g_assert_true ((metadata != NULL) == (fault == TG_TOKEN_OK));
  g_assert_true (detail == NULL || g_utf8_validate (detail, -1, NULL));
  if (metadata == NULL)
    return;
  g_assert_true (tg_oauth_url_is_good (metadata->authorization_endpoint) && tg_oauth_url_is_good (metadata->token_endpoint));
  g_assert_true (metadata->registration_endpoint == NULL || tg_oauth_url_is_good (metadata->registration_endpoint));
  scopes = tg_oauth_scopes_for (metadata, account);
  tg_oauth_stranger (metadata, account, FALSE);
}

static void
fuzz_answers (GBytes *bytes)
{
  static const guint statuses[] = { 200, 201, 400, 401, 503 };
  static const char *const asked[] = { "a", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    TgTokenFault fault;
    gboolean unknown_client;
    g_autofree char *detail = NULL;
    g_autofree char *client_id = tg_oauth_registration_read (statuses[i], bytes, &fault, &detail);
    g_autoptr (TgToken) token = tg_oauth_grant_read (statuses[i], bytes, asked, "a.example", &unknown_client);

    g_assert_true ((client_id != NULL) == (fault == TG_TOKEN_OK));
    g_assert_true (client_id == NULL || tg_oauth_client_id_is_good (client_id));
    g_assert_true (token->fault != TG_TOKEN_OK || token->token != NULL);
    g_assert_true (token->token == NULL || (statuses[i] == 200 && tg_token_is_good (tg_secret_peek (token->token, NULL))));
  }
}

static void
fuzz_redirect (const char *query, gsize length)
{
  const TgOauthMetadata metadata = { .issuer = (char *)ISSUER };
  g_autoptr (TgSecret) state = tg_secret_new ("s", -1);
  g_autoptr (TgOauthRequest) request = tg_oauth_request_with (state, state, 1);
  g_autoptr (TgSecret) code = NULL;
  const char *error;
  TgOauthAnswer answer = tg_oauth_request_hear (request, &metadata, query, length, &code, &error);

  g_assert_true ((code != NULL) == (answer == TG_ANSWER_CODE));
  g_assert_true (code == NULL || strlen (tg_secret_peek (code, NULL)) == tg_secret_length (code));
}

static void
fuzz_request (const char *bytes, gsize length)
{
  gsize head = tg_request_head_length (bytes, length), query_length = 0;
  const char *query = NULL;

  g_assert_cmpuint (head, <=, length);
  if (head == 0 || tg_request_read (bytes, head, "127.0.0.1:1", "/tegami", &query, &query_length) != 200)
    return;
  g_assert_true (query >= bytes && query + query_length <= bytes + head);
  fuzz_redirect (query, query_length);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) clients = tg_oauth_clients_parse (text, size);
  g_autofree char *json = clients != NULL ? tg_oauth_clients_format (clients) : NULL;
  g_autoptr (GPtrArray) again = json != NULL ? tg_oauth_clients_parse (json, strlen (json)) : NULL;

  g_assert_true (clients == NULL || (again != NULL && again->len == clients->len));
  fuzz_metadata (bytes);
  fuzz_answers (bytes);
  fuzz_redirect (text, size);
  fuzz_request (text, size);
  return 0;
}
