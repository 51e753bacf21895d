/* find-issuer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/issuer/find-issuer.h"

#include "oauth/issuer/address.h"
#include "oauth/issuer/ask.h"
#include "oauth/issuer/reply.h"

typedef struct {
  TgNetwork *network;
  TgAccount *account;
  char **issuers;
  gboolean named; /* the only one, by somebody who vouches */
  guint at;
  TgMetadataForm form;
  TgToken *failure; /* (nullable) */
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  tg_network_unref (self->network);
  tg_account_unref (self->account);
  g_strfreev (self->issuers);
  g_clear_pointer (&self->failure, tg_token_free);
  g_free (self);
}

/* @metadata: (transfer full) (nullable) */
static void
finish (GTask *task, TgOauthMetadata *metadata)
{
  if (g_task_return_error_if_cancelled (task))
    g_clear_pointer (&metadata, tg_oauth_metadata_free);
  else
    g_task_return_pointer (task, metadata, (GDestroyNotify)tg_oauth_metadata_free);
}

/* @detail: (transfer full) (nullable) */
static void
note (Search *self, TgTokenFault fault, char *detail)
{
  g_autofree char *host = self->issuers[self->at] != NULL ? tg_oauth_url_host (self->issuers[self->at]) : NULL;

  g_clear_pointer (&self->failure, tg_token_free);
  self->failure = tg_token_failed (TG_TOKEN_FROM_BROWSER, fault, host, detail);
}

static void ask (GTask *task);

/* Asks in the other form, then the next issuer.  Of one that nobody named, nothing is told: it may well not be one. */
static void
go_on (GTask *task)
{
  Search *self = g_task_get_task_data (task);

  if (++self->form == TG_METADATA_N_FORMS) {
    self->form = TG_METADATA_OAUTH;
    self->at++;
  }
  if (self->issuers[self->at] != NULL) {
    ask (task);
    return;
  }
  if (!self->named) {
    g_autofree char *domain = tg_address_domain (self->account->address);

    g_clear_pointer (&self->failure, tg_token_free);
    self->failure = tg_token_failed (TG_TOKEN_FROM_BROWSER, TG_TOKEN_NO_ISSUER, domain, NULL);
  }
  finish (task, NULL);
}

/* What was found, unless its tokens are for others. */
static void
take (GTask *task, TgOauthMetadata *metadata)
{
  Search *self = g_task_get_task_data (task);
  const TgServer *stranger = tg_oauth_stranger (metadata, self->account, self->named);

  if (stranger == NULL) {
    g_clear_pointer (&self->failure, tg_token_free); /* of the other form, or of another issuer */
    finish (task, metadata);
    return;
  }
  note (self, TG_TOKEN_OTHER_SERVER, g_strdup (stranger->host));
  tg_oauth_metadata_free (metadata);
  finish (task, NULL);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *self = g_task_get_task_data (task);
  g_autoptr (TgHttpReply) reply = tg_http_get_finish (result, NULL);
  TgOauthMetadata *metadata = NULL;
  TgTokenFault fault;
  char *detail;

  if (reply == NULL) {
    finish (task, NULL);
    return;
  }
  fault = tg_oauth_ask_fault (reply, &detail);
  if (fault == TG_TOKEN_OK && reply->status != 200) {
    fault = tg_oauth_reply_is_down (reply->status) ? TG_TOKEN_ISSUER_DOWN : TG_TOKEN_ISSUER_UNSUITABLE;
    detail = tg_oauth_reply_error (reply->status, NULL);
  } else if (fault == TG_TOKEN_OK) {
    metadata = tg_oauth_metadata_read (reply->body, self->issuers[self->at], &fault, &detail);
  }
  if (metadata != NULL) {
    take (task, metadata);
    return;
  }
  /* What the first form answers in earnest counts, not that there is no second one. */
  if (self->form == TG_METADATA_OAUTH || reply->status == 200)
    note (self, fault, detail);
  else
    g_free (detail);
  if (self->named && reply->status != 404)
    finish (task, NULL);
  else
    go_on (task);
}

static void
ask (GTask *task)
{
  Search *self = g_task_get_task_data (task);
  g_autofree char *url = tg_oauth_metadata_url (self->issuers[self->at], self->form);

  tg_oauth_ask_async (self->network, url, NULL, NULL, g_task_get_cancellable (task), answered, g_object_ref (task));
}

void
tg_oauth_find_issuer_async (TgNetwork *network, const TgAccount *account, const char *issuer, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (issuer == NULL || tg_oauth_issuer_is_good (issuer));

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char *const only[] = { issuer, NULL };
  Search *self = g_new0 (Search, 1);

  g_task_set_source_tag (task, tg_oauth_find_issuer_async);
  g_task_set_task_data (task, self, search_free);
  self->network = tg_network_ref (network);
  self->account = tg_account_ref (account);
  self->named = issuer != NULL;
  self->issuers = issuer != NULL ? g_strdupv ((char **)only) : tg_oauth_issuers_of (account);
  if (self->issuers[0] != NULL) {
    ask (task);
    return;
  }
  self->failure = tg_token_failed (TG_TOKEN_FROM_BROWSER, TG_TOKEN_NO_ISSUER, NULL, NULL);
  finish (task, NULL);
}

TgOauthMetadata *
tg_oauth_find_issuer_finish (GAsyncResult *result, TgToken **failure, GError **error)
{
  Search *self = g_task_get_task_data (G_TASK (result));

  *failure = g_task_had_error (G_TASK (result)) ? NULL : g_steal_pointer (&self->failure);
  return g_task_propagate_pointer (G_TASK (result), error);
}
