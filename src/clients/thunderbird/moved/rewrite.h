/* rewrite.h: the files of a profile that name an account's folders, or the account itself, brought along when its server or user
 * name changes.  Pure: bytes in, bytes out, and nothing but the names changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/thunderbird/moved/move.h"

G_BEGIN_DECLS

typedef enum {
  TG_MOVED_FILTERS,  /* msgFilterRules.dat: message filters, of any account: where they move, copy to, or take a template from */
  TG_MOVED_FETCHED,  /* popstate.dat: which messages a POP3 account has fetched; old releases (91) look for it by its name */
  TG_MOVED_SEARCHES, /* virtualFolders.dat: saved searches, and unified folders */
  TG_N_MOVED,
} TgMovedKind;

/* As it is in the step's record, and for people. */
const char *tg_moved_file_name (TgMovedKind kind);
const char *tg_moved_file_what (TgMovedKind kind);
/* FALSE: it is none of them. */
gboolean tg_moved_kind_of (const char *file_name, TgMovedKind *kind);

/* NULL: nothing in it changes. (transfer full) (nullable) */
GBytes *tg_moved_rewrite (TgMovedKind kind, GBytes *file, GPtrArray *moves);
/* One value that may be the name of a folder, as in prefs.js.  @folders: tg_moves_of_folders().  NULL: it stays. (transfer full)
 * (nullable) */
char *tg_moved_value (const char *value, GPtrArray *folders);
/* The lines that differ between a file and what tg_moved_rewrite() made of it, for the before/after view. @lines: (out) */
void tg_moved_lines (GBytes *before, GBytes *after, char *lines[2]);

G_END_DECLS
