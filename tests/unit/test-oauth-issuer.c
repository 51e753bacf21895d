/* test-oauth-issuer.c: what is believed of an issuer of OAuth tokens: its address, its description of itself, its answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/issuer/address.h"
#include "oauth/issuer/grant.h"
#include "oauth/issuer/metadata.h"
#include "oauth/issuer/registration.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define ISSUER "https://auth.example.jp"
#define MAIL   "urn:ietf:params:oauth:scope:mail"

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static TgAccount *
account_with (const char *address, const char *receive, const char *send)
{
  g_autoptr (TgServer) in = receive != NULL ? tg_server_parse (receive, NULL) : NULL;
  g_autoptr (TgServer) out = send != NULL ? tg_server_parse (send, NULL) : NULL;

  return tg_account_new (address, NULL, NULL, NULL, in, out);
}

static void
test_addresses (void)
{
  static const struct {
    const char *url;
    gboolean endpoint, issuer;
  } rows[] = {
    { "https://auth.example.jp", TRUE, TRUE },
    { "https://auth.example.jp:8443", TRUE, TRUE },
    { "https://auth.example.jp/", TRUE, TRUE },
    { "https://auth.example.jp/realms/mail", TRUE, TRUE },
    { "https://xn--wgv71a119e.jp", TRUE, TRUE },
    { "https://auth.example.jp/token?tenant=1", TRUE, FALSE },
    { "https://auth.example.jp/a/../b", TRUE, FALSE },
    { "https://auth.example.jp/./b", TRUE, FALSE },
    { "https://auth.example.jp#x", FALSE, FALSE },
    { "http://auth.example.jp", FALSE, FALSE },
    { "https://user@auth.example.jp", FALSE, FALSE },
    { "https://user:password@auth.example.jp", FALSE, FALSE },
    { "https://192.0.2.1", FALSE, FALSE },
    { "https://[2001:db8::1]", FALSE, FALSE },
    { "https://", FALSE, FALSE },
    { "https:///path", FALSE, FALSE },
    { "https://auth.example.jp:0", FALSE, FALSE },
    { "https://auth.example.jp:99999", FALSE, FALSE },
    { "https://auth.example.jp\\@evil.example", FALSE, FALSE },
    { "https://auth.example.jp/a b", FALSE, FALSE },
    { "https://auth.example.jp/\n", FALSE, FALSE },
    { "https://auth.example.jp/日本語", FALSE, FALSE },
    { "https://日本語.jp", FALSE, FALSE },
    { "https://auth%2eexample.jp", FALSE, FALSE },
    { "ftp://auth.example.jp", FALSE, FALSE },
    { "auth.example.jp", FALSE, FALSE },
    { "javascript:alert(1)", FALSE, FALSE },
    { "", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].url);
    g_assert_cmpint (tg_oauth_url_is_good (rows[i].url), ==, rows[i].endpoint);
    g_assert_cmpint (tg_oauth_issuer_is_good (rows[i].url), ==, rows[i].issuer);
  }
}

static void
test_where_it_describes_itself (void)
{
  static const char *const rows[][3] = {
    { "https://auth.example.jp", "https://auth.example.jp/.well-known/oauth-authorization-server",
      "https://auth.example.jp/.well-known/openid-configuration" },
    { "https://auth.example.jp/", "https://auth.example.jp/.well-known/oauth-authorization-server",
      "https://auth.example.jp/.well-known/openid-configuration" },
    { "https://auth.example.jp:8443/realms/mail", "https://auth.example.jp:8443/.well-known/oauth-authorization-server/realms/mail",
      "https://auth.example.jp:8443/realms/mail/.well-known/openid-configuration" },
    { "https://auth.example.jp/realms/mail/", "https://auth.example.jp/.well-known/oauth-authorization-server/realms/mail",
      "https://auth.example.jp/realms/mail/.well-known/openid-configuration" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint form = 0; form < TG_METADATA_N_FORMS; form++) {
      g_autofree char *url = tg_oauth_metadata_url (rows[i][0], form);

      g_assert_cmpstr (url, ==, rows[i][1 + form]);
    }
}

static void
assert_issuers (const TgAccount *account, const char *expected)
{
  g_auto (GStrv) issuers = tg_oauth_issuers_of (account);
  g_autofree char *joined = g_strjoinv (" ", issuers);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_who_may_be_asked_unnamed (void)
{
  g_autoptr (TgAccount) own = account_with ("taro@Example.jp", "imaps://imap.example.jp", "smtps://smtp.example.jp");
  g_autoptr (TgAccount) suffix = account_with ("taro@co.jp", "imaps://localhost", NULL);
  g_autoptr (TgServer) typed = tg_server_parse ("imaps://mail.hosting.example", NULL);
  g_autoptr (TgServer) from_person = tg_server_with_origin (typed, TG_ORIGIN_TYPED, TG_CONFIRMED_BY_NOBODY);
  g_autoptr (TgServer) from_mx = tg_server_with_origin (typed, TG_ORIGIN_MX, TG_CONFIRMED_BY_NOBODY);
  g_autoptr (TgAccount) named = tg_account_new ("taro@example.jp", NULL, NULL, NULL, from_person, NULL);
  g_autoptr (TgAccount) found = tg_account_new ("taro@example.jp", NULL, NULL, NULL, from_mx, NULL);

  assert_issuers (own, "https://example.jp https://imap.example.jp https://smtp.example.jp");
  assert_issuers (suffix, "");
  assert_issuers (named, "https://example.jp https://hosting.example https://mail.hosting.example");
  assert_issuers (found, "https://example.jp"); /* nobody has vouched for that server's name (safety rule 4) */
}

