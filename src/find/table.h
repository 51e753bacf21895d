/* table.h: the tables of this program, from its resources: key files, one group a row (data/<name>); and those that the build compiles,
 * which are searched where they lie.
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

/* The first child of every compiled table; reads as another number on a computer of the other byte order, whose build wrote it. */
#define TG_TABLE_MARK 0x54474d31u

/* The compiled table @name, a tuple of @type, in serialised form; an empty one, with a critical message, where it is missing.
 * (transfer full) */
GVariant  *tg_table_map  (const char *name, const char *type);

G_END_DECLS
