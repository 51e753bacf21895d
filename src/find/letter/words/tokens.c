/* tokens.c: names first (imap.example.jp is no word "IMAP"), then words, numbers and signs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/words/scan.h"

#include <string.h>

#define KIND_MIN 3 /* capital letters of the name of a protocol */

gunichar
tg_letter_scan_at (const TgLetterScan *scan, guint i)
{
  return i < scan->end ? scan->text->chars[i] : 0;
}

gboolean
tg_letter_is_any (gunichar c, const char *set)
{
  return c != 0 && g_utf8_strchr (set, -1, c) != NULL;
}

gboolean
tg_letter_is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

gboolean
tg_letter_is_hole (gunichar c)
{
  return tg_letter_is_any (c, "*#○◯●×△□＊");
}

void
tg_letter_scan_add (TgLetterScan *scan, TgTokenKind kind, guint start, guint length)
{
  TgLetterToken token = { kind, start, length, NULL, 0 };

  g_array_append_val (scan->tokens, token);
}

guint
tg_letter_scan_run (const TgLetterScan *scan, guint i, gboolean (*fits) (gunichar c))
{
  guint n = 0;

  while (n <= TG_LETTER_NAME_MAX && tg_letter_scan_at (scan, i + n) != 0 && fits (tg_letter_scan_at (scan, i + n)))
    n++;
  return n;
}

gboolean
tg_letter_scan_begins (const TgLetterScan *scan, guint i, const char *ascii)
{
  for (guint k = 0; ascii[k] != '\0'; k++)
    if (tg_letter_fold (tg_letter_scan_at (scan, i + k)) != (gunichar)ascii[k])
      return FALSE;
  return TRUE;
}

static gboolean
is_right_after_word (const TgLetterScan *scan, guint i)
{
  const TgLetterToken *last = scan->tokens->len > 0 ? &g_array_index (scan->tokens, TgLetterToken, scan->tokens->len - 1) : NULL;

  return last != NULL && last->kind == TG_TOKEN_WORD && last->start + last->length == i;
}

/* imap.example.jp:993:1, with which Windows says that it is for TLS; 10:30 */
static gboolean
is_after_port (const TgLetterScan *scan, guint i)
{
  const TgLetterToken *port = scan->tokens->len > 1 ? &g_array_index (scan->tokens, TgLetterToken, scan->tokens->len - 2) : NULL;

  return port != NULL && port->kind == TG_TOKEN_NUMBER && port->start + port->length + 1 == i && tg_letter_scan_at (scan, i - 1) == ':';
}

/* ":993" right behind a name */
static gboolean
is_behind_host (const TgLetterScan *scan, guint i)
{
  const TgLetterToken *last = scan->tokens->len > 0 ? &g_array_index (scan->tokens, TgLetterToken, scan->tokens->len - 1) : NULL;

  return last != NULL && last->kind == TG_TOKEN_HOST && last->start + last->length + 1 == i && tg_letter_scan_at (scan, i - 1) == ':';
}

/* 14 March, 3. Januar */
static gboolean
is_day (const TgLetterScan *scan, guint after)
{
  static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug",  "sep",  "oct", "nov",
                                        "dec", "mär", "mai", "okt", "dez", "fév", "avr", "juin", "juil", "aoû", "déc" };
  guint i = after + (tg_letter_scan_at (scan, after) == '.');

  if (tg_letter_scan_at (scan, i) != ' ')
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS (months); k++) {
    const char *p = months[k];
    guint n = i + 1;

    for (; *p != '\0' && tg_letter_fold (tg_letter_scan_at (scan, n)) == g_utf8_get_char (p); p = g_utf8_next_char (p))
      n++;
    if (*p == '\0')
      return TRUE;
  }
  return FALSE;
}

/* "9 9 5", as it comes off paper: how many characters they are; 0: they are none. */
static guint
read_spaced_digits (const TgLetterScan *scan, guint i, guint *number)
{
  guint n = 0, digits = 0;

  *number = 0;
  if (i > 0 && tg_letter_is_latin (scan->text->chars[i - 1]))
    return 0;
  while (digits < 6 && tg_letter_is_digit (tg_letter_scan_at (scan, i + n)) && !tg_letter_is_latin (tg_letter_scan_at (scan, i + n + 1))) {
    *number = *number * 10 + (tg_letter_scan_at (scan, i + n) - '0');
    digits++;
    n++;
    if (tg_letter_scan_at (scan, i + n) != ' ' || !tg_letter_is_digit (tg_letter_scan_at (scan, i + n + 1)))
      break;
    n++;
  }
  if (digits < 2 || digits > 5)
    *number = 0;
  return *number > 0 && *number <= 65535 ? n : 0;
}

