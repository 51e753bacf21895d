/* browser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/browser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "oauth/issuer/address.h"
#include "oauth/issuer/ask.h"
#include "oauth/issuer/client.h"
#include "oauth/issuer/find-issuer.h"
#include "oauth/issuer/grant.h"
#include "oauth/issuer/registration.h"
#include "wire/limit.h"
#include "wire/listen/loopback.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyz"

typedef struct {
  TgNetwork *network;
  TgAccount *account;
  TgBrowserRequest request;
  char *issuer; /* (nullable): of @request */
  TgOauthMetadata *metadata;
  char *host;
  char **scopes;
  char *client_id;
  gboolean kept;  /* the id was not made just now */
  gboolean again; /* it was made because the kept one was refused */
  TgLimit *limit; /* of the browser */
  TgLoopback *loopback;
  TgOauthRequest *asked;
  TgOauthAnswer answer;
  TgSecret *code;    /* (nullable) */
  const char *error; /* (nullable) */
} SignIn;

static void
forget_browser (SignIn *self)
{
  g_clear_pointer (&self->loopback, tg_loopback_free);
  g_clear_pointer (&self->limit, tg_limit_free);
  g_clear_pointer (&self->asked, tg_oauth_request_free);
  g_clear_pointer (&self->code, tg_secret_unref);
}

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  forget_browser (self);
  tg_network_unref (self->network);
  tg_account_unref (self->account);
  g_free (self->issuer);
  g_clear_pointer (&self->metadata, tg_oauth_metadata_free);
  g_free (self->host);
  g_strfreev (self->scopes);
  g_free (self->client_id);
  g_free (self);
}

/* @token: (transfer full) (nullable): NULL: cancelled */
static void
finish (GTask *task, TgToken *token)
{
  forget_browser (g_task_get_task_data (task));
  if (g_task_return_error_if_cancelled (task))
    g_clear_pointer (&token, tg_token_free);
  else
    g_task_return_pointer (task, token, (GDestroyNotify)tg_token_free);
}

/* @detail: (transfer full) (nullable) */
static void
fail (GTask *task, TgTokenFault fault, char *detail)
{
  SignIn *self = g_task_get_task_data (task);

  finish (task, tg_token_failed (TG_TOKEN_FROM_BROWSER, fault, self->host, detail));
}

static void find_client (GTask *task, gboolean anew);

/* An issuer may have thrown away what it once knew. */
static gboolean
try_another_client (GTask *task)
{
  SignIn *self = g_task_get_task_data (task);

  if (!self->kept || self->again)
    return FALSE;
  forget_browser (self);
  self->again = TRUE;
  find_client (task, TRUE);
  return TRUE;
}

static void
exchanged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *self = g_task_get_task_data (task);
  g_autoptr (TgHttpReply) reply = tg_http_get_finish (result, NULL);
  gboolean unknown_client;
  TgTokenFault fault;
  TgToken *token;
  char *detail;

  if (reply == NULL) {
    finish (task, NULL);
    return;
  }
  fault = tg_oauth_ask_fault (reply, &detail);
  if (fault != TG_TOKEN_OK) {
    fail (task, fault, detail);
    return;
  }
  token = tg_oauth_grant_read (reply->status, reply->body, (const char *const *)self->scopes, self->host, &unknown_client);
  if (unknown_client && try_another_client (task)) {
    tg_token_free (token);
    return;
  }
  token->revocation_endpoint = g_strdup (self->metadata->revocation_endpoint);
  token->client_id = g_strdup (self->client_id);
  finish (task, token);
}

static void
exchange (GTask *task)
{
  SignIn *self = g_task_get_task_data (task);
  g_autoptr (TgSecret) form = tg_oauth_exchange_form (self->asked, self->client_id, self->code);

  tg_oauth_ask_async (self->network, self->metadata->token_endpoint, TG_FORM_TYPE, form, g_task_get_cancellable (task), exchanged,
                      g_object_ref (task));
}

/* RFC 6749 section 4.1.2.1; what else there is means that it was not accepted. */
static TgTokenFault
fault_of (const char *error)
{
  static const struct {
    const char *error;
    TgTokenFault fault;
  } rows[] = {
    { "access_denied", TG_TOKEN_DENIED },       { "invalid_scope", TG_TOKEN_NO_MAIL },
    { "server_error", TG_TOKEN_ISSUER_DOWN },   { "temporarily_unavailable", TG_TOKEN_ISSUER_DOWN },
    { "unauthorized_client", TG_TOKEN_CLOSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].error, error) == 0)
      return rows[i].fault;
  return TG_TOKEN_NOT_ISSUED;
}

static gboolean
is_about_client (const char *error)
{
  return g_strcmp0 (error, "unauthorized_client") == 0 || g_strcmp0 (error, "invalid_client") == 0;
}

static void
forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  fail (task, TG_TOKEN_NOT_FINISHED, NULL); /* unless it was cancelled */
}

