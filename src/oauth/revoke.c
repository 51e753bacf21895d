/* revoke.c: gives a token back to its issuer (RFC 7009).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/browser.h"
#include "oauth/issuer/ask.h"
#include "oauth/issuer/grant.h"

typedef struct {
  TgNetwork *network;
  char *endpoint, *client_id;
  TgSecret *tokens[2]; /* (nullable) */
  guint next;
} GivingBack;

static const char *const hints[] = { "refresh_token", "access_token" };

static void
giving_back_free (gpointer data)
{
  GivingBack *self = data;

  tg_network_unref (self->network);
  g_free (self->endpoint);
  g_free (self->client_id);
  for (guint i = 0; i < G_N_ELEMENTS (self->tokens); i++)
    g_clear_pointer (&self->tokens[i], tg_secret_unref);
  g_free (self);
}

static void give_next (GTask *task);

static void
given (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (TgHttpReply) reply = tg_http_get_finish (result, NULL);

  give_next (task);
}

static void
give_next (GTask *task)
{
  GivingBack *self = g_task_get_task_data (task);
  g_autoptr (TgSecret) form = NULL;
  guint i = self->next;

  while (i < G_N_ELEMENTS (self->tokens) && self->tokens[i] == NULL)
    i++;
  self->next = i + 1;
  if (i >= G_N_ELEMENTS (self->tokens)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  form = tg_oauth_revocation_form (self->tokens[i], hints[i], self->client_id);
  tg_oauth_ask_async (self->network, self->endpoint, TG_FORM_TYPE, form, g_task_get_cancellable (task), given, g_object_ref (task));
}

void
tg_token_revoke_async (TgNetwork *network, const TgToken *token, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GivingBack *self = g_new0 (GivingBack, 1);

  g_task_set_source_tag (task, tg_token_revoke_async);
  g_task_set_task_data (task, self, giving_back_free);
  self->network = tg_network_ref (network);
  self->endpoint = g_strdup (token->revocation_endpoint);
  self->client_id = g_strdup (token->client_id);
  if (self->endpoint != NULL) {
    /* With the refresh token, many issuers take back all that came of it. */
    self->tokens[0] = token->refresh != NULL ? tg_secret_ref (token->refresh) : NULL;
    self->tokens[1] = token->token != NULL ? tg_secret_ref (token->token) : NULL;
  }
  give_next (task);
}

gboolean
tg_token_revoke_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
