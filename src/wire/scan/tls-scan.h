/* tls-scan.h: a second look at a port with plain GnuTLS: what GIO cannot tell.
 *
 * It explains; nothing is trusted because of it.  It sends nothing but TLS handshake messages,
 * after asking for STARTTLS, and before asking for a web page, if requested.  It runs in a small
 * thread pool of its own, so that slow peers do not starve GIO's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"
#include "wire/network.h"

G_BEGIN_DECLS

/**
 * tg_tls_scan_async:
 * @address: the address that the talk used
 * @ascii_host: for SNI
 * @timeout_ms: wall clock for the whole scan
 *
 * Connects, sends a ClientHello, and records: the first bytes that came back, whether the handshake
 * worked, the alert, EOF or reset, versions and parameters.  Where the reason is still open, it
 * tries once more: without SNI after "unrecognized name", else with older ciphers.  All facts but
 * old_tls, no_common_cipher and works_without_sni are of the first connection. @facts->done stays
 * FALSE where the port could not be reached.
 */
void     tg_tls_scan_async  (GSocketAddress *address, const char *ascii_host, guint timeout_ms,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The same after STARTTLS: the greeting and the request for TLS come first.  @facts->done stays
 * FALSE if the server does not get that far; @speaks is about what came afterwards. */
void     tg_tls_scan_starttls_async (GSocketAddress *address, TgProtocol protocol, const char *ascii_host, guint timeout_ms,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The same, with implicit TLS, for a server that completed the handshake and then said nothing:
 * @speaks is HTTP if it answers the request for a web page. */
void     tg_tls_scan_page_async (GSocketAddress *address, const char *ascii_host, guint timeout_ms,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE only if cancelled.  @facts is overwritten in any case; its first_line is (transfer full). */
gboolean tg_tls_scan_finish (GAsyncResult *result, TgScanFacts *facts, GError **error);

void     tg_scan_facts_clear (TgScanFacts *facts);

G_END_DECLS
