/* connect.h: from a host name to a connected socket, keeping each address's own result.
 *
 * Tries addresses by RFC 8305: both families, interleaved, 250 ms apart, the first to connect wins.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "wire/network.h"

G_BEGIN_DECLS

#define TG_ADDRESSES_MAX 16

typedef struct {
  GSocketConnection *connection; /* (nullable): NULL if all failed; TCP_NODELAY is set */
  GSocketAddress    *address;    /* (nullable): the one that answered */
  GPtrArray         *addresses;  /* of TgAddressRecord*, in the order tried, at most 16 */
  TgFault            fault;
  double             resolve_ms; /* duration of name resolution */
  double             connect_ms;
} TgConnected;

/* Name resolution is over and connecting begins; @addresses as above.  Not called if resolution
 * failed. */
typedef void (*TgResolved) (GPtrArray *addresses, gpointer user_data);

void         tg_connect_async  (TgNetwork *network, const char *ascii_host, guint16 port,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* The same, reporting when name resolution is over.  @deadline (monotonic, microseconds; 0: none)
 * shortens the addresses' time limit: those that have not answered by then count as silent. */
void         tg_connect_watched_async (TgNetwork *network, const char *ascii_host, guint16 port, gint64 deadline, TgResolved resolved,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* NULL only if cancelled (G_IO_ERROR_CANCELLED); a server's failure is data. (transfer full)
 * (nullable) */
TgConnected *tg_connect_finish (GAsyncResult *result, GError **error);
void         tg_connected_free (TgConnected *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgConnected, tg_connected_free)

G_END_DECLS
