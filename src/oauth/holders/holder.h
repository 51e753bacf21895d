/* holder.h: programs of this computer that are signed in to a provider, and may hand a token over: GNOME Online Accounts, and
 * Evolution's data server.  Asked over the session bus; neither's library is linked.
 *
 * Looking which account fits is harmless.  Reading its token is reading a credential: only after the person has agreed to that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "oauth/holders/offer.h"

G_BEGIN_DECLS

void          tg_holder_look_async  (TgTokenSource holder, const TgAccount *account, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* NULL with @failure (transfer full), or, only if cancelled, with @error.  A program that is not installed has no account.
 * (transfer full) (nullable) */
TgTokenOffer *tg_holder_look_finish (GAsyncResult *result, TgToken **failure, GError **error);

/* The copies that GDBus keeps of a message (a connection's buffer, until the next message overwrites it) and those of the bus cannot be
 * wiped; ours, and the value that GDBus hands out, are. */
void          tg_holder_read_async  (const TgTokenOffer *offer, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* NULL only if cancelled. (transfer full) (nullable) */
TgToken      *tg_holder_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
