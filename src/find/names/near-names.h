/* near-names.h: server names that may have been meant when the one typed does not exist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

#define TG_NEAR_MAX 3

/* How many letters must be changed, added, removed or swapped with their neighbour (optimal string
 * alignment distance); anything above @most counts as @most + 1. */
guint tg_near_distance (const char *a, const char *b, guint most);

/**
 * tg_near_names:
 * @address: the account's mail address
 * @server: the server as typed
 *
 * Compares with the hosts of the provider table's common rows and the usual names under the address's own domain:
 * within two letters, look-alikes, or with a missing dot.  If the table has the address, with its
 * own hosts only.
 *
 * Returns: (transfer full): host names, nearest first, at most TG_NEAR_MAX; never @server's own
 */
char **tg_near_names (const char *address, const TgServer *server);

/* The domain of a common row of the provider table that @address's domain is a misspelling of (gmial.com →
 * gmail.com). (transfer none) (nullable) */
const char *tg_near_domain (const char *address);

G_END_DECLS