/* A number of its own, not part of a telephone number, a date, a price or a size. */
static gboolean
read_number (TgLetterScan *scan, guint *i)
{
  static const char units[] = "年月日時分秒円台件人個回字文桁歳社本点階丁%,-~:.";
  TgLetterToken token = { TG_TOKEN_NUMBER, *i, 0, NULL, 0 };
  gunichar before = *i > 0 && !is_right_after_word (scan, *i) ? scan->text->chars[*i - 1] : 0, after;

  token.length = read_spaced_digits (scan, *i, &token.number);
  if (token.length > 0) {
    g_array_append_val (scan->tokens, token);
    *i += token.length;
    return TRUE;
  }
  while (tg_letter_is_digit (tg_letter_scan_at (scan, *i + token.length)) && token.length < 7)
    token.number = token.number * 10 + (tg_letter_scan_at (scan, *i + token.length++) - '0');
  if (token.length == 0)
    return FALSE;
  after = tg_letter_scan_at (scan, *i + token.length);
  if (is_after_port (scan, *i) || (token.number <= 31 && is_day (scan, *i + token.length)) || token.length > 5 || token.number == 0 ||
      token.number > 65535 || tg_letter_scan_at (scan, *i) == '0' || tg_letter_is_latin (after) ||
      (before < 0x80 && (tg_letter_is_latin (before) || tg_letter_is_any (before, ".-#@+"))) ||
      (tg_letter_is_any (after, units) && !is_behind_host (scan, *i) &&
       (after >= 0x80 || after == '%' || tg_letter_is_digit (tg_letter_scan_at (scan, *i + token.length + 1)))))
    return FALSE;
  g_array_append_val (scan->tokens, token);
  *i += token.length;
  return TRUE;
}

static gboolean
after_word (const TgLetterScan *scan)
{
  return scan->tokens->len > 0 && g_array_index (scan->tokens, TgLetterToken, scan->tokens->len - 1).kind == TG_TOKEN_WORD;
}

static gboolean
read_sign (TgLetterScan *scan, guint *i)
{
  gunichar c = tg_letter_scan_at (scan, *i);
  guint dots = 0, dashes = 0;

  if (tg_letter_is_any (c, ":=→⇒➡…‥▶►") || (tg_letter_is_any (c, "はが") && after_word (scan)) ||
      (c == 0x3082 && tg_letter_is_any (tg_letter_scan_at (scan, *i + 1), "同上") && after_word (scan))) {
    tg_letter_scan_add (scan, TG_TOKEN_SEPARATOR, *i, 1);
    (*i)++;
    return TRUE;
  }
  while (tg_letter_is_any (tg_letter_scan_at (scan, *i + dots), ".・"))
    dots++;
  while (dots == 0 && tg_letter_scan_at (scan, *i + dashes) == '-')
    dashes++;
  if (dots >= 3 || dashes >= 2 || (dashes == 1 && tg_letter_scan_at (scan, *i + 1) == ' ') ||
      (c == '>' && tg_letter_scan_at (scan, *i + 1) == ' ')) {
    tg_letter_scan_add (scan, TG_TOKEN_SEPARATOR, *i, MAX (MAX (dots, dashes), 1));
    *i += MAX (MAX (dots, dashes), 1);
    return TRUE;
  }
  if (tg_letter_is_any (c, "([{<【「『〔《")) {
    tg_letter_scan_add (scan, TG_TOKEN_OPEN, *i, 1);
  } else if (tg_letter_is_any (c, ")]}>】」』〕》")) {
    tg_letter_scan_add (scan, TG_TOKEN_CLOSE, *i, 1);
  } else if (tg_letter_is_any (c, ",;/、。・|") || c == TG_LETTER_RULE) {
    tg_letter_scan_add (scan, TG_TOKEN_COMMA, *i, 1);
  } else {
    return FALSE;
  }
  (*i)++;
  return TRUE;
}

/* "is", between a label and its value */
static gboolean
read_copula (TgLetterScan *scan, guint *i)
{
  static const char *const words[] = { "is", "are", "ist", "lautet", "est", "will be" };

  for (guint k = 0; after_word (scan) && k < G_N_ELEMENTS (words); k++) {
    guint n = (guint)strlen (words[k]);

    if (tg_letter_scan_begins (scan, *i, words[k]) && tg_letter_scan_at (scan, *i + n) == ' ') {
      tg_letter_scan_add (scan, TG_TOKEN_SEPARATOR, *i, n);
      *i += n;
      return TRUE;
    }
  }
  return FALSE;
}

/* お送り|します: the end of a verb that stands right before it, and no answer. */
static gboolean
is_ending (const TgLetterScan *scan, const TgLetterToken *word)
{
  const TgLetterToken *last = scan->tokens->len > 0 ? &g_array_index (scan->tokens, TgLetterToken, scan->tokens->len - 1) : NULL;
  gunichar first = scan->text->chars[word->start];

  return last != NULL && last->kind == TG_TOKEN_TEXT && last->start + last->length == word->start &&
         (word->meaning->answer == TG_ANSWER_YES || word->meaning->answer == TG_ANSWER_NO) && word->meaning->fields == 0 &&
         first >= 0x3041 && first <= 0x309f && tg_letter_is_japanese (scan->text->chars[word->start - 1]);
}

