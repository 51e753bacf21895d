/* lexicon.c: the arrays of a lexicon, where they lie.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/phrases/lexicon-private.h"

gconstpointer
tg_format_elements (GVariant *value, gsize index, gsize size, guint *n)
{
  g_autoptr (GVariant) array = g_variant_get_child_value (value, index);
  gsize length;
  gconstpointer elements = g_variant_get_fixed_array (array, &length, size);

  if (n != NULL)
    *n = (guint)length;
  return elements;
}

TgLexicon *
tg_lexicon_new (GVariant *value)
{
  TgLexicon *self = g_new0 (TgLexicon, 1);

  self->value = value;
  g_variant_get_child (value, TG_LEXICON_N_LITERALS, "u", &self->n_literals);
  self->nodes = tg_format_array (value, TG_LEXICON_NODES, TgNode, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->roots); i++)
    self->roots[i] = tg_format_array (value, TG_LEXICON_ROOTS + i, TgRoot, &self->n_roots[i]);
  self->steps = tg_format_array (value, TG_LEXICON_STEPS, TgStep, NULL);
  self->ways = tg_format_array (value, TG_LEXICON_WAYS, TgWay, NULL);
  self->classes = tg_format_array (value, TG_LEXICON_CLASSES, TgSpan, &self->n_classes);
  self->conjuncts = tg_format_array (value, TG_LEXICON_CONJUNCTS, TgSpan, NULL);
  self->phrases = tg_format_array (value, TG_LEXICON_PHRASES, TgSpan, NULL);
  return self;
}

void
tg_lexicon_free (TgLexicon *self)
{
  g_variant_unref (self->value);
  g_free (self);
}
