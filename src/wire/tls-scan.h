/* tls-scan.h: a second look at a port with plain GnuTLS: what GIO cannot tell.
 *
 * It explains, it never trusts, and it never sends anything but a ClientHello.  Runs in a small
 * thread pool of its own, so that slow peers do not starve GIO's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "wire/network.h"

G_BEGIN_DECLS

/**
 * tg_tls_scan_async:
 * @address: the very address that the talk used
 * @ascii_host: for SNI
 * @timeout_ms: wall clock for the whole scan
 *
 * Connects, sends a ClientHello, and records: the first bytes that came back, whether the
 * handshake worked, the alert, EOF or reset, versions and parameters.  Where the reason is still
 * open, it tries again with other parameters (older TLS, other ciphers, no SNI), at most four
 * connections.
 */
void     tg_tls_scan_async  (GSocketAddress *address, const char *ascii_host, guint timeout_ms,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE only for cancellation. */
gboolean tg_tls_scan_finish (GAsyncResult *result, TgScanFacts *facts, GError **error);

void     tg_scan_facts_clear (TgScanFacts *facts);

G_END_DECLS
