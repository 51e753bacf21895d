/* row.h: reads one provider file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/compile/complaints.h"

G_BEGIN_DECLS

/**
 * TgRow:
 * @file: as it is told in complaints
 * @entries: the a{sv} of the table
 * @lines: key, interned → the line that it is on
 */
typedef struct {
  char *file;
  GVariant *entries;
  GHashTable *lines;
} TgRow;

/* Complains about what is wrong; NULL if the file cannot be read at all.
 * @notes: the ids of the notes, separated by spaces (transfer full) (nullable) */
TgRow *tg_row_read (const char *path, const char *id, const char *notes);
void tg_row_free (TgRow *self);

/* (transfer full) (nullable) */
GVariant *tg_row_value (const TgRow *self, const char *key);
/* Where @key is written; the file's first line if it is not. */
TgPlace tg_row_place (const TgRow *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgRow, tg_row_free)

G_END_DECLS
