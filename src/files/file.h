/* file.h: reads and replaces files without ever following a symbolic link, touching somebody else's file, or leaving
 * half a file behind.  Serves the mail programs' files and our own.
 *
 * All functions block, and set a TG_FILE_ERROR or a G_FILE_ERROR.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TG_FILE_MAX (64 * 1024 * 1024)

#define TG_FILE_ERROR (tg_file_error_quark ())
GQuark tg_file_error_quark (void);
typedef enum {
  TG_FILE_ERROR_UNSAFE,    /* a symbolic link, not a regular file, or another user's */
  TG_FILE_ERROR_TOO_LARGE, /* more than the caller takes */
} TgFileError;

/* Reads the whole file, at most @max bytes, into @bytes (transfer full).  A missing file is no error: @bytes is NULL.
 * The folder's own path may lead through links (people move their profiles), but the folder must be ours. */
gboolean tg_file_read        (const char *path, gsize max, GBytes **bytes, GError **error);

/* Reads a regular file wherever it lies and whoever's it is, also through links; for what is only looked at.  NULL where
 * there is none, or it cannot be read, or is larger than @max. (transfer full) */
GBytes  *tg_file_read_linked (const char *path, gsize max);

/* Replaces or makes the file, 0600: a temporary file in the same folder, fsync, rename, fsync of the folder.  Refuses
 * what tg_file_read() refuses. */
gboolean tg_file_replace     (const char *path, GBytes *contents, GError **error);

/* Removes what a kill in the middle of tg_file_replace() may have left beside @path. */
void     tg_file_sweep       (const char *path);

/* Removes the file; a missing one is fine. */
gboolean tg_file_remove      (const char *path, GError **error);

/* Makes the folder 0700 (its parents too where @parents), or accepts the one that is there if it is ours. */
gboolean tg_file_make_folder (const char *path, gboolean parents, GError **error);

/* Makes the name @path durable, which was just made or changed. */
gboolean tg_file_sync_name   (const char *path, GError **error);

/* Removes the folder and everything below it; links are removed, not followed.  Best effort. */
void     tg_file_remove_tree (const char *path);
/* Removes the files in a folder, and then the folder; a missing one is fine.  FALSE where a folder is in it. */
gboolean tg_file_remove_flat (const char *path, GError **error);

/* Holds the lock file @path, which is made where it is missing, until the descriptor is closed: against other
 * processes, and against other threads of this one.  -1 and @error where it cannot be had, or, without @wait, where
 * somebody else has it.  A file and not a folder, which NFS does not lock. */
int      tg_file_lock        (const char *path, gboolean wait, GError **error);

/* Closes the descriptor; -1 is fine. */
void     tg_file_close       (int *fd);
#define TG_AUTO_FD __attribute__ ((cleanup (tg_file_close))) int

G_END_DECLS
