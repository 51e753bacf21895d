/* safe-file.h: reads and replaces files of the mail programs without ever following a symbolic
 * link, touching somebody else's file, or leaving half a file behind.
 *
 * All functions set a TG_CLIENT_ERROR (UNSAFE, UNREADABLE, MISSING) or a G_FILE_ERROR.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TG_SAFE_FILE_MAX (64 * 1024 * 1024)

/* The whole file.  A missing file is no error: NULL with @error unset.  Refused: a symbolic link,
 * anything but a regular file, another owner, more than TG_SAFE_FILE_MAX bytes.  The folder's own
 * path may lead through links (people move their profiles), but the folder must be ours. */
GBytes  *tg_safe_read    (const char *path, GError **error);

/* Replaces or makes the file, 0600: a temporary file in the same folder, fsync, rename, fsync of
 * the folder.  Refuses what tg_safe_read() refuses. */
gboolean tg_safe_replace (const char *path, GBytes *contents, GError **error);

/* Removes what a kill in the middle of tg_safe_replace() may have left beside @path. */
void     tg_safe_sweep   (const char *path);

/* Removes the file; a missing one is fine. */
gboolean tg_safe_remove  (const char *path, GError **error);

/* Makes the folder 0700 (its parents too where @parents), or accepts the one that is there if it
 * is ours. */
gboolean tg_safe_mkdir   (const char *path, gboolean parents, GError **error);

/* Copies @path into the folder @backup under @name and says so in no manifest: the caller's record
 * does.  A missing @path is fine. */
gboolean tg_backup_file  (const char *backup, const char *path, const char *name, GError **error);

G_END_DECLS
