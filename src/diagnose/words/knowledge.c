/* knowledge.c: the arrays of the knowledge, where they lie.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/knowledge.h"

#include "find/table.h"

TgKnowledge *
tg_knowledge_new (GVariant *value)
{
  TgKnowledge *self = g_new0 (TgKnowledge, 1);

  self->value = value;
  self->lexicon = tg_lexicon_new (g_variant_get_child_value (value, TG_KNOWLEDGE_LEXICON));
  self->rows = tg_format_array (value, TG_KNOWLEDGE_ROWS, TgWordRow, &self->n_rows);
  self->code_groups = tg_format_array (value, TG_KNOWLEDGE_CODE_GROUPS, TgSpan, NULL);
  self->codes = tg_format_array (value, TG_KNOWLEDGE_CODES, guint32, NULL);
  self->phrases = tg_format_array (value, TG_KNOWLEDGE_PHRASES, guint32, NULL);
  self->asked = tg_format_array (value, TG_KNOWLEDGE_ASKED, guint32, &self->n_asked);
  self->strings = tg_format_array (value, TG_KNOWLEDGE_STRINGS, char, NULL);
  return self;
}

void
tg_knowledge_free (TgKnowledge *self)
{
  tg_lexicon_free (self->lexicon);
  g_variant_unref (self->value);
  g_free (self);
}

const TgKnowledge *
tg_knowledge (void)
{
  static gsize once;
  static TgKnowledge *knowledge;

  if (g_once_init_enter (&once)) {
    knowledge = tg_knowledge_new (tg_table_map ("words.table", TG_KNOWLEDGE_TYPE));
    if (knowledge->n_asked != TG_N_WORDS_CLASSES)
      g_error ("The words that came with the program are missing.");
    g_once_init_leave (&once, 1);
  }
  return knowledge;
}
