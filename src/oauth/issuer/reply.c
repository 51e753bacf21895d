/* reply.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/issuer/reply.h"

JsonNode *
tg_oauth_reply_parse (GBytes *json)
{
  gsize length;
  const char *text = g_bytes_get_data (json, &length);

  return text != NULL ? tg_json_parse (text, length) : NULL;
}

gboolean
tg_oauth_reply_is_down (guint status)
{
  return status == 408 || status == 429 || status >= 500;
}

const char *
tg_oauth_error (const char *text)
{
  static const char *const known[] = {
    "access_denied",
    "account_selection_required",
    "consent_required",
    "interaction_required",
    "invalid_client",
    "invalid_client_metadata",
    "invalid_grant",
    "invalid_redirect_uri",
    "invalid_request",
    "invalid_scope",
    "invalid_target",
    "login_required",
    "server_error",
    "temporarily_unavailable",
    "unapproved_software_statement",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_response_type",
  };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i], text))
      return known[i];
  return NULL;
}

char *
tg_oauth_reply_error (guint status, JsonObject *object)
{
  const char *error = object != NULL ? tg_oauth_error (tg_json_get_string (object, "error", NULL)) : NULL;

  return error != NULL ? g_strdup_printf ("HTTP %u, %s", status, error) : g_strdup_printf ("HTTP %u", status);
}
