/* normal-text.c: one pass over the text for each kind of noise; every character keeps where it came from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/phrases/normal-text.h"

#include <string.h>

#define PARAGRAPH '\n' /* what an empty line is turned into */

typedef struct {
  gunichar c;
  guint origin;
} Mark;

static gboolean
is_katakana (gunichar c)
{
  return c >= 0x30a1 && c <= 0x30fc;
}

/* Scripts that are written without blanks between words; Korean has them, but glues endings to its words. */
static gboolean
is_unspaced (gunichar c)
{
  return (c >= 0x3001 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0x1100 && c <= 0x11ff) || (c >= 0x0e00 && c <= 0x0e7f);
}

gboolean
tg_char_joins (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char)c);
  return g_unichar_isalnum (c) && !is_unspaced (c);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == '`' || c == 0x2019 || c == 0x2018 || c == 0x02bc || c == 0xb4;
}

/* Soft hyphens, marks of direction and of byte order: nobody sees them. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

static void
add (GArray *marks, gunichar c, guint origin)
{
  Mark mark = { c, origin };

  g_array_append_val (marks, mark);
}

/* "ｻｰﾊﾞｰ", as old programs write it: its marks belong to the letter before. */
static gboolean
add_half_width (GArray *marks, gunichar c, guint origin)
{
  char narrow[7] = { 0 };
  g_autofree char *wide = NULL;

  if (c < 0xff61 || c > 0xff9f)
    return FALSE;
  if ((c == 0xff9e || c == 0xff9f) && marks->len > 0) {
    Mark *last = &g_array_index (marks, Mark, marks->len - 1);

    g_unichar_compose (last->c, c == 0xff9e ? 0x3099 : 0x309a, &last->c);
    return TRUE;
  }
  g_unichar_to_utf8 (c, narrow);
  wide = g_utf8_normalize (narrow, -1, G_NORMALIZE_ALL_COMPOSE);
  add (marks, g_utf8_get_char (wide), origin);
  return TRUE;
}

/* Letters as they should be. */
static GArray *
letters_of (const char *text)
{
  GArray *marks = g_array_sized_new (FALSE, FALSE, sizeof (Mark), (guint)strlen (text) + 1);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    guint origin = (guint)(p - text);
    gunichar c = g_utf8_get_char (p);

    if (c == '\\' && p[1] != '\0' && strchr ("nrt", p[1]) != NULL) { /* as JSON and traces write a line's end */
      add (marks, ' ', origin);
      p++;
    } else if (c < 0x80) {
      add (marks, c == '\t' || c == '\r' ? ' ' : (gunichar)g_ascii_tolower ((char)c), origin);
    } else if (is_invisible (c) || add_half_width (marks, c, origin)) {
      continue;
    } else if (c >= 0xff01 && c <= 0xff5e) {
      add (marks, (gunichar)g_ascii_tolower ((char)(c - 0xfee0)), origin);
    } else if (c == 0x3000 || c == 0xa0 || c == 0x202f || (c >= 0x2000 && c <= 0x200a)) {
      add (marks, ' ', origin);
    } else if (g_unichar_combining_class (c) != 0 && marks->len > 0) { /* decomposed, as macOS writes it */
      Mark *last = &g_array_index (marks, Mark, marks->len - 1);

      g_unichar_compose (last->c, c, &last->c);
    } else {
      add (marks, g_unichar_tolower (c), origin);
    }
  }
  return marks;
}

static gunichar
at (const GArray *marks, gint64 i)
{
  return i >= 0 && i < marks->len ? g_array_index (marks, Mark, i).c : 0;
}

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

static gboolean
stands_in_address (gunichar c)
{
  return c < 0x80 && c > ' ' && strchr ("<>()[]\"',:;@", (int)c) == NULL;
}

/* "5.7.1" with nothing around that makes it an address or a version. */
static guint
status_length (const GArray *marks, guint i)
{
  guint k = i + 2;

  if ((at (marks, i) != '2' && at (marks, i) != '4' && at (marks, i) != '5') || at (marks, i + 1) != '.' || !is_digit (at (marks, k)) ||
      is_digit (at (marks, (gint64)i - 1)) || at (marks, (gint64)i - 1) == '.')
    return 0;
  while (is_digit (at (marks, k)))
    k++;
  if (at (marks, k) != '.' || !is_digit (at (marks, k + 1)) || k - i > 5)
    return 0;
  for (k++; is_digit (at (marks, k));)
    k++;
  return at (marks, k) == '.' && is_digit (at (marks, k + 1)) ? 0 : k - i;
}

/* "550 " and "550-" where a line begins or a status follows; 465 and 587 are ports. */
static guint
code_length (const GArray *marks, guint i)
{
  gunichar before = at (marks, (gint64)i - 1), after = at (marks, i + 3);
  gboolean begins = i == 0 || before == '\n';

  if (at (marks, i) < '2' || at (marks, i) > '5' || at (marks, i + 1) < '0' || at (marks, i + 1) > '7' || at (marks, i + 1) == '6' ||
      !is_digit (at (marks, i + 2)) || (after != ' ' && after != '-') || (!begins && (before > ' ' || status_length (marks, i + 4) == 0)))
    return 0;
  return 4;
}

static gboolean
stands_in_url (gunichar c)
{
  return c < 0x80 && c > ' ' && strchr ("<>\"'`", (int)c) == NULL;
}

/* Copies "://host/" and passes over the path; gives the index behind it. */
static guint
pass_url (const GArray *marks, guint i, GArray *kept)
{
  guint host = i + 3;

  for (; i < marks->len && (i < host || (stands_in_url (at (marks, i)) && at (marks, i) != '/')); i++)
    g_array_append_val (kept, g_array_index (marks, Mark, i));
  if (at (marks, i) == '/')
    g_array_append_val (kept, g_array_index (marks, Mark, i));
  while (stands_in_url (at (marks, i)))
    i++;
  return i;
}

