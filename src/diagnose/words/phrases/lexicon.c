/* lexicon.c: literals, classes and phrases by number; literals share their beginnings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/phrases/lexicon-private.h"

#include <string.h>

static void
way_clear (gpointer data)
{
  g_free (((TgWay *)data)->steps);
}

static TgWords *
words_new (const char *name, const char *where)
{
  TgWords *self = g_new0 (TgWords, 1);

  self->name = g_strdup (name);
  self->where = g_strdup (where);
  self->ways = g_array_new (FALSE, FALSE, sizeof (TgWay));
  g_array_set_clear_func (self->ways, way_clear);
  return self;
}

static void
words_free (gpointer data)
{
  TgWords *self = data;

  g_free (self->name);
  g_free (self->where);
  g_array_unref (self->ways);
  g_free (self);
}

TgLexicon *
tg_lexicon_new (void)
{
  TgLexicon *self = g_new0 (TgLexicon, 1);

  TgNode none = { 0 };

  self->nodes = g_array_new (FALSE, FALSE, sizeof (TgNode));
  g_array_append_val (self->nodes, none);
  for (guint i = 0; i < G_N_ELEMENTS (self->roots); i++)
    self->roots[i] = g_hash_table_new (NULL, NULL);
  self->classes = g_ptr_array_new_with_free_func (words_free);
  self->class_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->phrases = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  g_ptr_array_add (self->phrases, g_ptr_array_new ());
  return self;
}

void
tg_lexicon_free (TgLexicon *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->roots); i++)
    g_hash_table_unref (self->roots[i]);
  g_array_unref (self->nodes);
  g_hash_table_unref (self->class_numbers);
  g_ptr_array_unref (self->classes);
  g_ptr_array_unref (self->phrases);
  g_free (self);
}

static guint
node_new (TgLexicon *self, gunichar sign, guint next)
{
  TgNode node = { .sign = sign, .next = next };

  g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

/* The node for @sign behind @parent. */
static guint
node_behind (TgLexicon *self, guint parent, gunichar sign)
{
  guint child = tg_lexicon_node (self, parent)->child;

  for (guint i = child; i != 0; i = tg_lexicon_node (self, i)->next)
    if (tg_lexicon_node (self, i)->sign == sign)
      return i;
  child = node_new (self, sign, child);
  g_array_index (self->nodes, TgNode, parent).child = child;
  return child;
}

static guint
literal_number (TgLexicon *self, const gunichar *signs, guint n)
{
  gboolean open = signs[0] == TG_LITERAL_SOME;
  gpointer first = GUINT_TO_POINTER (signs[open ? 1 : 0]);
  guint node = GPOINTER_TO_UINT (g_hash_table_lookup (self->roots[open], first));

  if (node == 0) {
    node = node_new (self, GPOINTER_TO_UINT (first), 0);
    g_hash_table_insert (self->roots[open], first, GUINT_TO_POINTER (node));
  }
  for (guint i = open ? 2 : 1; i < n; i++)
    node = node_behind (self, node, signs[i]);
  if (tg_lexicon_node (self, node)->literal == 0)
    g_array_index (self->nodes, TgNode, node).literal = ++self->n_literals;
  return tg_lexicon_node (self, node)->literal - 1;
}

static guint
class_number (TgLexicon *self, const char *name, const char *where)
{
  gpointer known;
  TgWords *words;

  if (g_hash_table_lookup_extended (self->class_numbers, name, NULL, &known))
    return GPOINTER_TO_UINT (known);
  words = words_new (name, where);
  g_ptr_array_add (self->classes, words);
  g_hash_table_insert (self->class_numbers, words->name, GUINT_TO_POINTER (self->classes->len - 1));
  return self->classes->len - 1;
}

static gboolean add_ways (TgLexicon *self, TgWords *words, const GPtrArray *flats, const char *where, GError **error);

/* "(a|b|c)": made where it is first met, one way for each alternative. */
static gboolean
fill_nameless (TgLexicon *self, guint number, const char *where, GError **error)
{
  TgWords *words = self->classes->pdata[number];
  g_autoptr (GPtrArray) flats = NULL;

  if (words->name[0] != '(' || words->ways->len > 0)
    return TRUE;
  flats = tg_phrase_alternatives (words->name, error);
  return flats != NULL && add_ways (self, words, flats, where, error);
}

