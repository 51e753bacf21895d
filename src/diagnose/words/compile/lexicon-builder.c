/* lexicon-builder.c: literals, classes and phrases by number; literals share their beginnings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/compile/lexicon-builder.h"

#include <string.h>

#include "diagnose/words/compile/phrase.h"

typedef struct {
  TgStep *steps;
  guint n;
  guint32 edges;
} Way;

/* @ways: of Way; one of them has to fit */
typedef struct {
  char *name;  /* (nullable) */
  char *where; /* first use */
  GArray *ways;
  gboolean used;
} Words;

/* @roots: nodes by a literal's first character, of literals that begin a word, and of those that may stand within one */
struct _TgLexiconBuilder {
  GArray *nodes; /* of TgNode */
  GHashTable *roots[2];
  guint n_literals;
  GPtrArray *classes; /* of Words* */
  GHashTable *class_numbers;
  GPtrArray *phrases; /* of GPtrArray* of Words*: each of which has to fit; index 0 is unused */
};

static void
way_clear (gpointer data)
{
  g_free (((Way *)data)->steps);
}

static Words *
words_new (const char *name, const char *where)
{
  Words *self = g_new0 (Words, 1);

  self->name = g_strdup (name);
  self->where = g_strdup (where);
  self->ways = g_array_new (FALSE, FALSE, sizeof (Way));
  g_array_set_clear_func (self->ways, way_clear);
  return self;
}

static void
words_free (gpointer data)
{
  Words *self = data;

  g_free (self->name);
  g_free (self->where);
  g_array_unref (self->ways);
  g_free (self);
}

TgLexiconBuilder *
tg_lexicon_builder_new (void)
{
  TgLexiconBuilder *self = g_new0 (TgLexiconBuilder, 1);
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
tg_lexicon_builder_free (TgLexiconBuilder *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->roots); i++)
    g_hash_table_unref (self->roots[i]);
  g_array_unref (self->nodes);
  g_hash_table_unref (self->class_numbers);
  g_ptr_array_unref (self->classes);
  g_ptr_array_unref (self->phrases);
  g_free (self);
}

static const TgNode *
node_at (const TgLexiconBuilder *self, guint number)
{
  return &g_array_index (self->nodes, TgNode, number);
}

static guint
node_new (TgLexiconBuilder *self, gunichar sign, guint next)
{
  TgNode node = { .sign = sign, .next = next };

  g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

/* The node for @sign behind @parent. */
static guint
node_behind (TgLexiconBuilder *self, guint parent, gunichar sign)
{
  guint child = node_at (self, parent)->child;

  for (guint i = child; i != 0; i = node_at (self, i)->next)
    if (node_at (self, i)->sign == sign)
      return i;
  child = node_new (self, sign, child);
  g_array_index (self->nodes, TgNode, parent).child = child;
  return child;
}

static guint
literal_number (TgLexiconBuilder *self, const gunichar *signs, guint n)
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
  if (node_at (self, node)->literal == 0)
    g_array_index (self->nodes, TgNode, node).literal = ++self->n_literals;
  return node_at (self, node)->literal - 1;
}

static guint
class_number (TgLexiconBuilder *self, const char *name, const char *where)
{
  gpointer known;
  Words *words;

  if (g_hash_table_lookup_extended (self->class_numbers, name, NULL, &known))
    return GPOINTER_TO_UINT (known);
  words = words_new (name, where);
  g_ptr_array_add (self->classes, words);
  g_hash_table_insert (self->class_numbers, words->name, GUINT_TO_POINTER (self->classes->len - 1));
  return self->classes->len - 1;
}

static gboolean add_ways (TgLexiconBuilder *self, Words *words, const GPtrArray *flats, const char *where, GError **error);

/* "(a|b|c)": made where it is first met, one way for each alternative. */
static gboolean
fill_nameless (TgLexiconBuilder *self, guint number, const char *where, GError **error)
{
  Words *words = self->classes->pdata[number];
  g_autoptr (GPtrArray) flats = NULL;

  if (words->name[0] != '(' || words->ways->len > 0)
    return TRUE;
  flats = tg_phrase_alternatives (words->name, error);
  return flats != NULL && add_ways (self, words, flats, where, error);
}

