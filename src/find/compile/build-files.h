/* build-files.h: what the build's compilers of tables read and write.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names of the files in @folder that end with @suffix, sorted: the same sources make the same table everywhere.  NULL with @error
 * where it cannot be opened. (transfer full) */
GPtrArray *tg_build_files_list  (const char *folder, const char *suffix, GError **error);

/* One that would be the same is left alone, so that nothing is built anew.  FALSE with @error. */
gboolean   tg_build_files_write (const char *path, GVariant *table, GError **error);

G_END_DECLS
