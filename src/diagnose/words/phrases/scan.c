/* scan.c: all literals in one walk through the text, their common beginnings compared once; then each phrase from left to right, its parts' places merged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/phrases/lexicon-private.h"

#include <string.h>

/* Of one literal or class in one text: more would say nothing new. */
#define PLACES_MAX 24

typedef struct {
  guint from, to;
} Place;

/* @classes: of GArray* of Place, made when first asked for */
struct _TgScan {
  const TgLexicon *lexicon;
  const TgNormalText *text;
  GArray **literals; /* of Place, by number; (nullable) */
  GArray **classes;
  guint64 steps;
};

static gboolean
joins_at (const TgNormalText *text, guint i)
{
  return i < text->n && tg_char_joins (text->chars[i]);
}

static guint
word_end (const TgNormalText *text, guint i)
{
  while (joins_at (text, i))
    i++;
  return i;
}

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

/* Passes over a joint at @i as far as @next can begin; it never leaves a sentence. */
static guint
joint_end (const TgNormalText *text, guint i)
{
  guint end = i;

  while (end < text->n && end - i < TG_JOINT_MAX && !g_unichar_isalnum (text->chars[end]))
    end++;
  return i > 0 && end < text->n && text->sentence[end] != text->sentence[i - 1] ? i : end;
}

static void
add_place (GArray **places, guint from, guint to)
{
  Place place = { from, to };

  if (*places == NULL)
    *places = g_array_sized_new (FALSE, FALSE, sizeof (Place), 4);
  if ((*places)->len < PLACES_MAX)
    g_array_append_val (*places, place);
}

/* Where the text goes on behind a joint at @i, before @sign.  A joint may be a character that the literal itself goes on with, as in
 * "[ALERT]". */
static guint
behind_joint (const TgNormalText *text, guint i, gunichar sign)
{
  if (sign >= TG_LITERAL_JOINT || g_unichar_isalnum (sign))
    return joint_end (text, i);
  while (i < text->n && text->chars[i] == ' ')
    i++;
  return i;
}

static void walk (TgScan *self, guint number, guint from, guint i, gunichar last);

/* What follows @node, where the text goes on at @i. */
static void
walk_children (TgScan *self, const TgNode *node, guint from, guint i, gunichar last)
{
  for (guint child = node->child; child != 0; child = self->lexicon->nodes[child].next) {
    gunichar sign = self->lexicon->nodes[child].sign;
    guint at = node->sign == TG_LITERAL_JOINT ? behind_joint (self->text, i, sign) : i;

    if (node->sign == TG_LITERAL_SOME) /* the word's first place where the rest of it fits */
      while (at < self->text->n && self->text->chars[at] != sign && joins_at (self->text, at))
        at++;
    walk (self, child, from, at, last);
  }
}

/* @number: a node whose sign is looked for at @i; @last: the character before */
static void
walk (TgScan *self, guint number, guint from, guint i, gunichar last)
{
  const TgNode *node = &self->lexicon->nodes[number];
  const TgNormalText *text = self->text;

  self->steps++;
  switch (node->sign) {
  case TG_LITERAL_JOINT:
  case TG_LITERAL_SOME:
    break;
  case TG_LITERAL_NUMBER:
    if (i >= text->n || !is_digit (text->chars[i]))
      return;
    while (i < text->n &&
           (is_digit (text->chars[i]) || ((text->chars[i] == '.' || text->chars[i] == ',') && is_digit (text->chars[i + 1]))))
      i++;
    last = 0;
    break;
  case TG_LITERAL_REST:
    i = word_end (text, i);
    last = 0;
    break;
  default:
    if (i >= text->n || text->chars[i] != node->sign)
      return;
    last = node->sign;
    i++;
  }
  if (node->literal != 0 && !(last != 0 && tg_char_joins (last) && joins_at (text, i)))
    add_place (&self->literals[node->literal - 1], from, i);
  walk_children (self, node, from, i, last);
}

/* The node of the literals that begin with @sign; 0: there are none. */
static guint
root_of (const TgLexicon *lexicon, guint open, gunichar sign)
{
  guint from = 0, to = lexicon->n_roots[open];

  while (from < to) {
    guint middle = from + (to - from) / 2;
    const TgRoot *root = &lexicon->roots[open][middle];

    if (root->sign == sign)
      return root->node;
    if (root->sign < sign)
      from = middle + 1;
    else
      to = middle;
  }
  return 0;
}

TgScan *
tg_scan_new (const TgLexicon *lexicon, const TgNormalText *text)
{
  TgScan *self = g_new0 (TgScan, 1);

  self->lexicon = lexicon;
  self->text = text;
  self->literals = g_new0 (GArray *, lexicon->n_literals + 1);
  self->classes = g_new0 (GArray *, lexicon->n_classes + 1);
  for (guint i = 0; i < text->n; i++) {
    gboolean inside = i > 0 && tg_char_joins (text->chars[i]) && joins_at (text, i - 1);

    for (guint open = inside ? 1 : 0; open < G_N_ELEMENTS (lexicon->roots); open++) {
      guint root = root_of (lexicon, open, text->chars[i]);

      self->steps++;
      if (root != 0)
        walk (self, root, i, i, 0);
    }
  }
  return self;
}

