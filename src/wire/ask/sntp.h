/* sntp.h: what time it is, asked of a time server (SNTP, RFC 4330, packets of RFC 5905).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"
#include "wire/network.h"

G_BEGIN_DECLS

#define TG_SNTP_PORT 123

/* @ascii_host: a name or an IP address; at most two of its addresses are asked, one per family. */
void     tg_sntp_ask_async  (TgNetwork *network, const char *ascii_host, guint16 port, guint timeout_ms, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
/* TRUE where a time server answered: @ahead_ms is by how much this computer's clock is ahead of it.
 * FALSE with @fault otherwise, and with an error only for cancellation. */
gboolean tg_sntp_ask_finish (GAsyncResult *result, gint64 *ahead_ms, TgFault *fault, GError **error);

G_END_DECLS
