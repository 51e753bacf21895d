/* replace.h: one file of a mail program, replaced as a part of a step, and put back at undo: byte for byte where nobody
 * has touched it since, else by an edit that takes out what is ours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "files/file.h"

G_BEGIN_DECLS

/**
 * TgReplacedFile: a kind of file, and where a step's record says what undo needs.  Old journals hold these names: they
 * never change.
 * @copy: the backup's name in the change's folder
 * @existed: whether there was a file
 * @digest: tg_replaced_digest() of what was written
 * @take_back: the file @now without what is ours, from the step's record; @former: (nullable): as it was (transfer full)
 */
typedef struct {
  const char *copy;
  const char *existed;
  const char *digest;
  GBytes *(*take_back) (GBytes *now, GBytes *former, JsonObject *record, GError **error);
} TgReplacedFile;

/* Backs the file up, and says in @record that @contents will take its place. @existed: there is one now */
gboolean tg_replaced_plan   (const TgReplacedFile *self, const char *path, gboolean existed, GBytes *contents, const char *backup,
                             JsonObject *record, GError **error);

/* FALSE and TG_CLIENT_ERROR_VERIFY where the file does not hold these bytes. */
gboolean tg_replaced_verify (const char *path, GBytes *expected, GError **error);
/* Sets that error; always FALSE. */
gboolean tg_replaced_differs (const char *path, GError **error);

/* Whether tg_replaced_undo() has nothing to object.  Writes nothing. */
gboolean tg_replaced_may_undo (const TgReplacedFile *self, const char *path, JsonObject *record, const char *backup, GError **error);
/* Where the file is gone, what is ours is gone with it. */
gboolean tg_replaced_undo   (const TgReplacedFile *self, const char *path, JsonObject *record, const char *backup, GError **error);

/* SHA-256 in hex, to know whether a file is still as we left it; NULL bytes: "". (transfer full) */
char    *tg_replaced_digest (GBytes *bytes);

/* Copies @path into the folder @backup under @name.  A missing @path is fine. */
gboolean tg_backup_file     (const char *backup, const char *path, const char *name, GError **error);

/* TG_CLIENT_ERROR_UNREADABLE for a step's record that lacks what undo needs; always FALSE. */
gboolean tg_record_is_damaged (GError **error);

G_END_DECLS