/* Without addresses, paths of URLs and codes: the words in those are not the server's. */
static GArray *
without_values (const GArray *marks)
{
  GArray *kept = g_array_sized_new (FALSE, FALSE, sizeof (Mark), marks->len + 1);

  for (guint i = 0; i < marks->len; i++) {
    Mark mark = g_array_index (marks, Mark, i);
    guint code = code_length (marks, i);

    if (code == 0)
      code = status_length (marks, i);
    if (code > 0) {
      add (kept, ' ', mark.origin);
      i += code - 1;
    } else if (mark.c == '@' && stands_in_address (at (marks, (gint64)i - 1)) && stands_in_address (at (marks, i + 1))) {
      while (kept->len > 0 && stands_in_address (g_array_index (kept, Mark, kept->len - 1).c))
        g_array_set_size (kept, kept->len - 1);
      add (kept, '@', mark.origin);
      while (stands_in_address (at (marks, i + 1)))
        i++;
    } else if (mark.c == ':' && at (marks, i + 1) == '/' && at (marks, i + 2) == '/') {
      i = pass_url (marks, i, kept) - 1;
    } else {
      g_array_append_val (kept, mark);
    }
  }
  return kept;
}

/* b'…', as Python prints what a server said: the letter is no word's beginning. */
static gboolean
opens_bytes (const GArray *kept)
{
  return at (kept, (gint64)kept->len - 1) == 'b' && !tg_char_joins (at (kept, (gint64)kept->len - 2));
}

/* Blanks: one at most, and none beside scripts without them; an empty line ends a paragraph. */
static GArray *
without_blanks (const GArray *marks)
{
  GArray *kept = g_array_sized_new (FALSE, FALSE, sizeof (Mark), marks->len + 1);

  for (guint i = 0; i < marks->len; i++) {
    Mark mark = g_array_index (marks, Mark, i);
    gunichar last = at (kept, (gint64)kept->len - 1);
    guint next = i, lines = 0;

    if (is_apostrophe (mark.c) && tg_char_joins (last) && tg_char_joins (at (marks, i + 1)) && !opens_bytes (kept))
      continue;
    if (mark.c == 0x30fc && is_katakana (last))
      continue;
    if (mark.c != ' ' && mark.c != '\n') {
      g_array_append_val (kept, mark);
      continue;
    }
    /* Quoting marks at the beginning of a line belong to the blank. */
    while (at (marks, next) == ' ' || at (marks, next) == '\n' || (at (marks, next) == '>' && (lines > 0 || at (marks, next - 1) == '>'))) {
      lines += at (marks, next) == '\n';
      next++;
    }
    if (lines > 1)
      mark.c = PARAGRAPH;
    else
      mark.c = ' ';
    if (kept->len > 0 && next < marks->len && (mark.c == PARAGRAPH || (!is_unspaced (last) && !is_unspaced (at (marks, next)))))
      g_array_append_val (kept, mark);
    i = next - 1;
  }
  return kept;
}

static gboolean
ends_sentence (const GArray *marks, guint i)
{
  switch (at (marks, i)) {
  case 0x3002:
  case 0xfffd: /* unreadable */
  case PARAGRAPH:
    return TRUE;
  case '.':
  case '!':
  case '?':
    return at (marks, i + 1) == ' ' || is_unspaced (at (marks, i + 1));
  default:
    return FALSE;
  }
}

TgNormalText *
tg_normal_text_new (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GArray) letters = letters_of (valid);
  g_autoptr (GArray) words = without_values (letters);
  g_autoptr (GArray) marks = without_blanks (words);
  TgNormalText *self = g_new0 (TgNormalText, 1);
  guint sentence = 0;

  self->n = marks->len;
  self->chars = g_new0 (gunichar, marks->len + 1);
  self->origin = g_new0 (guint, marks->len + 1);
  self->sentence = g_new0 (guint, marks->len + 1);
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = &g_array_index (marks, Mark, i);

    self->chars[i] = mark->c;
    self->origin[i] = mark->origin;
    self->sentence[i] = sentence;
    sentence += ends_sentence (marks, i);
  }
  self->origin[marks->len] = (guint)strlen (valid);
  self->sentence[marks->len] = sentence;
  return self;
}

void
tg_normal_text_free (TgNormalText *self)
{
  g_free (self->chars);
  g_free (self->origin);
  g_free (self->sentence);
  g_free (self);
}

/* Most words: nothing but letters, in which there is no noise.  NULL: another one. */
static gunichar *
plain_word (const char *word, glong *n)
{
  gsize length = 0;
  gunichar *chars;

  while (g_ascii_isalpha (word[length]))
    length++;
  if (word[length] != '\0')
    return NULL;
  chars = g_new0 (gunichar, length + 1);
  for (gsize i = 0; i < length; i++)
    chars[i] = (gunichar)g_ascii_tolower (word[i]);
  *n = (glong)length;
  return chars;
}

gunichar *
tg_normal_word (const char *word, glong *n)
{
  gunichar *plain = plain_word (word, n);

  if (plain != NULL)
    return plain;

  g_autoptr (GArray) letters = letters_of (word);
  g_autoptr (GArray) marks = without_blanks (letters);
  gunichar *chars = g_new0 (gunichar, marks->len + 1);

  for (guint i = 0; i < marks->len; i++)
    chars[i] = g_array_index (marks, Mark, i).c;
  *n = marks->len;
  return chars;
}
