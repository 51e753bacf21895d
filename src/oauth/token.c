/* token.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/token.h"

#include <string.h>

static const char *const ids[TG_TOKEN_N_FAULTS] = {
  [TG_TOKEN_NO_ACCOUNT] = "token-no-account",
  [TG_TOKEN_NO_MAIL] = "token-no-mail",
  [TG_TOKEN_SIGN_IN] = "token-sign-in",
  [TG_TOKEN_NOT_HANDED_OVER] = "token-not-handed-over",
  [TG_TOKEN_OTHER_SERVER] = "token-other-server",
  [TG_TOKEN_NO_ISSUER] = "token-no-issuer",
  [TG_TOKEN_ISSUER_DOWN] = "token-issuer-down",
  [TG_TOKEN_ISSUER_UNSUITABLE] = "token-issuer-unsuitable",
  [TG_TOKEN_WRONG_ISSUER] = "token-wrong-issuer",
  [TG_TOKEN_CLOSED] = "token-closed",
  [TG_TOKEN_DENIED] = "token-denied",
  [TG_TOKEN_NOT_FINISHED] = "token-not-finished",
  [TG_TOKEN_NOT_ISSUED] = "token-not-issued",
};

static const char *const sources[TG_TOKEN_N_SOURCES] = {
  [TG_TOKEN_FROM_ONLINE_ACCOUNTS] = "online-accounts",
  [TG_TOKEN_FROM_EVOLUTION] = "evolution",
  [TG_TOKEN_FROM_BROWSER] = "browser",
};

const char *
tg_token_source_id (TgTokenSource source)
{
  g_return_val_if_fail (source < TG_TOKEN_N_SOURCES, NULL);

  return sources[source];
}

gboolean
tg_token_source_from_id (const char *id, TgTokenSource *source)
{
  for (guint i = 0; i < TG_TOKEN_N_SOURCES; i++)
    if (strcmp (sources[i], id) == 0) {
      *source = (TgTokenSource)i;
      return TRUE;
    }
  return FALSE;
}

const char *
tg_token_finding_id (TgTokenFault fault)
{
  g_return_val_if_fail (fault < TG_TOKEN_N_FAULTS, NULL);

  return ids[fault];
}

TgToken *
tg_token_failed (TgTokenSource source, TgTokenFault fault, const char *from, char *detail)
{
  TgToken *self = g_new0 (TgToken, 1);

  self->source = source;
  self->fault = fault;
  self->from = g_strdup (from);
  self->detail = detail;
  return self;
}

TgToken *
tg_token_new (TgTokenSource source, TgSecret *token, const char *from)
{
  TgToken *self = tg_token_failed (source, TG_TOKEN_OK, from, NULL);

  self->token = token;
  return self;
}

void
tg_token_free (TgToken *self)
{
  g_clear_pointer (&self->token, tg_secret_unref);
  g_clear_pointer (&self->refresh, tg_secret_unref);
  g_free (self->from);
  g_free (self->detail);
  g_free (self->revocation_endpoint);
  g_free (self->client_id);
  g_free (self);
}

gboolean
tg_token_is_good (const char *token)
{
  gsize length = strlen (token);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (token[i]))
      return FALSE;
  return length > 0 && length <= TG_TOKEN_MAX;
}

void
tg_token_wipe (const char *text)
{
  if (text != NULL)
    tg_wipe ((gpointer)text, strlen (text));
}
