/* phrase.c: alternatives are multiplied out first, so that what is left is a plain row of words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/compile/phrase.h"

#include <stdlib.h>
#include <string.h>

#define WAYS_MAX 200 /* through one phrase */

/* With so many bars, a bracket that stands alone is a class without a name; with fewer, where there would be too many ways. */
#define BARS_MANY 5
#define BARS_FEW  1

static void
part_clear (gpointer data)
{
  TgPart *part = data;

  g_free (part->literal);
  g_free (part->name);
}

static void
flat_free (gpointer data)
{
  TgFlat *flat = data;

  g_array_unref (flat->parts);
  g_free (flat);
}

/* The bracket that closes the one at @open. */
static const char *
closing (const char *open)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (const char *p = open; *p != '\0'; p++) {
    if (*p == '"')
      quoted = !quoted;
    if (quoted)
      continue;
    depth += *p == '(' || *p == '[';
    depth -= *p == ')' || *p == ']';
    if (depth == 0)
      return p;
  }
  return NULL;
}

/* Whether the bracket at @open is a word of its own with several alternatives: it is then a class without a name. */
static gboolean
stands_alone (const char *text, const char *open, const char *close, guint bars_min)
{
  guint depth = 0, bars = 0;

  if (*open != '(' || (open > text && open[-1] != ' ') || (close[1] != '\0' && close[1] != ' '))
    return FALSE;
  for (const char *p = open + 1; p < close; p++) {
    depth += *p == '(' || *p == '[';
    depth -= *p == ')' || *p == ']';
    bars += *p == '|' && depth == 0;
  }
  return bars >= bars_min;
}

/* The first bracket or bar, from @from on, that has to be multiplied out. */
static const char *
first_bracket (const char *text, const char *from, guint bars_min)
{
  gboolean quoted = FALSE;

  for (const char *p = from; *p != '\0'; p++) {
    const char *close = !quoted && *p == '(' ? closing (p) : NULL;

    quoted ^= *p == '"';
    if (close != NULL && stands_alone (text, p, close, bars_min))
      p = close;
    else if (!quoted && strchr ("()[]|", *p) != NULL)
      return p;
  }
  return NULL;
}

/* Adds every way through @text to @ways.  @done: so much of it has been multiplied out. */
static gboolean
multiply (const char *text, gsize done, guint bars_min, GPtrArray *ways, GError **error)
{
  const char *open = first_bracket (text, text + done, bars_min);
  const char *close = open != NULL ? closing (open) : NULL;
  const char *from;

  if (ways->len >= WAYS_MAX) {
    g_set_error (error, TG_LEXICON_ERROR, 0, "more than %d ways through it: make a class of a part", WAYS_MAX);
    return FALSE;
  }
  if (open == NULL) {
    g_ptr_array_add (ways, g_strdup (text));
    return TRUE;
  }
  if ((*open != '(' && *open != '[') || close == NULL) {
    g_set_error (error, TG_LEXICON_ERROR, 0, "a bracket or a bar too many, or one missing");
    return FALSE;
  }
  if (*open == '[') {
    int before = (int)(open - text), inside = (int)(close - open - 1);
    g_autofree char *with = g_strdup_printf ("%.*s(%.*s)%s", before, text, inside, open + 1, close + 1);
    g_autofree char *without = g_strdup_printf ("%.*s%s", before, text, close + 1);

    return multiply (with, (gsize)before, bars_min, ways, error) && multiply (without, (gsize)before, bars_min, ways, error);
  }
  from = open + 1;
  for (const char *p = from; p <= close; p++) {
    if (*p == '(' || *p == '[') {
      p = closing (p);
    } else if (*p == '|' || p == close) {
      g_autofree char *way = g_strdup_printf ("%.*s%.*s%s", (int)(open - text), text, (int)(p - from), from, close + 1);

      if (!multiply (way, (gsize)(open - text), bars_min, ways, error))
        return FALSE;
      from = p + 1;
    }
  }
  return TRUE;
}

static void
literal_add (GArray *literal, gunichar c)
{
  g_array_append_val (literal, c);
}

/* One word: "auth*", "#", "\"[AUTH]\"". */
static void
add_word (GArray *literal, const char *word)
{
  gsize length = strlen (word);
  gboolean quoted = length > 1 && word[0] == '"' && word[length - 1] == '"';
  gboolean some = !quoted && word[0] == '*', rest = !quoted && length > 1 && word[length - 1] == '*';
  g_autofree char *bare = g_strndup (word + (quoted || some), length - (quoted ? 2 : (gsize)some + rest));
  g_autofree gunichar *chars = NULL;
  glong n;

  if (strcmp (word, "#") == 0) {
    literal_add (literal, TG_LITERAL_NUMBER);
    return;
  }
  chars = tg_normal_word (bare, &n);
  if (some)
    literal_add (literal, TG_LITERAL_SOME);
  /* Blanks and hyphens within a word are joints, too. */
  for (glong i = 0; i < n; i++)
    if (!quoted && (chars[i] == '_' || chars[i] == '-' || chars[i] == '/') && i > 0 && i + 1 < n)
      literal_add (literal, TG_LITERAL_JOINT);
    else
      literal_add (literal, chars[i]);
  if (rest)
    literal_add (literal, TG_LITERAL_REST);
}

