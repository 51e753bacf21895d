/* echo.c: compares character by character; what each character may look like is decoded where it stands, so that no list of
 * encodings has to be complete.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/text/echo.h"

#include <string.h>

/* Fewer characters with something between them, or fewer bytes in hexadecimal, stand in innocent texts. */
#define SPACED_MIN 4
#define HEX_MIN    3

/* Ways to read what has been compared so far; more than two hardly ever go on. */
#define WAYS_MAX 8
/* How often a text is encoded again. */
#define AGAIN_MAX 3

/* HTML's names for what is no letter in ASCII, and for the letters of Latin 1 from À to ÿ. */
static const struct {
  const char *name;
  gunichar character;
} entities[] = {
  { "Tab", '\t' },         { "NewLine", '\n' }, { "nbsp", 0xa0 },  { "excl", '!' },   { "quot", '"' },   { "QUOT", '"' },
  { "num", '#' },          { "dollar", '$' },   { "percnt", '%' }, { "amp", '&' },    { "AMP", '&' },    { "apos", '\'' },
  { "lpar", '(' },         { "rpar", ')' },     { "ast", '*' },    { "midast", '*' }, { "plus", '+' },   { "comma", ',' },
  { "period", '.' },       { "sol", '/' },      { "colon", ':' },  { "semi", ';' },   { "lt", '<' },     { "LT", '<' },
  { "equals", '=' },       { "gt", '>' },       { "GT", '>' },     { "quest", '?' },  { "commat", '@' }, { "lsqb", '[' },
  { "lbrack", '[' },       { "bsol", '\\' },    { "rsqb", ']' },   { "rbrack", ']' }, { "Hat", '^' },    { "lowbar", '_' },
  { "UnderBar", '_' },     { "grave", '`' },    { "lcub", '{' },   { "lbrace", '{' }, { "verbar", '|' }, { "vert", '|' },
  { "VerticalLine", '|' }, { "rcub", '}' },     { "rbrace", '}' }, { "yen", 0xa5 },   { "pound", 0xa3 }, { "euro", 0x20ac },
  { "sect", 0xa7 },
};
static const char *const latin[] = {
  "Agrave", "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
  "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",  "Oslash", "Ugrave",
  "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",
  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute",
  "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};

/* One character or one byte, as it was written. */
typedef struct {
  gunichar value;
  gboolean is_byte;
  gsize length; /* 0: nothing that can be read so */
} Unit;

static Unit
digits (const char *at, gsize left, gsize skip, gsize least, gsize most, guint base, gboolean is_byte)
{
  Unit unit = { .is_byte = is_byte };
  gsize n = 0;

  for (; n < most && skip + n < left; n++) {
    int digit = g_ascii_xdigit_value (at[skip + n]);

    if (digit < 0 || (guint)digit >= base)
      break;
    unit.value = MIN (unit.value * base + (guint)digit, 0x110000);
  }
  unit.length = n >= least ? skip + n : 0;
  return unit;
}

static Unit
named (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strlen (entities[i].name) == length && memcmp (entities[i].name, name, length) == 0)
      return (Unit){ .value = entities[i].character, .length = length };
  for (gsize i = 0; i < G_N_ELEMENTS (latin); i++)
    if (strlen (latin[i]) == length && memcmp (latin[i], name, length) == 0)
      return (Unit){ .value = 0xc0 + (gunichar)i, .length = length };
  return (Unit){ 0 };
}

/* "&#112;", "&#x70;", "&commat;"; @again: how often somebody wrote the ampersand itself as an entity. */
static Unit
entity (const char *at, gsize left, guint again)
{
  gsize skip = 1, name = 0;
  Unit unit;

  for (; again > 0; again--, skip += 4)
    if (left - skip < 4 || memcmp (at + skip, "amp;", 4) != 0)
      return (Unit){ 0 };
  if (left - skip > 2 && at[skip] == '#' && (at[skip + 1] | 0x20) == 'x')
    unit = digits (at, left, skip + 2, 1, 12, 16, FALSE);
  else if (left - skip > 1 && at[skip] == '#')
    unit = digits (at, left, skip + 1, 1, 12, 10, FALSE);
  else {
    while (skip + name < left && name < 16 && g_ascii_isalnum (at[skip + name]))
      name++;
    unit = named (at + skip, name);
    unit.length += unit.length > 0 ? skip : 0;
  }
  if (unit.length > 0 && unit.length < left && at[unit.length] == ';')
    unit.length++;
  return unit;
}

