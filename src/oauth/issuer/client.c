/* client.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/issuer/client.h"

#include "oauth/issuer/address.h"
#include "oauth/issuer/ask.h"
#include "oauth/issuer/registration.h"
#include "record/oauth-clients.h"
#include "wire/worker.h"

typedef struct {
  TgNetwork *network;
  char *issuer, *host;
  char *endpoint; /* (nullable) */
  char **scopes;
  gboolean anew;
  char *client_id; /* (nullable) */
  gboolean kept;
  TgToken *failure; /* (nullable) */
} Client;

static void
client_free (gpointer data)
{
  Client *self = data;

  tg_network_unref (self->network);
  g_free (self->issuer);
  g_free (self->host);
  g_free (self->endpoint);
  g_strfreev (self->scopes);
  g_free (self->client_id);
  g_clear_pointer (&self->failure, tg_token_free);
  g_free (self);
}

static void
finish (GTask *task)
{
  Client *self = g_task_get_task_data (task);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&self->client_id), g_free);
}

/* Where it cannot be kept, the next time registers once more. */
static void
keep (GTask *job, gpointer source, gpointer data, GCancellable *cancellable)
{
  Client *self = g_task_get_task_data (data);
  g_autoptr (GError) error = NULL;

  if (!tg_oauth_client_keep (self->issuer, self->client_id, &error))
    g_debug ("The id of a registration cannot be kept: %s", error->message);
  g_task_return_boolean (job, TRUE);
}

static void
was_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  finish (task);
}

/* In a thread, beside which nothing else is done with the task. */
static void
in_thread (GTask *task, GTaskThreadFunc function, GAsyncReadyCallback then)
{
  g_autoptr (GTask) job = g_task_new (NULL, NULL, then, g_object_ref (task));

  g_task_set_source_tag (job, tg_oauth_client_async);
  g_task_set_task_data (job, g_object_ref (task), g_object_unref);
  tg_worker_run (job, function);
}

static void
registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Client *self = g_task_get_task_data (task);
  g_autoptr (TgHttpReply) reply = tg_http_get_finish (result, NULL);
  TgTokenFault fault = TG_TOKEN_OK;
  char *detail = NULL;

  if (reply != NULL)
    fault = tg_oauth_ask_fault (reply, &detail);
  if (reply != NULL && fault == TG_TOKEN_OK)
    self->client_id = tg_oauth_registration_read (reply->status, reply->body, &fault, &detail);
  if (fault != TG_TOKEN_OK)
    self->failure = tg_token_failed (TG_TOKEN_FROM_BROWSER, fault, self->host, detail);
  if (self->client_id != NULL)
    in_thread (task, keep, was_kept);
  else
    finish (task);
}

static void
register_anew (GTask *task)
{
  Client *self = g_task_get_task_data (task);
  g_autofree char *json = NULL;
  g_autoptr (TgSecret) body = NULL;

  if (self->endpoint == NULL) {
    self->failure = tg_token_failed (TG_TOKEN_FROM_BROWSER, TG_TOKEN_CLOSED, self->host, NULL);
    finish (task);
    return;
  }
  json = tg_oauth_registration_request ((const char *const *)self->scopes);
  body = tg_secret_new (json, -1); /* nothing in it is secret, but questions are */
  tg_oauth_ask_async (self->network, self->endpoint, "application/json", body, g_task_get_cancellable (task), registered,
                      g_object_ref (task));
}

static void
recall (GTask *job, gpointer source, gpointer data, GCancellable *cancellable)
{
  Client *self = g_task_get_task_data (data);

  if (self->anew)
    tg_oauth_client_keep (self->issuer, NULL, NULL);
  else
    self->client_id = tg_oauth_client_recall (self->issuer);
  g_task_return_boolean (job, TRUE);
}

static void
recalled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Client *self = g_task_get_task_data (task);

  self->kept = self->client_id != NULL;
  if (self->kept)
    finish (task);
  else
    register_anew (task);
}

void
tg_oauth_client_async (TgNetwork *network, const TgOauthMetadata *metadata, const char *const *scopes, gboolean anew,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Client *self = g_new0 (Client, 1);

  g_task_set_source_tag (task, tg_oauth_client_async);
  g_task_set_task_data (task, self, client_free);
  self->network = tg_network_ref (network);
  self->issuer = g_strdup (metadata->issuer);
  self->host = tg_oauth_url_host (metadata->issuer);
  self->endpoint = g_strdup (metadata->registration_endpoint);
  self->scopes = g_strdupv ((char **)scopes);
  self->anew = anew;
  in_thread (task, recall, recalled);
}

char *
tg_oauth_client_finish (GAsyncResult *result, gboolean *kept, TgToken **failure, GError **error)
{
  Client *self = g_task_get_task_data (G_TASK (result));

  *kept = self->kept;
  *failure = g_task_had_error (G_TASK (result)) ? NULL : g_steal_pointer (&self->failure);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
forget (GTask *task, gpointer source, gpointer issuer, GCancellable *cancellable)
{
  tg_oauth_client_keep (issuer, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

void
tg_oauth_client_forget_async (const char *issuer, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, tg_oauth_client_forget_async);
  g_task_set_task_data (task, g_strdup (issuer), g_free);
  tg_worker_run (task, forget);
}
