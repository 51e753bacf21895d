/* lexicon.h: phrases and classes of words, and where they stand in a text.
 *
 * The language of phrases is told in data/words/README.  A text is searched once for all literals together; a phrase
 * then joins the places of its parts from left to right, so that nothing ever goes back, and a text costs what its length is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/phrases/normal-text.h"

G_BEGIN_DECLS

typedef struct _TgLexicon TgLexicon;

TgLexicon *tg_lexicon_new (void);
void tg_lexicon_free (TgLexicon *self);

/* One class file; @where names it in errors.  A class in several files is one. */
gboolean tg_lexicon_add_classes (TgLexicon *self, const char *text, const char *where, GError **error);

/* A phrase's number, for tg_scan_finds(); 0 with @error. */
guint tg_lexicon_add_phrase (TgLexicon *self, const char *phrase, const char *where, GError **error);

/* After the last phrase: whether each class that is used is there, and none is made of itself. */
gboolean tg_lexicon_finish (TgLexicon *self, GError **error);
/* Classes that nothing uses. (transfer container) */
GPtrArray *tg_lexicon_idle (const TgLexicon *self);

/* Where everything stands in one text.  Lives no longer than both. */
typedef struct _TgScan TgScan;

TgScan *tg_scan_new (const TgLexicon *lexicon, const TgNormalText *text);
void tg_scan_free (TgScan *self);

/* The first place of the phrase @number: its characters @from to @to (out) (optional). */
gboolean tg_scan_finds (TgScan *self, guint number, guint *from, guint *to);

/* How much was looked at, in places compared: the same on every computer. */
guint64 tg_scan_steps (const TgScan *self);

#define TG_LEXICON_ERROR (g_quark_from_static_string ("tg-lexicon-error"))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLexicon, tg_lexicon_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgScan, tg_scan_free)

G_END_DECLS
