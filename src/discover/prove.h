/* prove.h: which of the servers that were found is used: where nobody is sure, the first one that works, tried without signing in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "discover/discover.h"

G_BEGIN_DECLS

#define TG_PROVE_SERVERS_MAX 8 /* for each side */

/* The servers of @side that are to be tried, of TgServer*, in the order in which they are wanted: encrypted ones alone, and TLS before
 * STARTTLS, whatever was published.  Empty where the first is sure: our table knows it, or the domain publishes TLS and nobody says
 * otherwise. (transfer full) */
GPtrArray *tg_prove_candidates (const TgDiscovery *found, TgSide side);

/* Puts the servers that work first in the discovery's ranking.  Nothing is changed where none of them does, or where all is sure. */
void       tg_prove_async      (TgDiscovery *found, TgNetwork *network, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
void       tg_prove_finish     (GAsyncResult *result);

G_END_DECLS
