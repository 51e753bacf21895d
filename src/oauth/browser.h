/* browser.h: a token by signing in at the provider, in the system's browser.
 *
 * The provider's issuer is found (issuer/find-issuer.h), Tegami made known to it (issuer/client.h), the browser sent to its page and
 * waited for on 127.0.0.1 (RFC 8252), and what it brings exchanged for a token, with PKCE (RFC 7636).  The token proves the account and
 * is then given back (RFC 7009): mail programs need one of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"
#include "oauth/token.h"
#include "wire/network.h"

G_BEGIN_DECLS

/* How long a person may take in the browser, milliseconds. */
#define TG_BROWSER_WAIT_MS (5 * 60 * 1000)

/**
 * TgBrowserRequest:
 * @issuer: (nullable): named by somebody who vouches for it; must be a good one (issuer/address.h)
 * @wait_ms: how long the browser is waited for
 * @open: shows the page @url to the person, in the system's browser.  Called at most twice (an issuer may have forgotten Tegami).
 *   The URL holds no credential, but whoever has it may answer in the issuer's place: it is not written down
 */
typedef struct {
  const char *issuer;
  guint wait_ms;
  void (*open) (const char *url, gpointer user_data);
  gpointer open_data;
} TgBrowserRequest;

void     tg_browser_sign_in_async  (TgNetwork *network, const TgAccount *account, const TgBrowserRequest *request,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* NULL only if cancelled. (transfer full) (nullable) */
TgToken *tg_browser_sign_in_finish (GAsyncResult *result, GError **error);

/* Gives back what the issuer gave, as well as it can: nothing is told of a failure, since the token ends by itself.  A token that cannot
 * be given back (another program's, or an issuer without such a page) is left alone. */
void     tg_token_revoke_async     (TgNetwork *network, const TgToken *token, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
/* FALSE only if cancelled. */
gboolean tg_token_revoke_finish    (GAsyncResult *result, GError **error);

G_END_DECLS
