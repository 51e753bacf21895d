/* dns-channel.h: one question through c-ares, in a thread of our own: opening, waiting, giving up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <ares.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Asks @server, or where it is NULL the name servers that this system is set up with, and neither
 * the hosts file nor search domains.  NULL where c-ares cannot be had, or knows no name server.  To
 * be freed with ares_destroy(). */
ares_channel tg_dns_channel_open (GInetSocketAddress *server, guint timeout_ms);

/* Runs until @over, which the callback of the question sets, or until time is up or the caller has
 * had enough: then the callback is called with ARES_ECANCELLED. */
void         tg_dns_channel_run  (ares_channel channel, const gboolean *over, guint timeout_ms, GCancellable *cancellable);

G_END_DECLS