static gboolean
add_way (TgLexiconBuilder *self, Words *words, const TgFlat *flat, const char *where, GError **error)
{
  Way way = { g_new0 (TgStep, flat->parts->len), flat->parts->len,
              (flat->at_start ? TG_EDGE_START : 0) | (flat->at_end ? TG_EDGE_END : 0) };

  for (guint i = 0; i < way.n; i++) {
    const TgPart *part = &g_array_index (flat->parts, TgPart, i);
    TgStep *step = &way.steps[i];

    step->kind = part->kind;
    step->gap = part->gap;
    if (part->kind == TG_PART_CLASS) {
      step->number = class_number (self, part->name, where);
      ((Words *)self->classes->pdata[step->number])->used = TRUE;
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
add_ways (TgLexiconBuilder *self, Words *words, const GPtrArray *flats, const char *where, GError **error)
{
  for (guint i = 0; i < flats->len; i++)
    if (!add_way (self, words, flats->pdata[i], where, error))
      return FALSE;
  return TRUE;
}

gboolean
tg_lexicon_builder_add_classes (TgLexiconBuilder *self, const char *text, const char *where, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Words *words = NULL;

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
tg_lexicon_builder_add_phrase (TgLexiconBuilder *self, const char *phrase, const char *where, GError **error)
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
is_made_of_itself (const TgLexiconBuilder *self, guint number, guint8 *states)
{
  const Words *words = self->classes->pdata[number];
  gboolean circle = states[number] == 1;

  if (states[number] != 0)
    return circle;
  states[number] = 1;
  for (guint i = 0; !circle && i < words->ways->len; i++) {
    const Way *way = &g_array_index (words->ways, Way, i);

    for (guint k = 0; !circle && k < way->n; k++)
      circle = way->steps[k].kind == TG_PART_CLASS && is_made_of_itself (self, way->steps[k].number, states);
  }
  states[number] = 2;
  return circle;
}

/* Whether each class that is used is there, and none is made of itself. */
static gboolean
check (const TgLexiconBuilder *self, GError **error)
{
  g_autofree guint8 *states = g_new0 (guint8, self->classes->len + 1);

  for (guint i = 0; i < self->classes->len; i++) {
    const Words *words = self->classes->pdata[i];

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

/* The arrays of ways and of their steps, as they grow. */
typedef struct {
  GArray *ways;
  GArray *steps;
} Rows;

static TgSpan
add_rows (Rows *rows, const Words *words)
{
  TgSpan span = { rows->ways->len, rows->ways->len + words->ways->len };

  for (guint i = 0; i < words->ways->len; i++) {
    const Way *way = &g_array_index (words->ways, Way, i);
    TgWay row = { { rows->steps->len, rows->steps->len + way->n }, way->edges };

    g_array_append_vals (rows->steps, way->steps, way->n);
    g_array_append_val (rows->ways, row);
  }
  return span;
}

GVariant *
tg_format_array_new (const char *element_type, const GArray *array)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE (element_type), array->data, array->len, g_array_get_element_size ((GArray *)array));
}

static gint
by_sign (gconstpointer a, gconstpointer b)
{
  const TgRoot *one = a, *other = b;

  return (one->sign > other->sign) - (one->sign < other->sign);
}

static GVariant *
roots_of (GHashTable *nodes)
{
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (TgRoot));
  GHashTableIter iter;
  gpointer sign, node;

  g_hash_table_iter_init (&iter, nodes);
  while (g_hash_table_iter_next (&iter, &sign, &node)) {
    TgRoot root = { GPOINTER_TO_UINT (sign), GPOINTER_TO_UINT (node) };

    g_array_append_val (roots, root);
  }
  g_array_sort (roots, by_sign);
  return tg_format_array_new ("(uu)", roots);
}

GVariant *
tg_lexicon_builder_end (TgLexiconBuilder *self, GError **error)
{
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (TgWay)), steps = g_array_new (FALSE, FALSE, sizeof (TgStep));
  g_autoptr (GArray) classes = g_array_new (FALSE, FALSE, sizeof (TgSpan)), conjuncts = g_array_new (FALSE, FALSE, sizeof (TgSpan));
  g_autoptr (GArray) phrases = g_array_new (FALSE, FALSE, sizeof (TgSpan));
  Rows rows = { ways, steps };

  if (!check (self, error))
    return NULL;
  for (guint i = 0; i < self->classes->len; i++) {
    TgSpan span = add_rows (&rows, self->classes->pdata[i]);

    g_array_append_val (classes, span);
  }
  for (guint i = 0; i < self->phrases->len; i++) {
    const GPtrArray *all = self->phrases->pdata[i];
    TgSpan phrase = { conjuncts->len, conjuncts->len + all->len };

    for (guint k = 0; k < all->len; k++) {
      TgSpan span = add_rows (&rows, all->pdata[k]);

      g_array_append_val (conjuncts, span);
    }
    g_array_append_val (phrases, phrase);
  }
  return g_variant_new ("(u@a(uuuu)@a(uu)@a(uu)@a(uui)@a((uu)u)@a(uu)@a(uu)@a(uu))", self->n_literals,
                        tg_format_array_new ("(uuuu)", self->nodes), roots_of (self->roots[0]), roots_of (self->roots[1]),
                        tg_format_array_new ("(uui)", steps), tg_format_array_new ("((uu)u)", ways), tg_format_array_new ("(uu)", classes),
                        tg_format_array_new ("(uu)", conjuncts), tg_format_array_new ("(uu)", phrases));
}

GPtrArray *
tg_lexicon_builder_idle (const TgLexiconBuilder *self)
{
  GPtrArray *idle = g_ptr_array_new ();

  for (guint i = 0; i < self->classes->len; i++) {
    const Words *words = self->classes->pdata[i];

    if (!words->used)
      g_ptr_array_add (idle, words->name);
  }
  return idle;
}