/* The next word, class or bracket; a class may stand right beside a word. */
static char *
next_word (const char **text)
{
  const char *from, *p;
  gboolean quoted = FALSE;

  while (**text == ' ')
    (*text)++;
  from = p = *text;
  if (*from == '{' || *from == '(') {
    const char *close = *from == '{' ? strchr (from, '}') : closing (from);

    p = close != NULL ? close + 1 : from + strlen (from);
  } else {
    for (; *p != '\0' && (quoted || (*p != ' ' && *p != '{')); p++)
      quoted ^= *p == '"';
  }
  *text = p;
  return p > from ? g_strndup (from, (gsize)(p - from)) : NULL;
}

static void
end_literal (TgFlat *flat, GArray **literal, gint *gap)
{
  TgPart part = { TG_PART_LITERAL, *gap, NULL, 0, NULL };

  if (*literal == NULL)
    return;
  part.n = (*literal)->len;
  part.literal = (gunichar *)(void *)g_array_free (*literal, FALSE);
  *literal = NULL;
  *gap = -1;
  g_array_append_val (flat->parts, part);
}

static gboolean
read_word (TgFlat *flat, const char *word, GArray **literal, gint *gap, GError **error)
{
  gsize length = strlen (word);

  if (word[0] == '{' || word[0] == '(') {
    TgPart part = { TG_PART_CLASS, -1, NULL, 0, NULL };

    end_literal (flat, literal, gap);
    if (length < 3 || (word[length - 1] != '}' && word[length - 1] != ')')) {
      g_set_error (error, TG_LEXICON_ERROR, 0, "“%s” is no class", word);
      return FALSE;
    }
    part.name = word[0] == '{' ? g_strndup (word + 1, length - 2) : g_strdup (word);
    part.gap = *gap;
    *gap = -1;
    g_array_append_val (flat->parts, part);
  } else if (g_str_has_prefix (word, "..")) {
    end_literal (flat, literal, gap);
    *gap = word[2] == '\0' ? TG_GAP_USUAL : atoi (word + 2);
  } else if (strcmp (word, "^") == 0) {
    flat->at_start = TRUE;
  } else if (strcmp (word, "$") == 0) {
    flat->at_end = TRUE;
  } else {
    if (*literal == NULL)
      *literal = g_array_new (TRUE, FALSE, sizeof (gunichar));
    else
      literal_add (*literal, TG_LITERAL_JOINT);
    add_word (*literal, word);
  }
  return TRUE;
}

static TgFlat *
read_way (const char *way, GError **error)
{
  TgFlat *flat = g_new0 (TgFlat, 1);
  GArray *literal = NULL;
  gint gap = -1;

  flat->parts = g_array_new (FALSE, FALSE, sizeof (TgPart));
  g_array_set_clear_func (flat->parts, part_clear);
  for (g_autofree char *word = next_word (&way); word != NULL; g_free (word), word = next_word (&way))
    if (!read_word (flat, word, &literal, &gap, error)) {
      end_literal (flat, &literal, &gap);
      flat_free (flat);
      return NULL;
    }
  end_literal (flat, &literal, &gap);
  if (flat->parts->len == 0) {
    g_set_error (error, TG_LEXICON_ERROR, 0, "says nothing");
    flat_free (flat);
    return NULL;
  }
  return flat;
}

static gboolean
read_conjunct (const char *text, GPtrArray *flats, GError **error)
{
  g_autoptr (GPtrArray) ways = g_ptr_array_new_with_free_func (g_free);

  if (!multiply (text, 0, BARS_MANY, ways, NULL)) {
    g_ptr_array_set_size (ways, 0);
    if (!multiply (text, 0, BARS_FEW, ways, error))
      return FALSE;
  }
  for (guint i = 0; i < ways->len; i++) {
    TgFlat *flat = read_way (ways->pdata[i], error);

    if (flat == NULL)
      return FALSE;
    g_ptr_array_add (flats, flat);
  }
  return TRUE;
}

GPtrArray *
tg_phrase_read (const char *phrase, GError **error)
{
  g_auto (GStrv) conjuncts = g_strsplit (phrase, " & ", -1);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);

  if (conjuncts[0] == NULL) {
    g_set_error (error, TG_LEXICON_ERROR, 0, "says nothing");
    return NULL;
  }
  for (guint i = 0; conjuncts[i] != NULL; i++) {
    GPtrArray *flats = g_ptr_array_new_with_free_func (flat_free);

    g_ptr_array_add (all, flats);
    if (!read_conjunct (conjuncts[i], flats, error))
      return NULL;
  }
  return g_steal_pointer (&all);
}

GPtrArray *
tg_phrase_alternatives (const char *bracket, GError **error)
{
  g_autoptr (GPtrArray) flats = g_ptr_array_new_with_free_func (flat_free);
  const char *close = closing (bracket), *from = bracket + 1;

  for (const char *p = from; p <= close; p++) {
    if (*p == '(' || *p == '[') {
      p = closing (p);
    } else if (*p == '|' || p == close) {
      g_autofree char *one = g_strndup (from, (gsize)(p - from));

      if (!read_conjunct (one, flats, error))
        return NULL;
      from = p + 1;
    }
  }
  return g_steal_pointer (&flats);
}
