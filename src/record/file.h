/* file.h: the files of our own memory in $XDG_DATA_HOME/tegami, for the folder's own use: read with
 * limits, one writer at a time, replaced as a whole.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* All of it, NUL-terminated.  No link is followed, no pipe waited for, and nothing larger than @max
 * read.  NULL without an error where there is no such file. (transfer full) (nullable) */
char       *tg_record_read   (const char *name, gsize max, gsize *length, GError **error);
/* 0600, atomically and durably. */
gboolean    tg_record_write  (const char *name, const char *json, GError **error);
/* Holds the file's lock (NAME.lock) until the descriptor is closed; -1 and an error where it cannot
 * be had. */
int         tg_record_lock   (const char *name, GError **error);
char       *tg_record_path   (const char *name);

/* The object of schema 1 with the list @member; NULL where the text is anything else. (transfer full) */
JsonNode   *tg_record_parse  (const char *json, gsize length, const char *member);
/* A member of that type; NULL and -1 where it is another. */
const char *tg_record_text   (JsonObject *object, const char *name);
gint64      tg_record_number (JsonObject *object, const char *name);
/* The member as the host that tg_server_new() would write, so that nothing odd gets any further. */
const char *tg_record_host   (JsonObject *object, const char *name);

void        tg_record_close  (int *fd);
#define TG_RECORD_FD __attribute__ ((cleanup (tg_record_close))) int

G_END_DECLS
