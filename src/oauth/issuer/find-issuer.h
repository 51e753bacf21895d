/* find-issuer.h: from an account to the issuer of its tokens, and what that says of itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "oauth/issuer/metadata.h"
#include "wire/network.h"

G_BEGIN_DECLS

/* @issuer: (nullable): named by somebody who vouches for it; without one, those of tg_oauth_issuers_of() are asked, one after the
 * other, and the first that describes itself is it. */
void             tg_oauth_find_issuer_async  (TgNetwork *network, const TgAccount *account, const char *issuer, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
/* NULL with @failure (transfer full), or, only if cancelled, with @error.  What is returned is for @account's servers. (transfer full)
 * (nullable) */
TgOauthMetadata *tg_oauth_find_issuer_finish (GAsyncResult *result, TgToken **failure, GError **error);

G_END_DECLS