void
tg_scan_free (TgScan *self)
{
  for (guint i = 0; i < self->lexicon->n_literals; i++)
    g_clear_pointer (&self->literals[i], g_array_unref);
  for (guint i = 0; i < self->lexicon->n_classes; i++)
    g_clear_pointer (&self->classes[i], g_array_unref);
  g_free (self->literals);
  g_free (self->classes);
  g_free (self);
}

static gint
by_end (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;

  return one->to != other->to ? (one->to > other->to) - (one->to < other->to) : (one->from < other->from) - (one->from > other->from);
}

static gint
by_start (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;

  return one->from != other->from ? (one->from > other->from) - (one->from < other->from) : (one->to > other->to) - (one->to < other->to);
}

/* Whether what ends at @end and what begins at @start are no further apart than @gap. */
static gboolean
are_near (const TgNormalText *text, guint end, guint start, gint gap)
{
  if (gap < 0)
    return joint_end (text, end) >= start;
  return start - end <= (guint)gap && text->sentence[start] == text->sentence[end > 0 ? end - 1 : 0];
}

static GArray *class_places (TgScan *self, guint number);

static GArray *
step_places (TgScan *self, const TgStep *step)
{
  return step->kind == TG_PART_CLASS ? class_places (self, step->number) : self->literals[step->number];
}

/* What @so_far and the places of a next part make together, each next one with the nearest before it. */
static GArray *
joined (TgScan *self, GArray *so_far, const GArray *next, gint gap)
{
  GArray *both = g_array_sized_new (FALSE, FALSE, sizeof (Place), 4);
  guint before = 0;

  g_array_sort (so_far, by_end);
  for (guint i = 0; i < next->len; i++) {
    const Place *place = &g_array_index (next, Place, i);

    self->steps++;
    while (before < so_far->len && g_array_index (so_far, Place, before).to <= place->from)
      before++;
    if (before > 0) {
      Place pair = { g_array_index (so_far, Place, before - 1).from, place->to };

      if (are_near (self->text, g_array_index (so_far, Place, before - 1).to, place->from, gap))
        g_array_append_val (both, pair);
    }
  }
  return both;
}

/* Adds the places of one way to @all. */
static void
add_way_places (TgScan *self, const TgWay *way, GArray *all)
{
  const TgStep *steps = &self->lexicon->steps[way->steps.from];
  guint n_steps = way->steps.to - way->steps.from;
  const GArray *first = step_places (self, &steps[0]);
  g_autoptr (GArray) places = NULL;

  self->steps++;
  if (first == NULL || first->len == 0)
    return;
  for (guint k = 1; k < n_steps; k++)
    if (steps[k].kind == TG_PART_LITERAL && self->literals[steps[k].number] == NULL)
      return;
  places = g_array_sized_new (FALSE, FALSE, sizeof (Place), first->len);
  g_array_append_vals (places, first->data, first->len);
  for (guint k = 1; k < n_steps && places->len > 0; k++) {
    const GArray *next = step_places (self, &steps[k]);
    GArray *both = next != NULL ? joined (self, places, next, steps[k].gap) : g_array_new (FALSE, FALSE, sizeof (Place));

    g_array_unref (places);
    places = both;
  }
  for (guint i = 0; i < places->len; i++) {
    Place place = g_array_index (places, Place, i);

    if (((way->edges & TG_EDGE_START) == 0 || joint_end (self->text, 0) >= place.from) &&
        ((way->edges & TG_EDGE_END) == 0 || joint_end (self->text, place.to) >= self->text->n) && all->len < PLACES_MAX)
      g_array_append_val (all, place);
  }
}

static GArray *
class_places (TgScan *self, guint number)
{
  TgSpan ways = self->lexicon->classes[number];

  if (self->classes[number] == NULL) {
    GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (Place), 4);

    for (guint i = ways.from; i < ways.to; i++)
      add_way_places (self, &self->lexicon->ways[i], places);
    g_array_sort (places, by_start);
    self->classes[number] = places;
  }
  return self->classes[number];
}

static gboolean
finds (const GArray *places, guint *from, guint *to)
{
  const Place *first = NULL;

  for (guint i = 0; i < places->len; i++) {
    const Place *place = &g_array_index (places, Place, i);

    if (first == NULL || place->from < first->from)
      first = place;
  }
  if (first != NULL && from != NULL)
    *from = first->from;
  if (first != NULL && to != NULL)
    *to = first->to;
  return first != NULL;
}

gboolean
tg_scan_finds (TgScan *self, guint number, guint *from, guint *to)
{
  TgSpan conjuncts = self->lexicon->phrases[number];
  gboolean all = TRUE;

  for (guint i = conjuncts.from; all && i < conjuncts.to; i++) {
    TgSpan ways = self->lexicon->conjuncts[i];
    g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));

    for (guint k = ways.from; places->len == 0 && k < ways.to; k++)
      add_way_places (self, &self->lexicon->ways[k], places);
    all = i == conjuncts.from ? finds (places, from, to) : places->len > 0;
  }
  return all;
}

guint64
tg_scan_steps (const TgScan *self)
{
  return self->steps;
}
