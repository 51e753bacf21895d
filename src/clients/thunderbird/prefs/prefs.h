/* prefs.h: Thunderbird's prefs.js, read and edited so that every byte that is not ours stays.
 *
 * The grammar is that of Mozilla's preference parser (seen in 153): statements
 * user_pref("name", value); with comments and white space anywhere between words.  After something
 * that it does not understand, that parser goes on behind the next semicolon; so does this one, and
 * what it passes over stays in the file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TgPrefs TgPrefs;

/* Which statements of a file count. */
typedef enum {
  TG_PREFS_USER,     /* user_pref, in prefs.js and user.js */
  TG_PREFS_DEFAULTS, /* pref and sticky_pref, in the program's own files, that the person may change */
  TG_PREFS_LOCKED,   /* … that nobody may change */
} TgPrefsKind;

/* To be edited.  NULL and TG_CLIENT_ERROR_UNREADABLE where what is appended might not be read.  An
 * empty file is fine. */
TgPrefs    *tg_prefs_parse      (GBytes *bytes, GError **error);
/* To be read only: whatever Thunderbird reads of it. */
TgPrefs    *tg_prefs_read       (GBytes *bytes, TgPrefsKind kind);
TgPrefs    *tg_prefs_new        (void); /* with the comment on top that Thunderbird writes */
void        tg_prefs_free       (TgPrefs *self);

/* The whole file.  (transfer full) */
GBytes     *tg_prefs_to_bytes   (TgPrefs *self);

/* Puts prefs over and under these (both nullable, taken over): whoever asks for a value gets that of
 * @above, else ours, else that of @below.  Edits and tg_prefs_to_bytes() are about ours alone. */
void        tg_prefs_attach     (TgPrefs *self, TgPrefs *above, TgPrefs *below);
/* What @above says, else NULL. */
const char *tg_prefs_get_above  (TgPrefs *self, const char *name);
/* The names given to tg_prefs_set() of which @above says something else. (transfer container) */
GPtrArray  *tg_prefs_overridden (TgPrefs *self); /* of const char* */

/* Where these come from, for people: a file, as it is called; and which of the layers says what counts
 * (nullable: none that has a source). */
void        tg_prefs_set_source (TgPrefs *self, const char *source);
const char *tg_prefs_source_of  (TgPrefs *self, const char *name);

/* Where a name stands twice, the last one counts, as in Thunderbird.  A pref of another type is
 * not found. */
const char *tg_prefs_get_string (TgPrefs *self, const char *name); /* NULL where missing */
gboolean    tg_prefs_get_int    (TgPrefs *self, const char *name, int *value);
gboolean    tg_prefs_get_bool   (TgPrefs *self, const char *name, gboolean *value);

/* The value as a literal of the file ("\"text\"", "3", "true") in the one spelling that
 * tg_pref_quote() and these functions write, so that literals can be compared; NULL where missing. */
const char *tg_prefs_get        (TgPrefs *self, const char *name);
void        tg_prefs_set        (TgPrefs *self, const char *name, const char *literal);
void        tg_prefs_remove     (TgPrefs *self, const char *name);
/* It is set, but only the program itself could work out to what: the value is "", and differs from all; of a layer
 * above, it counts where there is no other. */
void        tg_prefs_set_unknown (TgPrefs *self, const char *name);

/* Whether @text can be a literal: tg_prefs_set() takes nothing else. */
gboolean    tg_pref_is_literal  (const char *text);

/* A string literal as Thunderbird writes it.  Broken UTF-8 becomes U+FFFD.  (transfer full) */
char       *tg_pref_quote       (const char *text);
char       *tg_pref_int         (int value);
char       *tg_pref_bool        (gboolean value);

/* Every name that begins with @prefix, once, in the file's order. (transfer container) */
GPtrArray  *tg_prefs_names      (TgPrefs *self, const char *prefix); /* of const char* */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgPrefs, tg_prefs_free)

G_END_DECLS
