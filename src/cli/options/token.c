/* token.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/options/token.h"

#include <glib/gi18n-lib.h>

#include "cli/wait.h"
#include "model/authentication.h"
#include "oauth/browser.h"
#include "oauth/holders/holder.h"
#include "oauth/issuer/address.h"

/* Talks' worth of time in which the browser comes back; at the default, that is five minutes. */
#define WAIT_TALKS 15

static gboolean
usage (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, sentence);
  return FALSE;
}

gboolean
tg_cli_token_understand (TgCliToken *self, const char *mechanism, gboolean password, GError **error)
{
  if (self->from == NULL)
    return self->issuer == NULL || usage (error, _ ("--issuer is for --token-from=browser only."));
  if (!tg_token_source_from_id (self->from, &self->source))
    return usage (error, _ ("--token-from must be online-accounts, evolution or browser."));
  if (password)
    return usage (error, _ ("--token-from takes the place of a password; omit --password-stdin and --practice."));
  if (mechanism != NULL && !tg_authentication_is_oauth (mechanism))
    return usage (error, _ ("With --token-from, --auth must be XOAUTH2 or OAUTHBEARER."));
  if (self->issuer != NULL && self->source != TG_TOKEN_FROM_BROWSER)
    return usage (error, _ ("--issuer is for --token-from=browser only."));
  if (self->issuer != NULL && !tg_oauth_issuer_is_good (self->issuer))
    return usage (error, _ ("--issuer must be an https:// address, such as https://auth.example.jp."));
  return TRUE;
}

/* Whatever the desktop opens pages with; where there is none, the address that was printed is all there is. */
static void
open_page (const char *url, gpointer unused)
{
  g_printerr ("%s\n\n  %s\n\n", _ ("Sign in on this page in your browser; the test then goes on by itself:"), url);
  if (g_getenv ("DISPLAY") != NULL || g_getenv ("WAYLAND_DISPLAY") != NULL)
    g_app_info_launch_default_for_uri_async (url, NULL, NULL, NULL, NULL);
}

/* Each of these: NULL only if cancelled. (transfer full) (nullable) */

static TgToken *
sign_in (const TgCliToken *self, TgSession *session)
{
  TgNetwork *network = tg_session_get_network (session);
  const TgBrowserRequest request = { .issuer = self->issuer,
                                     .wait_ms = (guint)MIN ((guint64)network->timeout_ms * WAIT_TALKS, TG_BROWSER_WAIT_MS),
                                     .open = open_page };
  g_auto (TgWait) wait = { 0 };

  tg_wait_heed_signals (&wait);
  tg_browser_sign_in_async (network, tg_session_get_account (session), &request, wait.cancellable, tg_wait_done, &wait);
  return tg_browser_sign_in_finish (tg_wait_for (&wait), NULL);
}

static TgToken *
read_from_program (const TgCliToken *self, TgSession *session)
{
  g_auto (TgWait) wait = { 0 };
  g_autoptr (TgTokenOffer) offer = NULL;
  TgToken *failure;

  tg_wait_heed_signals (&wait);
  tg_holder_look_async (self->source, tg_session_get_account (session), wait.cancellable, tg_wait_done, &wait);
  offer = tg_holder_look_finish (tg_wait_for (&wait), &failure, NULL);
  if (offer == NULL)
    return failure;
  tg_holder_read_async (offer, wait.cancellable, tg_wait_done, &wait);
  return tg_holder_read_finish (tg_wait_for (&wait), NULL);
}

void
tg_cli_token_take (TgCliToken *self, TgSession *session, TgCheckOptions *check)
{
  if (self->from == NULL || !check->sign_in)
    return;
  self->token = self->source == TG_TOKEN_FROM_BROWSER ? sign_in (self, session) : read_from_program (self, session);
  if (self->token == NULL || self->token->fault != TG_TOKEN_OK) {
    check->sign_in = FALSE;
    /* Whether the server would take one is worth knowing all the same. */
    if (check->mechanism == NULL)
      check->mechanism = TG_AUTHENTICATION_BY_TOKEN;
    tg_session_set_no_token (session, self->token);
    return;
  }
  tg_session_set_token (session, self->token->token);
}

void
tg_cli_token_give_back (TgCliToken *self, TgSession *session)
{
  g_auto (TgWait) wait = { 0 };

  if (self->token == NULL)
    return;
  tg_token_revoke_async (tg_session_get_network (session), self->token, NULL, tg_wait_done, &wait);
  tg_token_revoke_finish (tg_wait_for (&wait), NULL);
}

void
tg_cli_token_clear (TgCliToken *self)
{
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->issuer, g_free);
  g_clear_pointer (&self->token, tg_token_free);
}
