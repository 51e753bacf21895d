/* discovery.h: how the value of discover.h is filled in.  Inside discover/ only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "discover/discover.h"

G_BEGIN_DECLS

/* Nothing is settled yet. (transfer full) */
TgDiscovery      *tg_discovery_new        (const char *address);
/* (transfer none) */
TgDiscoverAnswer *tg_discovery_slot       (TgDiscovery *self, TgOrigin source);
/* Puts the answers into a new order. */
void              tg_discovery_rank       (TgDiscovery *self);
/* The same, with what works first: tg_rank_choosing(). */
void              tg_discovery_choose     (TgDiscovery *self, const TgServer *const chosen[2]);
/* Settles what needs no network, at once. */
void              tg_discovery_ask_tables (TgDiscovery *self);

G_END_DECLS