#define BASIC                                                                                                                              \
  "\"issuer\":\"" ISSUER "\",\"authorization_endpoint\":\"" ISSUER "/a\",\"token_endpoint\":\"" ISSUER "/t\","                             \
  "\"code_challenge_methods_supported\":[\"S256\"]"

static void
test_metadata (void)
{
  static const struct {
    const char *json;
    TgTokenFault fault;
    const char *detail;
  } rows[] = {
    { "{" BASIC "}", TG_TOKEN_OK, NULL },
    { "{" BASIC ",\"response_types_supported\":[\"code\",\"token\"],\"token_endpoint_auth_methods_supported\":[\"none\"]}", TG_TOKEN_OK,
      NULL },
    { "{" BASIC ",\"response_types_supported\":[\"token\"]}", TG_TOKEN_ISSUER_UNSUITABLE, "response_types_supported" },
    { "{" BASIC ",\"grant_types_supported\":[\"implicit\"]}", TG_TOKEN_ISSUER_UNSUITABLE, "grant_types_supported" },
    { "{" BASIC ",\"token_endpoint_auth_methods_supported\":[\"client_secret_basic\"]}", TG_TOKEN_ISSUER_UNSUITABLE,
      "token_endpoint_auth_methods_supported" },
    { "{" BASIC ",\"registration_endpoint\":\"http://auth.example.jp/r\"}", TG_TOKEN_ISSUER_UNSUITABLE,
      "registration_endpoint: http://auth.example.jp/r" },
    { "{" BASIC ",\"revocation_endpoint\":\"ftp://x\"}", TG_TOKEN_ISSUER_UNSUITABLE, "revocation_endpoint: ftp://x" },
    { "{\"issuer\":\"" ISSUER "/\",\"authorization_endpoint\":1}", TG_TOKEN_WRONG_ISSUER, ISSUER "/" },
    { "{\"issuer\":\"https://evil\\u202e.example\"}", TG_TOKEN_WRONG_ISSUER, "https://evil\\u{202E}.example" },
    { "{\"issuer\":\"" ISSUER "\",\"authorization_endpoint\":\"" ISSUER "/a\"}", TG_TOKEN_ISSUER_UNSUITABLE, "token_endpoint: –" },
    { "{\"issuer\":\"" ISSUER "\",\"authorization_endpoint\":\"" ISSUER "/a\",\"token_endpoint\":\"" ISSUER "/t\"}",
      TG_TOKEN_ISSUER_UNSUITABLE, "code_challenge_methods_supported" },
    { "{\"issuer\":[\"" ISSUER "\"]}", TG_TOKEN_ISSUER_UNSUITABLE, NULL },
    { "[]", TG_TOKEN_ISSUER_UNSUITABLE, NULL },
    { "<!DOCTYPE html>", TG_TOKEN_ISSUER_UNSUITABLE, NULL },
    { "", TG_TOKEN_ISSUER_UNSUITABLE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) json = bytes_of (rows[i].json);
    TgTokenFault fault;
    g_autofree char *detail = NULL;
    g_autoptr (TgOauthMetadata) metadata = tg_oauth_metadata_read (json, ISSUER, &fault, &detail);

    g_test_message ("%s", rows[i].json);
    g_assert_cmpint (fault, ==, rows[i].fault);
    g_assert_cmpstr (detail, ==, rows[i].detail);
    g_assert_true ((metadata != NULL) == (fault == TG_TOKEN_OK));
  }
}