/* "%40"; @again: how often somebody encoded the percent sign. */
static Unit
percent (const char *at, gsize left, guint again)
{
  gsize skip = 1;

  for (; again > 0; again--, skip += 2)
    if (left - skip < 2 || memcmp (at + skip, "25", 2) != 0)
      return (Unit){ 0 };
  return digits (at, left, skip, 2, 2, 16, TRUE);
}

/* What JSON, C and SQL put behind a backslash, or any character that is merely quoted. */
static Unit
backslash (const char *at, gsize left)
{
  static const char letters[] = "nrtbfv0ae", controls[] = "\n\r\t\b\f\v\0\a\033";
  const char *letter;
  Unit low;

  if (left < 2)
    return (Unit){ 0 };
  if (at[1] == 'u' || at[1] == 'U') {
    Unit high = digits (at, left, 2, 4, at[1] == 'U' ? 8 : 4, 16, FALSE);

    if (high.value < 0xd800 || high.value > 0xdbff || high.length == 0 || left - high.length < 6 || at[high.length] != '\\')
      return high;
    low = digits (at + high.length, left - high.length, 2, 4, 4, 16, FALSE);
    high.value = 0x10000 + ((high.value - 0xd800) << 10) + ((low.value - 0xdc00) & 0x3ff);
    high.length += low.length;
    return high;
  }
  if (at[1] == 'x')
    return digits (at, left, 2, 2, 2, 16, TRUE);
  if (left >= 4 && digits (at, left, 1, 3, 3, 8, TRUE).length == 4)
    return digits (at, left, 1, 3, 3, 8, TRUE);
  letter = memchr (letters, at[1], sizeof letters - 1);
  if (letter != NULL)
    return (Unit){ .value = (guchar)controls[letter - letters], .length = 2 };
  return (Unit){ .value = (guchar)at[1], .is_byte = TRUE, .length = 2 };
}

/* What is written at @at by the encoding that its first byte announces, @again times. */
static Unit
encoded (const char *at, gsize left, guint again)
{
  if (*at == '&')
    return entity (at, left, again);
  if (*at == '%')
    return percent (at, left, again);
  if (again > 0)
    return (Unit){ 0 };
  switch (*at) {
  case '\\':
    return backslash (at, left);
  case '=':
    return digits (at, left, 1, 2, 2, 16, TRUE);
  case '+':
    return (Unit){ .value = ' ', .length = 1 };
  default:
    return (Unit){ 0 };
  }
}

static gboolean
is_same (gunichar a, gunichar b)
{
  return a == b || (g_unichar_tolower (a) == g_unichar_tolower (b)) || (g_unichar_toupper (a) == g_unichar_toupper (b));
}

/* How many bytes at @at are these bytes, each as it is or encoded. */
static gsize
bytes_at (const char *bytes, gsize n, const char *at, gsize left)
{
  gsize used = 0;

  for (gsize i = 0; i < n; i++) {
    gsize length = used < left && at[used] == bytes[i] ? 1 : 0;

    for (guint again = 0; length == 0 && used < left && again < AGAIN_MAX; again++) {
      Unit unit = encoded (at + used, left - used, again);

      length = unit.is_byte && unit.value == (guchar)bytes[i] ? unit.length : 0;
    }
    if (length == 0)
      return 0;
    used += length;
  }
  return used;
}

static void
add_way (gsize *ways, guint *n, gsize way)
{
  for (guint i = 0; i < *n; i++)
    if (ways[i] == way)
      return;
  if (way > 0 && *n < WAYS_MAX)
    ways[(*n)++] = way;
}

