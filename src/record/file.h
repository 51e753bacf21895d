/* file.h: our own files in $XDG_DATA_HOME/tegami, for this folder only: read with limits, one
 * writer at a time, replaced as a whole.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "files/file.h"

G_BEGIN_DECLS

/* The whole file, NUL-terminated.  Follows no link, waits for no pipe, and reads nothing larger
 * than @max.  NULL without an error if there is no such file. (transfer full) (nullable) */
char *tg_record_read (const char *name, gsize max, gsize *length, GError **error);
/* Replaces the file atomically and durably, with mode 0600. */
gboolean tg_record_write (const char *name, const char *json, GError **error);
/* Holds the file's lock (NAME.lock), see tg_file_lock(). */
int tg_record_lock (const char *name, GError **error);
char *tg_record_path (const char *name);

/* The top-level object, of schema 1 with the list @member; NULL if the text is anything else.
 * (transfer full) (nullable) */
JsonNode *tg_record_parse (const char *json, gsize length, const char *member);
/* The member as tg_server_new() would normalise it, so that nothing odd gets any further; NULL if
 * it is not a host name. */
const char *tg_record_host (JsonObject *object, const char *name);

G_END_DECLS
