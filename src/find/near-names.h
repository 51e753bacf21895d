/* near-names.h: server names that somebody may have meant, where the one that was typed does not exist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

#define TG_NEAR_MAX 3

/* How many letters must be changed, added, left out, or exchanged with their neighbour (optimal string
 * alignment); more than @most counts as @most + 1. */
guint tg_near_distance (const char *a, const char *b, guint most);

/**
 * tg_near_names:
 * @address: the account's mail address
 * @server: the server as it was typed
 *
 * Compares with the hosts of the provider table and with the usual names under the address's own
 * domain; within two letters, or alike to the eye, or with a missing dot.  Where the table knows the
 * address, its own hosts only.
 *
 * Returns: (transfer full): host names, the nearest first, at most TG_NEAR_MAX; never @server's own
 */
char **tg_near_names (const char *address, const TgServer *server);

/* The domain of the provider table that @address's domain is a slip of (gmial.com → gmail.com).
 * (transfer none) (nullable) */
const char *tg_near_domain (const char *address);

G_END_DECLS
