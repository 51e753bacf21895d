/* found-words.h: what the findings of this folder are filled with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/found/found.h"

G_BEGIN_DECLS

/* The arguments that every finding about @address has: {domain}.  The values are the table's. (transfer full) */
GHashTable *tg_found_arguments (const char *address);
/* @value: copied; NULL: the argument stays away */
void        tg_found_put       (GHashTable *arguments, const char *name, const char *value);

/* Adds what there is to say of each of @ranking's notices. */
void        tg_found_add_notices (const char *address, const TgRanking *ranking, GPtrArray *findings);

G_END_DECLS
