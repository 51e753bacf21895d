/* connect.h: from a host name to a connected socket, keeping each address's own result.
 *
 * Addresses are tried by RFC 8305: both families, interleaved, 250 ms apart, first one wins.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "wire/network.h"

G_BEGIN_DECLS

#define TG_ADDRESSES_MAX 16

typedef struct {
  GSocketConnection *connection; /* (nullable) NULL where it failed; TCP_NODELAY is set */
  GSocketAddress    *address;    /* (nullable) the one that answered */
  GPtrArray         *addresses;  /* of TgAddressRecord*, in the order tried, at most 16 */
  TgFault            fault;
  double             resolve_ms; /* duration of the look-up */
  double             connect_ms;
} TgConnected;

/* The look-up is over, the connecting begins; @addresses as above.  Not called where the look-up
 * failed. */
typedef void (*TgResolved) (GPtrArray *addresses, gpointer user_data);

void         tg_connect_async  (TgNetwork *network, const char *ascii_host, guint16 port,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* The same, reporting when the look-up is over.  @deadline (monotonic, microseconds; 0: none)
 * shortens the addresses' time limit: what has not answered by then counts as silent. */
void         tg_connect_watched_async (TgNetwork *network, const char *ascii_host, guint16 port, gint64 deadline, TgResolved resolved,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* NULL only for cancellation (G_IO_ERROR_CANCELLED); a server's failure is data. */
TgConnected *tg_connect_finish (GAsyncResult *result, GError **error);
void         tg_connected_free (TgConnected *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgConnected, tg_connected_free)

G_END_DECLS
