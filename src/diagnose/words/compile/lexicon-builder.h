/* lexicon-builder.h: reads classes of words and phrases, at build time, into the arrays that phrases/lexicon.h looks through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TgLexiconBuilder TgLexiconBuilder;

TgLexiconBuilder *tg_lexicon_builder_new (void);
void tg_lexicon_builder_free (TgLexiconBuilder *self);

/* One class file; @where names it in errors.  A class in several files is one. */
gboolean tg_lexicon_builder_add_classes (TgLexiconBuilder *self, const char *text, const char *where, GError **error);

/* A phrase's number, for tg_scan_finds(); 0 with @error. */
guint tg_lexicon_builder_add_phrase (TgLexiconBuilder *self, const char *phrase, const char *where, GError **error);

/* After the last phrase: TG_LEXICON_TYPE.  NULL with @error where a class that is used is missing, or is made of itself.
 * (transfer floating) */
GVariant *tg_lexicon_builder_end (TgLexiconBuilder *self, GError **error);

/* An array of structures that hold nothing but numbers. @element_type: as GVariant has them (transfer floating) */
GVariant *tg_format_array_new (const char *element_type, const GArray *array);

/* Classes that nothing uses. (transfer container) */
GPtrArray *tg_lexicon_builder_idle (const TgLexiconBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLexiconBuilder, tg_lexicon_builder_free)

G_END_DECLS
