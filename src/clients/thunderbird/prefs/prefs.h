/* prefs.h: Thunderbird's prefs.js, read and edited so that every byte that is not ours stays.
 *
 * The grammar is that of Mozilla's preference parser (seen in 153): statements
 * user_pref("name", value); with comments and white space anywhere between words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TgPrefs TgPrefs;

/* NULL and TG_CLIENT_ERROR_UNREADABLE where Mozilla's own parser would stumble.  An empty file is
 * fine. */
TgPrefs    *tg_prefs_parse      (GBytes *bytes, GError **error);
TgPrefs    *tg_prefs_new        (void); /* with the comment on top that Thunderbird writes */
void        tg_prefs_free       (TgPrefs *self);

/* The whole file.  (transfer full) */
GBytes     *tg_prefs_to_bytes   (TgPrefs *self);

/* Where a name stands twice, the last one counts, as in Thunderbird.  A pref of another type is
 * not found. */
const char *tg_prefs_get_string (TgPrefs *self, const char *name); /* NULL where missing */
gboolean    tg_prefs_get_int    (TgPrefs *self, const char *name, int *value);

/* The value as a literal of the file ("\"text\"", "3", "true") in the one spelling that
 * tg_pref_quote() and these functions write, so that literals can be compared; NULL where missing. */
const char *tg_prefs_get        (TgPrefs *self, const char *name);
void        tg_prefs_set        (TgPrefs *self, const char *name, const char *literal);
void        tg_prefs_remove     (TgPrefs *self, const char *name);

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
