/* metadata.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/issuer/metadata.h"

#include <string.h>

#include "files/json.h"
#include "model/text/text.h"
#include "oauth/issuer/address.h"

#define SHOWN 120 /* characters */
/* Far more than any issuer has. */
#define LIST_MAX 200

void
tg_oauth_metadata_free (TgOauthMetadata *self)
{
  g_free (self->issuer);
  g_free (self->authorization_endpoint);
  g_free (self->token_endpoint);
  g_free (self->registration_endpoint);
  g_free (self->revocation_endpoint);
  g_strfreev (self->scopes);
  g_strfreev (self->resources);
  g_free (self);
}

/* The texts of a list; NULL if there is none. (transfer full) (nullable) */
static char **
read_list (JsonObject *object, const char *name)
{
  JsonArray *list = tg_json_get_array (object, name);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < MIN (json_array_get_length (list), LIST_MAX); i++) {
    JsonNode *node = json_array_get_element (list, i);

    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_strv_builder_add (texts, json_node_get_string (node));
  }
  return g_strv_builder_end (texts);
}

/* What a client like us needs.  Without a list some are taken for granted; PKCE is not (RFC 8414 section 2). */
static const struct {
  const char *list, *needed;
  gboolean granted;
} needs[] = {
  { "code_challenge_methods_supported", "S256", FALSE },
  { "response_types_supported", "code", TRUE },
  { "grant_types_supported", "authorization_code", TRUE },
  { "token_endpoint_auth_methods_supported", "none", TRUE },
};

/* The list in which something is missing, or NULL. */
static const char *
unmet (JsonObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++) {
    g_auto (GStrv) list = read_list (object, needs[i].list);

    if (list == NULL ? !needs[i].granted : !g_strv_contains ((const char *const *)list, needs[i].needed))
      return needs[i].list;
  }
  return NULL;
}

static const struct {
  const char *name;
  gsize offset;
  gboolean required;
} endpoints[] = {
  { "authorization_endpoint", G_STRUCT_OFFSET (TgOauthMetadata, authorization_endpoint), TRUE },
  { "token_endpoint", G_STRUCT_OFFSET (TgOauthMetadata, token_endpoint), TRUE },
  { "registration_endpoint", G_STRUCT_OFFSET (TgOauthMetadata, registration_endpoint), FALSE },
  { "revocation_endpoint", G_STRUCT_OFFSET (TgOauthMetadata, revocation_endpoint), FALSE },
};

/* FALSE with what is wrong.  One that is not https spoils all: somebody may have been between the issuer and its page. */
static gboolean
read_endpoints (TgOauthMetadata *self, JsonObject *object, char **detail)
{
  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++) {
    const char *url = tg_json_get_string (object, endpoints[i].name, NULL);

    if (url == NULL ? endpoints[i].required : !tg_oauth_url_is_good (url)) {
      g_autofree char *shown = url != NULL ? tg_text_visible (url, -1, SHOWN) : g_strdup ("–");

      *detail = g_strdup_printf ("%s: %s", endpoints[i].name, shown);
      return FALSE;
    }
    G_STRUCT_MEMBER (char *, self, endpoints[i].offset) = g_strdup (url);
  }
  return TRUE;
}

TgOauthMetadata *
tg_oauth_metadata_read (GBytes *json, const char *issuer, TgTokenFault *fault, char **detail)
{
  gsize length;
  const char *text = g_bytes_get_data (json, &length);
  g_autoptr (JsonNode) root = text != NULL ? tg_json_parse (text, length) : NULL;
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  const char *named = object != NULL ? tg_json_get_string (object, "issuer", NULL) : NULL;
  g_autoptr (TgOauthMetadata) self = g_new0 (TgOauthMetadata, 1);
  const char *list;

  *fault = TG_TOKEN_ISSUER_UNSUITABLE;
  *detail = NULL;
  if (named == NULL)
    return NULL;
  if (strcmp (named, issuer) != 0) {
    *fault = TG_TOKEN_WRONG_ISSUER;
    *detail = tg_text_visible (named, -1, SHOWN);
    return NULL;
  }
  if (!read_endpoints (self, object, detail))
    return NULL;
  list = unmet (object);
  if (list != NULL) {
    *detail = g_strdup (list);
    return NULL;
  }
  self->issuer = g_strdup (issuer);
  self->names_itself = tg_json_get_boolean (object, "authorization_response_iss_parameter_supported", FALSE);
  self->scopes = read_list (object, "scopes_supported");
  self->resources = read_list (object, "protected_resources");
  *fault = TG_TOKEN_OK;
  return g_steal_pointer (&self);
}

/* One for all of mail (draft-ietf-mailmaint-oauth-public section 3.9), or one for each protocol (seen at Fastmail). */
#define EVERY_PROTOCOL (-1)
static const struct {
  const char *scope;
  int protocol;
} mail_scopes[] = {
  { "urn:ietf:params:oauth:scope:mail", EVERY_PROTOCOL },
  { "https://www.fastmail.com/dev/protocol-imap", TG_PROTOCOL_IMAP },
  { "https://www.fastmail.com/dev/protocol-pop", TG_PROTOCOL_POP3 },
  { "https://www.fastmail.com/dev/protocol-smtp", TG_PROTOCOL_SMTP },
};

static gboolean
is_needed (int protocol, const TgAccount *account)
{
  return protocol == EVERY_PROTOCOL || (account->receive != NULL && (int)account->receive->protocol == protocol) ||
         (account->send != NULL && (int)account->send->protocol == protocol);
}

char **
tg_oauth_scopes_for (const TgOauthMetadata *self, const TgAccount *account)
{
  g_autoptr (GStrvBuilder) scopes = g_strv_builder_new ();

  if (self->scopes == NULL) {
    g_strv_builder_add (scopes, mail_scopes[0].scope);
    return g_strv_builder_end (scopes);
  }
  for (guint i = 0; i < G_N_ELEMENTS (mail_scopes); i++) {
    if (!g_strv_contains ((const char *const *)self->scopes, mail_scopes[i].scope) || !is_needed (mail_scopes[i].protocol, account))
      continue;
    g_strv_builder_add (scopes, mail_scopes[i].scope);
    if (mail_scopes[i].protocol == EVERY_PROTOCOL)
      break;
  }
  return g_strv_builder_end (scopes);
}

/* A resource is a URL, or a host's name alone, which is how servers without URLs are named (draft-ietf-mailmaint-oauth-public section
 * 3.4). */
static gboolean
names_host (char **resources, const char *ascii_host)
{
  for (; *resources != NULL; resources++) {
    g_autoptr (GUri) uri = g_uri_parse (*resources, G_URI_FLAGS_ENCODED, NULL);
    const char *host = uri != NULL ? g_uri_get_host (uri) : *resources;

    if (host != NULL && g_ascii_strcasecmp (host, ascii_host) == 0)
      return TRUE;
  }
  return FALSE;
}

const TgServer *
tg_oauth_stranger (const TgOauthMetadata *self, const TgAccount *account, gboolean vouched)
{
  g_autofree char *host = tg_oauth_url_host (self->issuer);

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *server = tg_account_server (account, side);

    if (server == NULL)
      continue;
    if (self->resources != NULL ? !names_host (self->resources, server->ascii_host)
                                : !vouched && !tg_oauth_hosts_are_akin (host, server->ascii_host))
      return server;
  }
  return NULL;
}