static TgOauthMetadata *
metadata_with (const char *more)
{
  g_autofree char *text = g_strconcat ("{" BASIC, more, "}", NULL);
  g_autoptr (GBytes) json = bytes_of (text);
  TgTokenFault fault;
  char *detail;
  TgOauthMetadata *metadata = tg_oauth_metadata_read (json, ISSUER, &fault, &detail);

  g_assert_nonnull (metadata);
  return metadata;
}

static void
test_scopes (void)
{
  static const char *const rows[][3] = {
    { "", "imaps://imap.example.jp", MAIL },
    { ",\"scopes_supported\":[]", "imaps://imap.example.jp", "" },
    { ",\"scopes_supported\":[\"openid\",\"offline_access\"]", "imaps://imap.example.jp", "" },
    { ",\"scopes_supported\":[\"openid\",\"" MAIL "\",\"offline_access\"]", "imaps://imap.example.jp", MAIL },
    { ",\"scopes_supported\":[\"https://www.fastmail.com/dev/protocol-imap\",\"https://www.fastmail.com/dev/protocol-pop\","
      "\"https://www.fastmail.com/dev/protocol-smtp\"]",
      "pop3s://pop.example.jp", "https://www.fastmail.com/dev/protocol-pop https://www.fastmail.com/dev/protocol-smtp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgOauthMetadata) metadata = metadata_with (rows[i][0]);
    g_autoptr (TgAccount) account = account_with ("taro@example.jp", rows[i][1], "smtps://smtp.example.jp");
    g_auto (GStrv) scopes = tg_oauth_scopes_for (metadata, account);
    g_autofree char *joined = g_strjoinv (" ", scopes);

    g_assert_cmpstr (joined, ==, rows[i][2]);
  }
}

/* Where a token would go that is not meant for there. */
static void
test_strangers (void)
{
  static const struct {
    const char *more, *receive;
    gboolean vouched;
    const char *stranger;
  } rows[] = {
    { "", "imaps://imap.example.jp", FALSE, NULL },
    { "", "imaps://imap.example.org", FALSE, "imap.example.org" },
    { "", "imaps://imap.example.org", TRUE, NULL },
    { ",\"protected_resources\":[]", "imaps://imap.example.jp", TRUE, "imap.example.jp" },
    { ",\"protected_resources\":[\"imap.example.org\",\"smtp.example.jp\"]", "imaps://imap.example.org", FALSE, NULL },
    { ",\"protected_resources\":[\"https://IMAP.example.org/x\",\"smtp.example.jp\"]", "imaps://imap.example.org", FALSE, NULL },
    { ",\"protected_resources\":[\"https://imap.example.org.evil.example\",\"smtp.example.jp\"]", "imaps://imap.example.org", TRUE,
      "imap.example.org" },
    { ",\"protected_resources\":[\"imap.example.jp\"]", "imaps://imap.example.jp", TRUE, "smtp.example.jp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgOauthMetadata) metadata = metadata_with (rows[i].more);
    g_autoptr (TgAccount) account = account_with ("taro@example.jp", rows[i].receive, "smtps://smtp.example.jp");
    const TgServer *stranger = tg_oauth_stranger (metadata, account, rows[i].vouched);

    g_test_message ("%s %s", rows[i].more, rows[i].receive);
    g_assert_cmpstr (stranger != NULL ? stranger->ascii_host : NULL, ==, rows[i].stranger);
  }
}

static void
test_registration (void)
{
  static const char *const scopes[] = { MAIL, NULL };
  static const struct {
    guint status;
    const char *json;
    TgTokenFault fault;
    const char *client_id, *detail;
  } rows[] = {
    { 201, "{\"client_id\":\"c 1\"}", TG_TOKEN_OK, "c 1", NULL },
    { 200, "{\"client_id\":\"c\",\"token_endpoint_auth_method\":\"none\",\"client_secret\":null}", TG_TOKEN_OK, "c", NULL },
    { 201, "{\"client_id\":\"c\",\"token_endpoint_auth_method\":\"client_secret_post\"}", TG_TOKEN_CLOSED, NULL, "HTTP 201" },
    { 201, "{\"client_id\":\"c\\u0000d\\n\"}", TG_TOKEN_OK, "c", NULL },
    { 201, "{\"client_id\":\"\\n\"}", TG_TOKEN_ISSUER_UNSUITABLE, NULL, NULL },
    { 201, "{\"client_id\":\"\"}", TG_TOKEN_ISSUER_UNSUITABLE, NULL, NULL },
    { 201, "{\"client_id\":7}", TG_TOKEN_ISSUER_UNSUITABLE, NULL, NULL },
    { 201, "", TG_TOKEN_ISSUER_UNSUITABLE, NULL, NULL },
    { 400, "{\"error\":\"invalid_redirect_uri\"}", TG_TOKEN_ISSUER_UNSUITABLE, NULL, "HTTP 400, invalid_redirect_uri" },
    { 400, "{\"error\":\"<b>s3cret</b>\"}", TG_TOKEN_ISSUER_UNSUITABLE, NULL, "HTTP 400" },
    { 401, "", TG_TOKEN_CLOSED, NULL, "HTTP 401" },
    { 403, "{}", TG_TOKEN_CLOSED, NULL, "HTTP 403" },
    { 404, "", TG_TOKEN_CLOSED, NULL, "HTTP 404" },
    { 429, "", TG_TOKEN_ISSUER_DOWN, NULL, "HTTP 429" },
    { 503, "", TG_TOKEN_ISSUER_DOWN, NULL, "HTTP 503" },
  };
  g_autofree char *request = tg_oauth_registration_request (scopes);
  g_autoptr (JsonNode) root = json_from_string (request, NULL);
  JsonObject *object = json_node_get_object (root);

  g_assert_cmpstr (json_object_get_string_member (object, "token_endpoint_auth_method"), ==, "none");
  g_assert_cmpstr (json_object_get_string_member (object, "application_type"), ==, "native");
  g_assert_cmpstr (json_object_get_string_member (object, "scope"), ==, MAIL);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (object, "redirect_uris"), 0), ==, TG_REDIRECT_URI);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) json = bytes_of (rows[i].json);
    TgTokenFault fault;
    g_autofree char *detail = NULL;
    g_autofree char *client_id = tg_oauth_registration_read (rows[i].status, json, &fault, &detail);

    g_test_message ("%u %s", rows[i].status, rows[i].json);
    g_assert_cmpint (fault, ==, rows[i].fault);
    g_assert_cmpstr (client_id, ==, rows[i].client_id);
    g_assert_cmpstr (detail, ==, rows[i].detail);
  }
}

