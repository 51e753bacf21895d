/* sntp.h: asks a time server for the time (SNTP, RFC 4330, packets of RFC 5905).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"
#include "wire/network.h"

G_BEGIN_DECLS

#define TG_SNTP_PORT 123

/* @ascii_host: a name or an IP address; asks at most two of its addresses, one per family. */
void     tg_sntp_ask_async  (TgNetwork *network, const char *ascii_host, guint16 port, guint timeout_ms, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
/* TRUE if a time server answered: @ahead_ms is how far this computer's clock is ahead of it.
 * Otherwise FALSE with @fault, and with an error only if cancelled. */
gboolean tg_sntp_ask_finish (GAsyncResult *result, gint64 *ahead_ms, TgFault *fault, GError **error);

G_END_DECLS
