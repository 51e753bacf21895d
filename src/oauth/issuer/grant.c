/* grant.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/issuer/grant.h"

#include <string.h>

#include "files/json.h"
#include "oauth/issuer/form.h"
#include "oauth/issuer/reply.h"

TgSecret *
tg_oauth_exchange_form (const TgOauthRequest *request, const char *client_id, TgSecret *code)
{
  const TgFormField fields[] = {
    { "grant_type", "authorization_code", NULL },    { "code", NULL, code },
    { "redirect_uri", request->redirect_uri, NULL }, { "client_id", client_id, NULL },
    { "code_verifier", NULL, request->verifier },
  };

  return tg_form_new (fields, G_N_ELEMENTS (fields));
}

TgSecret *
tg_oauth_revocation_form (TgSecret *token, const char *hint, const char *client_id)
{
  const TgFormField fields[] = { { "token", NULL, token }, { "token_type_hint", hint, NULL }, { "client_id", client_id, NULL } };

  return tg_form_new (fields, G_N_ELEMENTS (fields));
}

static TgToken *
read_refusal (guint status, JsonObject *object, const char *from, gboolean *unknown_client)
{
  const char *error = object != NULL ? tg_oauth_error (tg_json_get_string (object, "error", NULL)) : NULL;
  TgTokenFault fault = tg_oauth_reply_is_down (status) ? TG_TOKEN_ISSUER_DOWN : TG_TOKEN_NOT_ISSUED;

  *unknown_client = g_strcmp0 (error, "invalid_client") == 0 || g_strcmp0 (error, "unauthorized_client") == 0;
  if (g_strcmp0 (error, "invalid_scope") == 0)
    fault = TG_TOKEN_NO_MAIL;
  return tg_token_failed (TG_TOKEN_FROM_BROWSER, fault, from, tg_oauth_reply_error (status, object));
}

/* Without a scope, it is the one that was asked for (RFC 6749 section 5.1). */
static gboolean
is_granted (JsonObject *object, const char *const *asked)
{
  const char *scope = tg_json_get_string (object, "scope", NULL);
  g_auto (GStrv) granted = scope != NULL ? g_strsplit (scope, " ", -1) : NULL;

  for (; granted != NULL && *asked != NULL; asked++)
    if (!g_strv_contains ((const char *const *)granted, *asked))
      return FALSE;
  return TRUE;
}

/* A token bound to a key (DPoP, RFC 9449) cannot be used in SASL. */
static TgToken *
read_token (guint status, JsonObject *object, const char *const *asked, const char *from)
{
  const char *token = tg_json_get_string (object, "access_token", NULL);
  const char *type = tg_json_get_string (object, "token_type", "");
  const char *refresh = tg_json_get_string (object, "refresh_token", NULL);
  TgToken *self;

  if (token == NULL || !tg_token_is_good (token) || g_ascii_strcasecmp (type, "Bearer") != 0)
    return tg_token_failed (TG_TOKEN_FROM_BROWSER, TG_TOKEN_NOT_ISSUED, from, tg_oauth_reply_error (status, object));
  self = tg_token_new (TG_TOKEN_FROM_BROWSER, tg_secret_new_token (token, -1), from);
  if (refresh != NULL && tg_token_is_good (refresh))
    self->refresh = tg_secret_new (refresh, -1);
  if (!is_granted (object, asked))
    self->fault = TG_TOKEN_NO_MAIL;
  return self;
}

TgToken *
tg_oauth_grant_read (guint status, GBytes *json, const char *const *asked, const char *from, gboolean *unknown_client)
{
  g_autoptr (JsonNode) root = tg_oauth_reply_parse (json);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  TgToken *self;

  *unknown_client = FALSE;
  if (status != 200)
    return read_refusal (status, object, from, unknown_client);
  if (object == NULL)
    return tg_token_failed (TG_TOKEN_FROM_BROWSER, TG_TOKEN_NOT_ISSUED, from, NULL);
  self = read_token (status, object, asked, from);
  tg_token_wipe (tg_json_get_string (object, "access_token", NULL));
  tg_token_wipe (tg_json_get_string (object, "refresh_token", NULL));
  return self;
}