static void
came_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *self = g_task_get_task_data (task);
  gboolean came = tg_loopback_wait_finish (self->loopback, result, NULL);

  if (!came && self->kept) {
    /* An issuer shows its own page to a client that it has forgotten (RFC 6749 section 4.1.2.1): next time by another id. */
    tg_oauth_client_forget_async (self->metadata->issuer, forgotten, g_steal_pointer (&task));
    return;
  }
  if (!came) {
    fail (task, TG_TOKEN_NOT_FINISHED, NULL); /* unless it was cancelled */
    return;
  }
  /* The port is closed before anything else is done: nobody can come a second time. */
  g_clear_pointer (&self->loopback, tg_loopback_free);
  switch (self->answer) {
  case TG_ANSWER_CODE:
    exchange (task);
    break;
  case TG_ANSWER_WRONG_ISSUER:
    fail (task, TG_TOKEN_WRONG_ISSUER, NULL);
    break;
  case TG_ANSWER_ERROR:
    if (!is_about_client (self->error) || !try_another_client (task))
      fail (task, fault_of (self->error), g_strdup (self->error));
    break;
  case TG_ANSWER_FOREIGN:
  default:
    g_assert_not_reached ();
  }
}

static gboolean
judge (const char *query, gsize length, gpointer user_data)
{
  SignIn *self = user_data;

  self->answer = tg_oauth_request_hear (self->asked, self->metadata, query, length, &self->code, &self->error);
  return self->answer != TG_ANSWER_FOREIGN;
}

/* It says no more than is known when it is shown.  The language decides how Chinese characters look. */
static char *
page_for_visitor (void)
{
  const char *locale = g_get_language_names ()[0];
  gsize letters = strspn (locale, LETTERS); /* none in "C" */
  g_autofree char *language = letters > 0 ? g_strndup (locale, letters) : g_strdup ("en");
  /* TRANSLATORS: shown in the browser, after a sign-in there */
  g_autofree char *title = g_markup_escape_text (_ ("You can close this window"), -1);
  g_autofree char *text = g_markup_escape_text (_ ("Tegami has the answer, and goes on by itself."), -1);

  return g_strdup_printf ("<!DOCTYPE html><html lang=\"%s\"><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\">"
                          "<meta name=\"viewport\" content=\"width=device-width\"><title>%s</title><h1>%s</h1><p>%s</p>",
                          language, title, title, text);
}

static void
send_to_browser (GTask *task)
{
  SignIn *self = g_task_get_task_data (task);
  g_autofree char *page = page_for_visitor ();
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  self->loopback = tg_loopback_new (&error);
  if (self->loopback == NULL) {
    fail (task, TG_TOKEN_NOT_FINISHED, g_strdup (error->message));
    return;
  }
  self->asked = tg_oauth_request_new (tg_loopback_port (self->loopback));
  self->limit = tg_limit_new (self->request.wait_ms, g_task_get_cancellable (task));
  tg_loopback_wait_async (self->loopback, TG_REDIRECT_PATH, page, judge, self, tg_limit_stop (self->limit), came_back, g_object_ref (task));
  url = tg_oauth_request_url (self->asked, self->metadata, self->client_id, (const char *const *)self->scopes, self->account->address);
  self->request.open (url, self->request.open_data);
}

static void
have_client (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *self = g_task_get_task_data (task);
  TgToken *failure;

  g_free (self->client_id);
  self->client_id = tg_oauth_client_finish (result, &self->kept, &failure, NULL);
  if (self->client_id != NULL)
    send_to_browser (task);
  else
    finish (task, failure);
}

static void
find_client (GTask *task, gboolean anew)
{
  SignIn *self = g_task_get_task_data (task);

  tg_oauth_client_async (self->network, self->metadata, (const char *const *)self->scopes, anew, g_task_get_cancellable (task), have_client,
                         g_object_ref (task));
}

static void
have_issuer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *self = g_task_get_task_data (task);
  TgToken *failure;

  self->metadata = tg_oauth_find_issuer_finish (result, &failure, NULL);
  if (self->metadata == NULL) {
    finish (task, failure);
    return;
  }
  self->host = tg_oauth_url_host (self->metadata->issuer);
  self->scopes = tg_oauth_scopes_for (self->metadata, self->account);
  find_client (task, FALSE);
}

void
tg_browser_sign_in_async (TgNetwork *network, const TgAccount *account, const TgBrowserRequest *request, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SignIn *self = g_new0 (SignIn, 1);

  g_task_set_source_tag (task, tg_browser_sign_in_async);
  g_task_set_task_data (task, self, sign_in_free);
  self->network = tg_network_ref (network);
  self->account = tg_account_ref (account);
  self->request = *request;
  self->request.issuer = self->issuer = g_strdup (request->issuer);
  tg_oauth_find_issuer_async (network, account, self->issuer, cancellable, have_issuer, g_object_ref (task));
}

TgToken *
tg_browser_sign_in_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
