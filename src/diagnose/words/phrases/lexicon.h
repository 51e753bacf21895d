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

/* @value: as compile/lexicon-builder.h makes it, in normal form.  Reads nothing yet. (transfer full) */
TgLexicon *tg_lexicon_new (GVariant *value);
void tg_lexicon_free (TgLexicon *self);

/* Where everything stands in one text.  Lives no longer than both. */
typedef struct _TgScan TgScan;

TgScan *tg_scan_new (const TgLexicon *lexicon, const TgNormalText *text);
void tg_scan_free (TgScan *self);

/* The first place of the phrase @number: its characters @from to @to (out) (optional). */
gboolean tg_scan_finds (TgScan *self, guint number, guint *from, guint *to);

/* How much was looked at, in places compared: the same on every computer. */
guint64 tg_scan_steps (const TgScan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLexicon, tg_lexicon_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgScan, tg_scan_free)

G_END_DECLS
