/* indexes.h: what leads to a row, in the order in which it is searched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/compile/row.h"

G_BEGIN_DECLS

/* The table of @rows (of TgRow*), of the type TG_TABLE_TYPE.  Complains about names that lead to two rows.
 * (transfer floating) */
GVariant *tg_indexes_table (GPtrArray *rows);

/* An a(su) from name → GUINT_TO_POINTER (row). (transfer floating) */
GVariant *tg_indexes_sorted (GHashTable *names);

G_END_DECLS