/* The lengths at @at that can be this character. */
static guint
character_at (gunichar wanted, const char *at, gsize left, gsize ways[WAYS_MAX])
{
  const gunichar cases[] = { wanted, g_unichar_tolower (wanted), g_unichar_toupper (wanted) };
  guint n = 0;

  /* Also a byte of Latin 1, or of what is no text at all. */
  if (is_same (wanted, (guchar)*at))
    add_way (ways, &n, 1);
  for (guint again = 0; again < AGAIN_MAX; again++) {
    Unit unit = encoded (at, left, again);

    if (unit.length > 0 && is_same (wanted, unit.value))
      add_way (ways, &n, unit.length);
  }
  for (gsize i = 0; wanted >= 0x80 && i < G_N_ELEMENTS (cases); i++) {
    char bytes[6];

    add_way (ways, &n, bytes_at (bytes, (gsize)g_unichar_to_utf8 (cases[i], bytes), at, left));
  }
  return n;
}

/* The next character of the secret; its bytes, where it is no UTF-8. */
static gunichar
next_character (const char **secret, const char *end)
{
  gunichar character = g_utf8_get_char_validated (*secret, end - *secret);

  if (character == (gunichar)-1 || character == (gunichar)-2) {
    character = (guchar) * *secret;
    (*secret)++;
  } else
    *secret = g_utf8_next_char (*secret);
  return character;
}

/* @spacer: (nullable): what stands between any two characters, one byte */
static gsize
compare (const char *secret, gsize secret_length, const char *at, gsize left, const char *spacer)
{
  gsize places[WAYS_MAX] = { 0 };
  guint n_places = 1;
  const char *end = secret + secret_length;
  gboolean first = TRUE;

  for (; secret < end && n_places > 0; first = FALSE) {
    gunichar wanted = next_character (&secret, end);
    gsize next[WAYS_MAX];
    guint n_next = 0;

    for (guint i = 0; i < n_places; i++) {
      gsize place = places[i], ways[WAYS_MAX];
      guint n_ways;

      if (spacer != NULL && !first && (place >= left || at[place++] != *spacer))
        continue;
      n_ways = place < left ? character_at (wanted, at + place, left - place, ways) : 0;
      for (guint k = 0; k < n_ways; k++)
        add_way (next, &n_next, place + ways[k]);
    }
    memcpy (places, next, sizeof next[0] * n_next);
    n_places = n_next;
  }
  return n_places > 0 ? places[0] : 0;
}

gsize
tg_echo_written (const char *secret, gsize secret_length, const char *at, gsize left)
{
  const char *end = secret + secret_length, *second = secret;
  gunichar first_character;
  gsize ways[WAYS_MAX], length;
  guint n;

  if (secret_length == 0 || left == 0)
    return 0;
  first_character = next_character (&second, end);
  n = second < end ? character_at (first_character, at, left, ways) : 0;
  if (n == 0)
    return 0;
  length = compare (secret, secret_length, at, left, NULL);
  if (length > 0 || g_utf8_strlen (secret, (gssize)secret_length) < SPACED_MIN)
    return length;
  for (guint i = 0; i < n && length == 0; i++)
    if (ways[i] < left && !g_ascii_isalnum (at[ways[i]]) && (guchar)at[ways[i]] < 0x80)
      length = compare (secret, secret_length, at, left, at + ways[i]);
  return length;
}

/* What programs put between two bytes. */
static gsize
hex_gap (const char *at, gsize left)
{
  gsize gap = 0;

  while (gap < left && gap < 2 && strchr (" :-,", at[gap]) != NULL && at[gap] != '\0')
    gap++;
  if (left - gap > 2 && (at[gap] == '0' || at[gap] == '\\') && (at[gap + 1] | 0x20) == 'x')
    gap += 2;
  return gap;
}

gsize
tg_echo_hex (const char *secret, gsize secret_length, const char *at, gsize left)
{
  gsize used = 0;

  if (secret_length < HEX_MIN || left == 0 || !g_ascii_isxdigit (*at))
    return 0;
  for (gsize i = 0; i < secret_length; i++) {
    gsize gap = i > 0 ? hex_gap (at + used, left - used) : 0;
    Unit unit = digits (at + used + gap, left - used - gap, 0, 2, 2, 16, TRUE);

    if (unit.length == 0 || g_ascii_tolower ((char)unit.value) != g_ascii_tolower (secret[i]))
      return 0;
    used += gap + unit.length;
  }
  return used;
}
