/* resolve.h: from a host name to the addresses to try, in the order of RFC 8305 section 4.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "wire/network.h"

G_BEGIN_DECLS

void tg_resolve_async (TgNetwork *network, const char *ascii_host, guint16 port, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data);

/* GInetSocketAddress values, families interleaved, without duplicates, at most TG_ADDRESSES_MAX.
 * Empty if there are none; @fault then tells "no such name" from "no resolver".  NULL only if
 * cancelled. (transfer full) (nullable) */
GPtrArray *tg_resolve_finish (GAsyncResult *result, TgFault *fault, GError **error);

/* The IP address as text, with the zone of a link-local one, without which nothing reaches it ("fe80::1%eth0", RFC 4007
 * section 11). @address: a GInetSocketAddress. (transfer full) */
char *tg_resolve_ip (gpointer address);

/* Alternates between the families, beginning with that of the first address (RFC 8305 section 4).
 * @addresses: of GSocketAddress*. (transfer full) */
GPtrArray *tg_resolve_interleave (GPtrArray *addresses);

G_END_DECLS
