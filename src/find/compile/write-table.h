/* write-table.h: what the build's compilers of tables write.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One that would be the same is left alone, so that nothing is built anew.  FALSE with @error. */
gboolean tg_table_write (const char *path, GVariant *table, GError **error);

G_END_DECLS
