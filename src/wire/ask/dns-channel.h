/* dns-channel.h: one c-ares query in a worker thread: opening, waiting, giving up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <ares.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* For @server; if NULL, for the name servers that this system is configured with.  Uses neither the
 * hosts file nor search domains.  NULL if c-ares is unavailable or knows no name server.  Free with
 * ares_destroy(). (nullable) */
ares_channel tg_dns_channel_open (GInetSocketAddress *server, guint timeout_ms);

/* Runs until the query's callback sets @over, time runs out or the caller cancels; in the latter
 * cases the callback is called with ARES_ECANCELLED. */
void         tg_dns_channel_run  (ares_channel channel, const gboolean *over, guint timeout_ms, GCancellable *cancellable);

G_END_DECLS
