/* knowledge.h: what servers and programs say, as rows of meaning, from data/words/.
 *
 * Read once, when a text is first asked about.  The first row that fits a text and its context decides.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/phrases/lexicon.h"
#include "diagnose/words/reader.h"

G_BEGIN_DECLS

typedef enum { TG_EITHER, TG_TEMPORARY, TG_PERMANENT } TgLasting;

/**
 * TgWordRow:
 * @contexts, @protocols, @moments: 1 << each that fits
 * @codes: of char**, each of which must be fulfilled by one of its patterns
 * @says, @unless: phrases' numbers (guint); no @says: the codes alone decide
 * @source, @examples: (nullable): kept for the check only
 */
typedef struct {
  char *id;
  guint contexts;
  guint protocols;
  guint moments;
  TgLasting lasting;
  TgSide side;
  gboolean has_side;
  gboolean vague;
  gboolean frame;
  gboolean sure;
  TgQuestion question;
  GPtrArray *codes;
  GArray *says;
  GArray *unless;
  char *where;
  char *source;
  GPtrArray *examples;
} TgWordRow;

/* @rows: of TgWordRow*, in their order
 * @asked: phrases' numbers, by TgWordsClass */
struct _TgKnowledge {
  TgLexicon *lexicon;
  GPtrArray *rows;
  guint asked[TG_N_WORDS_CLASSES];
};

extern const char *const tg_words_class_names[TG_N_WORDS_CLASSES]; /* by TgWordsClass */

/* Of this program, from its own resources. (transfer none) */
const TgKnowledge *tg_knowledge (void);

/* Of the folder @path; everything is kept.  NULL with @error. (transfer full) */
TgKnowledge *tg_knowledge_read (const char *path, GError **error);
void tg_knowledge_free (TgKnowledge *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgKnowledge, tg_knowledge_free)

G_END_DECLS
