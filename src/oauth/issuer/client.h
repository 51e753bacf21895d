/* client.h: the id by which an issuer knows Tegami: the one that is kept, or a new one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "oauth/issuer/metadata.h"
#include "wire/network.h"

G_BEGIN_DECLS

/* @anew: what is kept has been refused: it is forgotten.  @scopes: NULL-terminated. */
void     tg_oauth_client_async  (TgNetwork *network, const TgOauthMetadata *metadata, const char *const *scopes, gboolean anew,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* NULL with @failure (transfer full), or, only if cancelled, with @error.  @kept: (out): it was not made just now. (transfer full)
 * (nullable) */
char    *tg_oauth_client_finish (GAsyncResult *result, gboolean *kept, TgToken **failure, GError **error);

/* What is kept for @issuer is not used any more. */
void     tg_oauth_client_forget_async (const char *issuer, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