/* SIPサーバー, HTTP port: a server or port of a kind that nobody knows is none for mail. */
static gboolean
is_of_another_kind (const TgLetterScan *scan, const TgLetterToken *word)
{
  const TgLetterToken *last = scan->tokens->len > 0 ? &g_array_index (scan->tokens, TgLetterToken, scan->tokens->len - 1) : NULL;
  guint end = last != NULL ? last->start + last->length : 0, capitals = 0;

  if (last == NULL || last->kind != TG_TOKEN_TEXT || word->meaning->mail ||
      (word->meaning->fields != 1u << TG_LETTER_SERVER && word->meaning->fields != 1u << TG_LETTER_PORT))
    return FALSE;
  while (end > last->start && scan->text->chars[end - 1] >= 'A' && scan->text->chars[end - 1] <= 'Z') {
    end--;
    capitals++;
  }
  end = last->start + last->length;
  return capitals >= KIND_MIN && (end == word->start || (end + 1 == word->start && scan->text->chars[end] == ' '));
}

static gboolean
read_word (TgLetterScan *scan, guint *i)
{
  TgLetterToken token = { TG_TOKEN_WORD, *i, 0, NULL, 0 };

  token.length = tg_letter_word_at (scan->text, *i, scan->end, &token.meaning);
  if (token.length == 0 || is_ending (scan, &token) || is_of_another_kind (scan, &token))
    return FALSE;
  g_array_append_val (scan->tokens, token);
  *i += token.length;
  return TRUE;
}

/* "***", "●●●●", "××××", "〇〇" */
static gboolean
read_place_holder (TgLetterScan *scan, guint *i)
{
  guint n = 0;

  while (tg_letter_is_hole (tg_letter_scan_at (scan, *i + n)) || tg_letter_is_any (tg_letter_scan_at (scan, *i + n), "_〇"))
    n++;
  /* Two of these make letters bold, in chats. */
  if (n < 2 || (n == 2 && tg_letter_is_any (tg_letter_scan_at (scan, *i), "*_")))
    return FALSE;
  tg_letter_scan_add (scan, TG_TOKEN_PLACE_HOLDER, *i, n);
  *i += n;
  return TRUE;
}

static void
read_text (TgLetterScan *scan, guint *i)
{
  guint n = 1;
  TgLetterToken *last = scan->tokens->len > 0 ? &g_array_index (scan->tokens, TgLetterToken, scan->tokens->len - 1) : NULL;

  if (tg_letter_is_latin (tg_letter_scan_at (scan, *i)))
    while (tg_letter_is_latin (tg_letter_scan_at (scan, *i + n)))
      n++;
  if (last != NULL && last->kind == TG_TOKEN_TEXT && last->start + last->length == *i)
    last->length += n;
  else
    tg_letter_scan_add (scan, TG_TOKEN_TEXT, *i, n);
  *i += n;
}

static gboolean
is_box (const TgLetterToken *token, TgLetterAnswer answer)
{
  return token->kind == TG_TOKEN_WORD && token->meaning->box && token->meaning->answer == answer;
}

/* "■SSL/TLS　□STARTTLS　□なし": of what stands there to choose from, only what is ticked was said. */
static void
leave_unticked_out (GArray *tokens)
{
  gboolean ticked = FALSE, unticked = FALSE, leaves = FALSE;
  guint kept = 0;

  for (guint i = 0; i < tokens->len; i++) {
    const TgLetterToken *token = &g_array_index (tokens, TgLetterToken, i);

    ticked = ticked || is_box (token, TG_ANSWER_YES);
    unticked = unticked || is_box (token, TG_ANSWER_NO);
  }
  for (guint i = 0; i < tokens->len && ticked && unticked; i++) {
    TgLetterToken token = g_array_index (tokens, TgLetterToken, i);
    gboolean box = is_box (&token, TG_ANSWER_YES) || is_box (&token, TG_ANSWER_NO);

    if (box)
      leaves = is_box (&token, TG_ANSWER_NO);
    else if (token.kind == TG_TOKEN_CLOSE || token.kind == TG_TOKEN_OPEN)
      leaves = FALSE;
    if (!box && !leaves)
      g_array_index (tokens, TgLetterToken, kept++) = token;
  }
  if (ticked && unticked)
    g_array_set_size (tokens, kept);
}

void
tg_letter_tokens (const TgLetterText *text, guint start, guint end, GArray *tokens)
{
  TgLetterScan scan = { text, end, 0, tokens };

  g_array_set_size (tokens, 0);
  for (guint i = start; i < end;) {
    gunichar c = text->chars[i];

    if (c == ' ' || c == '\t' || c == TG_LETTER_WIDE_SPACE || tg_letter_is_any (c, "\"`*")) {
      i++;
      continue;
    }
    if (tg_letter_scan_link (&scan, &i) || tg_letter_scan_name (&scan, &i) || read_copula (&scan, &i) || read_place_holder (&scan, &i) ||
        read_word (&scan, &i) || read_number (&scan, &i) || read_sign (&scan, &i))
      continue;
    read_text (&scan, &i);
  }
  leave_unticked_out (tokens);
}

gboolean
tg_letter_token_is_value (const TgLetterToken *self)
{
  return self->kind == TG_TOKEN_HOST || self->kind == TG_TOKEN_ADDRESS || self->kind == TG_TOKEN_NUMBER || self->kind == TG_TOKEN_OPEN_NAME;
}
