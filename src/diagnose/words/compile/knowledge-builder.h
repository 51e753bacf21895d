/* knowledge-builder.h: reads data/words/ at build time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/compile/lexicon-builder.h"
#include "diagnose/words/knowledge.h"

G_BEGIN_DECLS

/**
 * TgWordDraft: a row as it is written.
 * @row: what the program knows of it; its strings and spans are filled in at the end
 * @codes: of char**
 * @says, @unless: of guint32, phrases' numbers
 * @where: file and line
 */
typedef struct {
  TgWordRow row;
  char *id;
  GPtrArray *codes;
  GArray *says;
  GArray *unless;
  char *where;
  char *source;
  GPtrArray *examples;
} TgWordDraft;

/* @drafts: of TgWordDraft*, in their order */
typedef struct {
  TgLexiconBuilder *lexicon;
  GPtrArray *drafts;
  GVariant *compiled; /* for tg_knowledge_new() */
} TgKnowledgeBuilder;

/* Of the folder @path.  NULL with @error. (transfer full) */
TgKnowledgeBuilder *tg_knowledge_builder_read (const char *path, GError **error);
void tg_knowledge_builder_free (TgKnowledgeBuilder *self);

extern const char *const tg_words_class_names[TG_N_WORDS_CLASSES]; /* by TgWordsClass */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgKnowledgeBuilder, tg_knowledge_builder_free)

G_END_DECLS