static void
test_grants (void)
{
  static const char *const asked[] = { "a", "b", NULL };
  static const struct {
    guint status;
    const char *json;
    TgTokenFault fault;
    const char *token, *refresh, *detail;
    gboolean unknown_client;
  } rows[] = {
    { 200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\"}", TG_TOKEN_OK, "t", NULL, NULL, FALSE },
    { 200, "{\"access_token\":\"t\",\"token_type\":\"bearer\",\"scope\":\"x b a\",\"refresh_token\":\"r\"}", TG_TOKEN_OK, "t", "r", NULL,
      FALSE },
    { 200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"scope\":\"a\"}", TG_TOKEN_NO_MAIL, "t", NULL, NULL, FALSE },
    { 200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"scope\":\"\"}", TG_TOKEN_NO_MAIL, "t", NULL, NULL, FALSE },
    { 200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"scope\":\"aa bb\"}", TG_TOKEN_NO_MAIL, "t", NULL, NULL, FALSE },
    { 200, "{\"access_token\":\"t\",\"token_type\":\"DPoP\"}", TG_TOKEN_NOT_ISSUED, NULL, NULL, "HTTP 200", FALSE },
    { 200, "{\"access_token\":\"t\"}", TG_TOKEN_NOT_ISSUED, NULL, NULL, "HTTP 200", FALSE },
    { 200, "{\"access_token\":\"t\\u0001auth=x\",\"token_type\":\"Bearer\"}", TG_TOKEN_NOT_ISSUED, NULL, NULL, "HTTP 200", FALSE },
    { 200, "{\"access_token\":\"t t\",\"token_type\":\"Bearer\"}", TG_TOKEN_NOT_ISSUED, NULL, NULL, "HTTP 200", FALSE },
    { 200, "{\"access_token\":\"\",\"token_type\":\"Bearer\"}", TG_TOKEN_NOT_ISSUED, NULL, NULL, "HTTP 200", FALSE },
    { 200, "{\"access_token\":{},\"token_type\":\"Bearer\"}", TG_TOKEN_NOT_ISSUED, NULL, NULL, "HTTP 200", FALSE },
    { 200, "", TG_TOKEN_NOT_ISSUED, NULL, NULL, NULL, FALSE },
    { 201, "{\"access_token\":\"t\",\"token_type\":\"Bearer\"}", TG_TOKEN_NOT_ISSUED, NULL, NULL, "HTTP 201", FALSE },
    { 400, "{\"error\":\"invalid_grant\"}", TG_TOKEN_NOT_ISSUED, NULL, NULL, "HTTP 400, invalid_grant", FALSE },
    { 401, "{\"error\":\"invalid_client\"}", TG_TOKEN_NOT_ISSUED, NULL, NULL, "HTTP 401, invalid_client", TRUE },
    { 400, "{\"error\":\"invalid_scope\"}", TG_TOKEN_NO_MAIL, NULL, NULL, "HTTP 400, invalid_scope", FALSE },
    { 400, "{\"error\":\"the-code-that-was-sent\"}", TG_TOKEN_NOT_ISSUED, NULL, NULL, "HTTP 400", FALSE },
    { 500, "", TG_TOKEN_ISSUER_DOWN, NULL, NULL, "HTTP 500", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) json = bytes_of (rows[i].json);
    gboolean unknown_client;
    g_autoptr (TgToken) token = tg_oauth_grant_read (rows[i].status, json, asked, "auth.example.jp", &unknown_client);

    g_test_message ("%u %s", rows[i].status, rows[i].json);
    g_assert_cmpint (token->fault, ==, rows[i].fault);
    g_assert_cmpstr (token->token != NULL ? tg_secret_peek (token->token, NULL) : NULL, ==, rows[i].token);
    g_assert_cmpstr (token->refresh != NULL ? tg_secret_peek (token->refresh, NULL) : NULL, ==, rows[i].refresh);
    g_assert_cmpstr (token->detail, ==, rows[i].detail);
    g_assert_cmpint (unknown_client, ==, rows[i].unknown_client);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oauth/an issuer's address is https, and hides nothing", test_addresses);
  g_test_add_func ("/oauth/where an issuer describes itself", test_where_it_describes_itself);
  g_test_add_func ("/oauth/who may be asked though nobody named it", test_who_may_be_asked_unnamed);
  g_test_add_func ("/oauth/metadata", test_metadata);
  g_test_add_func ("/oauth/scopes: what mail needs, and no more", test_scopes);
  g_test_add_func ("/oauth/a token goes to nobody for whom it is not", test_strangers);
  g_test_add_func ("/oauth/registration", test_registration);
  g_test_add_func ("/oauth/grants", test_grants);
  return g_test_run ();
}
