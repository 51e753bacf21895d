/* table.h: the tables of this program that are key files, one group a row: data/<name>, from its resources.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A row from @group.  NULL: there is none, and why was logged. (transfer full) (nullable) */
typedef gpointer (*TgTableRow) (GKeyFile *file, const char *group);

/* The rows of the table @name in its order.  Where it is missing or broken, which only a mistake of ours makes it, that is
 * logged as critical, and there are none. (transfer full) */
GPtrArray *tg_table_read (const char *name, TgTableRow row);

G_END_DECLS