static gboolean
add_way (TgLexicon *self, TgWords *words, const TgFlat *flat, const char *where, GError **error)
{
  TgWay way = { g_new0 (TgStep, flat->parts->len), flat->parts->len, flat->at_start, flat->at_end };

  for (guint i = 0; i < way.n; i++) {
    const TgPart *part = &g_array_index (flat->parts, TgPart, i);
    TgStep *step = &way.steps[i];

    step->kind = part->kind;
    step->gap = part->gap;
    if (part->kind == TG_PART_CLASS) {
      step->number = class_number (self, part->name, where);
      ((TgWords *)self->classes->pdata[step->number])->used = TRUE;
      if (!fill_nameless (self, step->number, where, error)) {
        g_free (way.steps);
        return FALSE;
      }
    } else if (part->literal[0] == TG_LITERAL_NUMBER || part->literal[0] == TG_LITERAL_REST ||
               (part->literal[0] == TG_LITERAL_SOME && (part->n < 2 || part->literal[1] >= TG_LITERAL_JOINT))) {
      g_set_error (error, TG_LEXICON_ERROR, 0, "a number or a star cannot come first");
      g_free (way.steps);
      return FALSE;
    } else {
      step->number = literal_number (self, part->literal, part->n);
    }
  }
  g_array_append_val (words->ways, way);
  return TRUE;
}

static gboolean
add_ways (TgLexicon *self, TgWords *words, const GPtrArray *flats, const char *where, GError **error)
{
  for (guint i = 0; i < flats->len; i++)
    if (!add_way (self, words, flats->pdata[i], where, error))
      return FALSE;
  return TRUE;
}

gboolean
tg_lexicon_add_classes (TgLexicon *self, const char *text, const char *where, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  TgWords *words = NULL;

  for (guint i = 0; lines[i] != NULL; i++) {
    char *line = g_strstrip (lines[i]);
    gsize length = strlen (line);
    g_autoptr (GPtrArray) conjuncts = NULL;

    if (length == 0 || line[0] == '#')
      continue;
    if (line[0] == '[' && line[length - 1] == ']' && strpbrk (line + 1, "|[(") == NULL) {
      g_autofree char *name = g_strndup (line + 1, length - 2);

      guint number = class_number (self, name, where);

      words = self->classes->pdata[number];
      continue;
    }
    conjuncts = words != NULL ? tg_phrase_read (line, error) : NULL;
    if (words == NULL)
      g_set_error (error, TG_LEXICON_ERROR, 0, "stands in no class");
    else if (conjuncts != NULL && conjuncts->len != 1)
      g_set_error (error, TG_LEXICON_ERROR, 0, "“&” has no place in a class");
    else if (conjuncts != NULL && add_ways (self, words, conjuncts->pdata[0], where, error))
      continue;
    g_prefix_error (error, "%s:%u: “%s”: ", where, i + 1, line);
    return FALSE;
  }
  return TRUE;
}

guint
tg_lexicon_add_phrase (TgLexicon *self, const char *phrase, const char *where, GError **error)
{
  g_autoptr (GPtrArray) conjuncts = tg_phrase_read (phrase, error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (words_free);

  for (guint i = 0; conjuncts != NULL && i < conjuncts->len; i++) {
    g_ptr_array_add (all, words_new (NULL, where));
    if (!add_ways (self, all->pdata[i], conjuncts->pdata[i], where, error))
      g_clear_pointer (&conjuncts, g_ptr_array_unref);
  }
  if (conjuncts == NULL) {
    g_prefix_error (error, "%s: “%s”: ", where, phrase);
    return 0;
  }
  g_ptr_array_add (self->phrases, g_steal_pointer (&all));
  return self->phrases->len - 1;
}

/* @states: 1 while a class is being looked through, 2 when that is done. */
static gboolean
is_made_of_itself (const TgLexicon *self, guint number, guint8 *states)
{
  const TgWords *words = self->classes->pdata[number];
  gboolean circle = states[number] == 1;

  if (states[number] != 0)
    return circle;
  states[number] = 1;
  for (guint i = 0; !circle && i < words->ways->len; i++) {
    const TgWay *way = &g_array_index (words->ways, TgWay, i);

    for (guint k = 0; !circle && k < way->n; k++)
      circle = way->steps[k].kind == TG_PART_CLASS && is_made_of_itself (self, way->steps[k].number, states);
  }
  states[number] = 2;
  return circle;
}

gboolean
tg_lexicon_finish (TgLexicon *self, GError **error)
{
  g_autofree guint8 *states = g_new0 (guint8, self->classes->len + 1);

  for (guint i = 0; i < self->classes->len; i++) {
    const TgWords *words = self->classes->pdata[i];

    if (words->ways->len == 0) {
      g_set_error (error, TG_LEXICON_ERROR, 0, "%s: there is no class {%s}", words->where, words->name);
      return FALSE;
    }
    if (is_made_of_itself (self, i, states)) {
      g_set_error (error, TG_LEXICON_ERROR, 0, "%s: the class {%s} is made of itself", words->where, words->name);
      return FALSE;
    }
  }
  return TRUE;
}

GPtrArray *
tg_lexicon_idle (const TgLexicon *self)
{
  GPtrArray *idle = g_ptr_array_new ();

  for (guint i = 0; i < self->classes->len; i++) {
    const TgWords *words = self->classes->pdata[i];

    if (!words->used)
      g_ptr_array_add (idle, words->name);
  }
  return idle;
}
