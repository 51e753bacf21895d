/* knowledge.h: what servers and programs say, as rows of meaning: data/words/, as the build has compiled it (compile/).
 *
 * The first row that fits a text and its context decides.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/phrases/lexicon-format.h"
#include "diagnose/words/reader.h"

G_BEGIN_DECLS

typedef enum { TG_EITHER, TG_TEMPORARY, TG_PERMANENT } TgLasting;

enum { TG_ROW_HAS_SIDE = 1 << 0, TG_ROW_VAGUE = 1 << 1, TG_ROW_FRAME = 1 << 2, TG_ROW_SURE = 1 << 3 };

/**
 * TgWordRow:
 * @id, @where: of strings
 * @contexts, @protocols, @moments: 1 << each that fits
 * @lasting: TgLasting; @side: TgSide; @question: TgQuestion
 * @traits: TG_ROW_ bits
 * @codes: of code groups, each of which must be fulfilled by one of its patterns
 * @says, @unless: of phrases; no @says: the codes alone decide
 */
typedef struct {
  guint32 id;
  guint32 where;
  guint32 contexts;
  guint32 protocols;
  guint32 moments;
  guint32 lasting;
  guint32 side;
  guint32 question;
  guint32 traits;
  TgSpan codes;
  TgSpan says;
  TgSpan unless;
} TgWordRow;

/* The mark (find/table.h); the lexicon; rows, in their order; code groups, of codes; codes, each of strings; phrases, by the lexicon's numbers; those that the
 * program itself asks for, by TgWordsClass; strings, by the byte where each begins. */
#define TG_WORD_ROW_TYPE "(uuuuuuuuu(uu)(uu)(uu))"
#define TG_KNOWLEDGE_TYPE "(u" TG_LEXICON_TYPE "a" TG_WORD_ROW_TYPE "a(uu)auauauay)"

enum {
  TG_KNOWLEDGE_LEXICON = 1,
  TG_KNOWLEDGE_ROWS,
  TG_KNOWLEDGE_CODE_GROUPS,
  TG_KNOWLEDGE_CODES,
  TG_KNOWLEDGE_PHRASES,
  TG_KNOWLEDGE_ASKED,
  TG_KNOWLEDGE_STRINGS,
};

/* The arrays lie in @value. */
struct _TgKnowledge {
  GVariant *value;
  TgLexicon *lexicon;
  const TgWordRow *rows;
  guint n_rows;
  const TgSpan *code_groups;
  const guint32 *codes;
  const guint32 *phrases;
  const guint32 *asked;
  guint n_asked;
  const char *strings;
};

/* Of this program, from its own resources.  Reads nothing yet: for any thread, at any time. (transfer none) */
const TgKnowledge *tg_knowledge (void);

/* @value: TG_KNOWLEDGE_TYPE, as compile/knowledge-builder.h makes it, and nobody else (transfer full). (transfer full) */
TgKnowledge *tg_knowledge_new (GVariant *value);
void tg_knowledge_free (TgKnowledge *self);

/* The string that begins at @offset. */
static inline const char *
tg_knowledge_string (const TgKnowledge *self, guint32 offset)
{
  return self->strings + offset;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgKnowledge, tg_knowledge_free)

G_END_DECLS
