/* registration.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/issuer/registration.h"

#include <string.h>

#include "files/json.h"
#include "oauth/issuer/reply.h"
#include "tegami-config.h"

#define CLIENT_ID_MAX 1024
/* The same for every version (RFC 7591 section 2). */
#define SOFTWARE_ID "a7813e94-fa51-4dda-ae96-f927e5aa9051"

static void
add_list (JsonBuilder *builder, const char *name, const char *only)
{
  json_builder_begin_array (json_builder_set_member_name (builder, name));
  json_builder_add_string_value (builder, only);
  json_builder_end_array (builder);
}

char *
tg_oauth_registration_request (const char *const *scopes)
{
  static const char *const texts[][2] = {
    { "client_name", "Tegami" },      { "software_id", SOFTWARE_ID },           { "software_version", TG_VERSION },
    { "application_type", "native" }, { "token_endpoint_auth_method", "none" },
  };
  g_autofree char *scope = g_strjoinv (" ", (char **)scopes);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    json_builder_add_string_value (json_builder_set_member_name (builder, texts[i][0]), texts[i][1]);
  add_list (builder, "redirect_uris", TG_REDIRECT_URI);
  add_list (builder, "grant_types", "authorization_code");
  add_list (builder, "response_types", "code");
  if (*scope != '\0')
    json_builder_add_string_value (json_builder_set_member_name (builder, "scope"), scope);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

gboolean
tg_oauth_client_id_is_good (const char *client_id)
{
  gsize length = strlen (client_id);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isprint (client_id[i]))
      return FALSE;
  return length > 0 && length <= CLIENT_ID_MAX;
}

char *
tg_oauth_registration_read (guint status, GBytes *json, TgTokenFault *fault, char **detail)
{
  static const guint closed[] = { 401, 403, 404, 405 };
  g_autoptr (JsonNode) root = tg_oauth_reply_parse (json);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  const char *client_id, *method;

  *detail = NULL;
  *fault = tg_oauth_reply_is_down (status) ? TG_TOKEN_ISSUER_DOWN : TG_TOKEN_ISSUER_UNSUITABLE;
  for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
    if (status == closed[i])
      *fault = TG_TOKEN_CLOSED;
  if (status != 200 && status != 201) {
    *detail = tg_oauth_reply_error (status, object);
    return NULL;
  }
  client_id = object != NULL ? tg_json_get_string (object, "client_id", NULL) : NULL;
  if (client_id == NULL || !tg_oauth_client_id_is_good (client_id))
    return NULL;
  /* Whoever insists on a secret wants programs that can keep one. */
  method = tg_json_get_string (object, "token_endpoint_auth_method", "none");
  if (strcmp (method, "none") != 0) {
    *fault = TG_TOKEN_CLOSED;
    *detail = tg_oauth_reply_error (status, object);
    return NULL;
  }
  *fault = TG_TOKEN_OK;
  return g_strdup (client_id);
}
