/* old-tls.h: whether a server still talks to devices that speak nothing newer than TLS 1.0 or 1.1.
 *
 * It sends nothing but TLS handshake messages, after asking for STARTTLS where the server wants that; nothing is trusted
 * because of it, and no credential ever goes over it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

/* @address: where a talk with @server, over newer TLS, was connected to.  @timeout_ms: wall clock for both versions */
void     tg_old_tls_async  (GSocketAddress *address, const TgServer *server, guint timeout_ms, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
/* Refused is only what the server has turned down itself; all else is not known.  FALSE if cancelled. */
gboolean tg_old_tls_finish (GAsyncResult *result, TgOldTlsFacts *facts);

G_END_DECLS
