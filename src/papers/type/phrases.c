/* phrases.c: breaks lines of Japanese between phrases, and of any language not inside a value.  Unicode (UAX 14) allows a break after
 * nearly every character, which tears words apart on a narrow page and strands single characters on
 * the last line.  The scripts alone show well enough where a phrase begins: words are written in
 * Kanji or Katakana, and their endings and particles follow in Hiragana.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/type/phrases.h"

#include <string.h>

#define HEAD 2 /* characters kept together at either end of what is too long for a line */
#define TAIL 4

typedef enum { SPACE, HIRAGANA, KATAKANA, KANJI, DIGIT, LETTER, OPENING, CLOSING, OTHER } Kind;

static Kind
kind_of (gunichar c)
{
  if (g_unichar_isspace (c))
    return SPACE;
  if (c >= 0x3041 && c <= 0x309f)
    return HIRAGANA;
  if (c >= 0x30a1 && c <= 0x30ff && c != 0x30fb) /* except the middle dot */
    return KATAKANA;
  if (c == 0x3005 || (c >= 0x4e00 && c <= 0x9fff))
    return KANJI;
  if (g_unichar_isdigit (c))
    return DIGIT;
  if (g_unichar_isalpha (c))
    return LETTER;
  if (g_unichar_type (c) == G_UNICODE_OPEN_PUNCTUATION)
    return OPENING;
  return g_unichar_type (c) == G_UNICODE_CLOSE_PUNCTUATION ? CLOSING : OTHER;
}

/* A word that begins in Hiragana after all: the character before it is a particle. */
static gboolean
is_after_particle (gunichar before, gunichar c)
{
  static const struct {
    gunichar particle;
    gunichar word[6];
  } rows[] = {
    { 0x306b, { 0x3057, 0x3059, 0x306a, 0x3042, 0x3064 } }, /* ni: shi, su, na, a, tsu */
    { 0x304c, { 0x3042 } },                                 /* ga: a */
    { 0x306f, { 0x3042 } },                                 /* ha: a */
  };

  if (before == 0x3092) /* wo is never anything but a particle */
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (const gunichar *word = rows[i].word; before == rows[i].particle && *word; word++)
      if (*word == c)
        return TRUE;
  return FALSE;
}

/* The honorific prefixes o and go. */
static gboolean
is_honorific (gunichar c)
{
  return c == 0x304a || c == 0x3054;
}

/* Two verbs joined into one, as in uke-tsuke: the first ends in i or e. */
static gboolean
is_compound (const gunichar *text, glong i)
{
  static const gunichar ends[] = { 0x3044, 0x304d, 0x3057, 0x3061, 0x307f, 0x308a, 0x304e, 0x3058, 0x3073,
                                   0x3048, 0x3051, 0x305b, 0x306d, 0x3081, 0x308c, 0x3052, 0x3079, 0 };

  if (i < 2 || kind_of (text[i - 2]) != KANJI || kind_of (text[i]) != KANJI)
    return FALSE;
  for (const gunichar *end = ends; *end; end++)
    if (text[i - 1] == *end)
      return TRUE;
  return FALSE;
}

/* Words that begin in Hiragana and go on in Kanji. */
static gboolean
is_mixed_word (const gunichar *text, glong i)
{
  static const gunichar words[][3] = {
    { 0x3082, 0x3046, 0x4e00 }, /* mou-ichi(do) */
    { 0x305d, 0x306e, 0x5f8c }, /* sono-go */
    { 0x3054, 0x307f, 0x7bb1 }, /* gomi-bako */
  };

  for (gsize word = 0; i >= 2 && word < G_N_ELEMENTS (words); word++)
    if (memcmp (text + i - 2, words[word], sizeof words[word]) == 0)
      return TRUE;
  return FALSE;
}

/* Whether text[i] continues the phrase. */
static gboolean
goes_on (const gunichar *text, glong i)
{
  Kind before = kind_of (text[i - 1]), kind = kind_of (text[i]);

  if (kind == SPACE)
    return kind_of (text[i + 1]) == HIRAGANA; /* a particle after a foreign word */
  if (before == OTHER || kind == OPENING)
    return FALSE;
  if (kind == OTHER || kind == CLOSING || before == OPENING)
    return TRUE;
  if (before == SPACE || before == CLOSING)
    return kind == HIRAGANA;
  if (before == HIRAGANA && kind == HIRAGANA)
    return !is_after_particle (text[i - 1], text[i]) && !(is_honorific (text[i]) && kind_of (text[i + 1]) == KANJI);
  if (before == HIRAGANA)
    return is_honorific (text[i - 1]) || is_compound (text, i) || is_mixed_word (text, i);
  if (kind == HIRAGANA || before == kind)
    return TRUE;
  return before == DIGIT || before == LETTER;
}

static void
keep (PangoAttrList *attributes, const char *start, const char *end, const char *text)
{
  PangoAttribute *attribute = pango_attr_allow_breaks_new (FALSE);

  attribute->start_index = (guint)(start - text);
  attribute->end_index = (guint)(end - text);
  pango_attr_list_insert (attributes, attribute);
}

/* In widths of a Kanji: Latin letters and digits are two thirds as wide. */
static double
width_of (gunichar c)
{
  return g_unichar_iswide (c) ? 1 : 0.65;
}

static double
width_between (const char *start, const char *end)
{
  double width = 0;

  for (const char *here = start; here < end; here = g_utf8_next_char (here))
    width += width_of (g_utf8_get_char (here));
  return width;
}

/* Dates, times, ports with their encryption, versions, amounts, and names of servers, addresses and files. */
static const char values[] = "[0-9]{1,4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}時[0-9]{1,2}分|"
                             "[0-9]{1,2} \\p{Lu}\\p{L}+ [0-9]{4}|"
                             "(?:ポート(?:番号)? )?[0-9]{2,5} ?[(（](?:SSL/TLS|STARTTLS)[)）]|"
                             "(?:ポート(?:番号)?|[Pp]ort|TLS|RFC|Windows|iOS|Android|Outlook) [0-9]+(?:[.][0-9]+)*|"
                             "[0-9][0-9,.]* [kKMG]i?B(?![A-Za-z])|"
                             "[A-Za-z0-9_%+~-]+(?:[.@:/]+[A-Za-z0-9_%+~-]+)+";

/* For each character of @text whether it goes on a value that fits a line. (transfer full) */
static gboolean *
find_values (const char *text, glong n, guint longest)
{
  static GRegex *regex;
  static gsize ready = 0;
  g_autoptr (GMatchInfo) match = NULL;
  gboolean *inside = g_new0 (gboolean, n + 1);

  if (g_once_init_enter (&ready)) {
    regex = g_regex_new (values, G_REGEX_OPTIMIZE, 0, NULL);
    g_once_init_leave (&ready, 1);
  }
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL)) {
    int start, end;

    g_match_info_fetch_pos (match, 0, &start, &end);
    if (width_between (text + start, text + end) > longest)
      continue;
    for (glong i = g_utf8_pointer_to_offset (text, text + start) + 1; i < g_utf8_pointer_to_offset (text, text + end); i++)
      inside[i] = TRUE;
  }
  return inside;
}

/* Kanji and the Hiragana that follow count as one script; what ends a sentence or a quotation never stands alone. */
static gboolean
is_same_part (const char *start, const char *here)
{
  gunichar c = g_utf8_get_char (here);
  Kind first = kind_of (g_utf8_get_char (start)), kind = kind_of (c);

  return kind == first || (first == KANJI && kind == HIRAGANA) || kind == CLOSING || c == 0x3001 || c == 0x3002;
}

/* A phrase too long for a line: keeps each value and each run of one script together, or at least the run's ends.
 * @inside: from @start on. */
static void
keep_parts (PangoAttrList *attributes, const char *text, const char *start, const char *end, glong longest, const gboolean *inside)
{
  while (start < end) {
    const char *stop = g_utf8_next_char (start);
    gboolean value = inside[1];
    glong length = 1;

    for (; stop < end && (value ? inside[length] : is_same_part (start, stop)); stop = g_utf8_next_char (stop))
      length++;
    inside += length;
    if (!value && length > longest) {
      keep (attributes, start, g_utf8_offset_to_pointer (start, MIN (HEAD, longest)), text);
      start = g_utf8_offset_to_pointer (stop, -MIN (TAIL, longest));
    }
    keep (attributes, start, stop, text);
    start = stop;
  }
}

static void
keep_phrase (PangoAttrList *attributes, const char *text, const char *start, glong length, glong longest, const gboolean *inside)
{
  const char *end = g_utf8_offset_to_pointer (start, length);

  if (width_between (start, end) <= longest)
    keep (attributes, start, end, text);
  else
    keep_parts (attributes, text, start, end, longest, inside);
}

static gboolean
is_foreign (Kind kind)
{
  return kind == DIGIT || kind == LETTER || kind == OTHER;
}

void
tg_phrases_keep (PangoAttrList *attributes, const char *text, guint longest)
{
  g_autofree gunichar *decoded = NULL;
  g_autofree gboolean *inside = NULL;
  glong n, begin = 0;
  const char *start = text;

  decoded = g_utf8_to_ucs4_fast (text, -1, &n);
  inside = find_values (text, n, longest);
  for (glong i = 1; i <= n; i++) {
    /* Of a foreign word that is no value, only the last character belongs to the phrase. */
    if (i < n && (inside[i] || (goes_on (decoded, i) && !(is_foreign (kind_of (decoded[i])) && is_foreign (kind_of (decoded[i - 1]))))))
      continue;
    if (i - begin > 1)
      keep_phrase (attributes, text, start, i - begin, longest, inside + begin);
    start = g_utf8_offset_to_pointer (start, i - begin);
    begin = i;
  }
}
