/* tokens.c: names first (imap.example.jp is no word "IMAP"), then words, numbers and signs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/words/tokens.h"

#include <string.h>

#define NAME_MAX_LENGTH 320 /* characters of an address */

typedef struct {
  const TgLetterText *text;
  guint end;
  guint known; /* up to here, it is known that no name begins */
  GArray *tokens;
} Scan;

static gunichar
at (const Scan *scan, guint i)
{
  return i < scan->end ? scan->text->chars[i] : 0;
}

static gboolean
is_any (gunichar c, const char *set)
{
  return c != 0 && g_utf8_strchr (set, -1, c) != NULL;
}

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

static gboolean
is_hole (gunichar c)
{
  return is_any (c, "*#○◯●×△□＊");
}

static void
add (Scan *scan, TgTokenKind kind, guint start, guint length)
{
  TgLetterToken token = { kind, start, length, NULL, 0 };

  g_array_append_val (scan->tokens, token);
}

static guint
run_of (const Scan *scan, guint i, gboolean (*fits) (gunichar c))
{
  guint n = 0;

  while (n <= NAME_MAX_LENGTH && at (scan, i + n) != 0 && fits (at (scan, i + n)))
    n++;
  return n;
}

static gboolean
in_local_part (gunichar c)
{
  return c < 0x80 && (g_ascii_isalnum ((char)c) || is_any (c, "._%+-!#$&*?^~"));
}

static gboolean
in_host (gunichar c)
{
  return (c < 0x80 && (g_ascii_isalnum ((char)c) || c == '.' || c == '-' || c == '_')) || is_hole (c);
}

/* Of the @n characters at @i, how many are a host name: at least two labels, of which the last is a word.  @holes: some stand for others. */
static guint
host_length (const Scan *scan, guint i, guint n, gboolean *holes)
{
  static const char *const files[] = { "html", "htm", "php", "pdf", "exe", "zip", "txt", "jpg", "png", "gif", "asp", "cgi", "doc", "docx" };
  guint dots = 0, label = 0, digits = 0;

  *holes = FALSE;
  while (n > 0 && is_any (at (scan, i + n - 1), ".-_"))
    n--;
  for (guint k = 0; k < n; k++) {
    gunichar c = at (scan, i + k);

    if (c == '.') {
      if (label == 0)
        return 0;
      dots++;
      label = digits = 0;
    } else {
      label++;
      digits += is_digit (c);
      *holes |= is_hole (c);
    }
  }
  if (dots == 0 || n > 253 || label < 2 || digits == label) {
    /* An IP address, perhaps. */
    g_autofree char *ip = dots == 3 && digits == label && n < 16 ? tg_letter_text_cut (scan->text, i, n) : NULL;

    return ip != NULL && g_hostname_is_ip_address (ip) ? n : 0;
  }
  if (digits > 0 && !(label > 4 && tg_letter_fold (at (scan, i + n - label)) == 'x'))
    return 0;
  for (guint k = 0; k < G_N_ELEMENTS (files); k++) {
    guint length = (guint)strlen (files[k]), same = 0;

    while (label == length && same < length && tg_letter_fold (at (scan, i + n - length + same)) == (gunichar)files[k][same])
      same++;
    if (same == length)
      return 0;
  }
  return n;
}

static gboolean
read_address (Scan *scan, guint *i)
{
  guint local = run_of (scan, *i, in_local_part), sign = *i + local, host_at, length;
  gboolean holes;

  if (local == 0 || local > 64)
    return FALSE;
  if (at (scan, sign) == ' ' && at (scan, sign + 1) == '@')
    sign++;
  if (at (scan, sign) != '@')
    return FALSE;
  host_at = sign + 1 + (at (scan, sign + 1) == ' ');
  length = host_length (scan, host_at, run_of (scan, host_at, in_host), &holes);
  if (length == 0)
    return FALSE;
  for (guint k = 0; k < local; k++)
    holes |= at (scan, *i + k) == '*' || at (scan, *i + k) == '#';
  add (scan, holes ? TG_TOKEN_PLACE_HOLDER : TG_TOKEN_ADDRESS, *i, host_at + length - *i);
  *i = host_at + length;
  return TRUE;
}

/* Whether something that stands for the person's own domain begins at @i: "[お客様のドメイン名]", "ご契約ドメイン", "yourdomain.com".
 * Returns its length. */
static guint
own_domain (const Scan *scan, guint i)
{
  static const char *const names[] = { "お客様のドメイン名", "お客様ドメイン名", "お客様のドメイン", "お客様ドメイン", "ご契約ドメイン名",
                                       "ご契約ドメイン",     "ご利用ドメイン",   "独自ドメイン名",   "独自ドメイン",   "ドメイン名",
                                       "ドメイン",           "yourdomain",       "your-domain",      "your domain",    "your_domain",
                                       "domain name",        "domain",           "ihre-domain",      "ihredomain",     "ihre domain",
                                       "votre-domaine",      "votredomaine",     "votre domaine" };
  guint open = is_any (at (scan, i), "[<({【〔「『") ? 1 : 0;

  for (guint k = 0; k < G_N_ELEMENTS (names); k++) {
    const char *p = names[k];
    guint n = i + open;

    while (*p != '\0' && tg_letter_fold (at (scan, n)) == g_utf8_get_char (p)) {
      p = g_utf8_next_char (p);
      n++;
    }
    if (*p != '\0')
      continue;
    if (open > 0)
      return is_any (at (scan, n), "]>)}】〕」』") ? n + 1 - i : 0;
    if (!tg_letter_is_latin (g_utf8_get_char (names[k])))
      return n - i;
    /* yourdomain.com, and no name that merely begins so */
    if (at (scan, n) == '.' && tg_letter_is_latin (at (scan, n + 1)) && k != 15 && k != 16)
      return n + 1 + run_of (scan, n + 1, in_host) - i;
  }
  return 0;
}

static gboolean
read_host (Scan *scan, guint *i)
{
  guint run = run_of (scan, *i, in_host), label = 0, length, own;
  gboolean holes;

  while (label < run && at (scan, *i + label) != '.')
    label++;
  own = label > 0 && label < 20 && at (scan, *i + label) == '.' ? own_domain (scan, *i + label + 1) : 0;
  if (own > 0) {
    add (scan, TG_TOKEN_OPEN_NAME, *i, label + 1);
    *i += label + 1 + own;
    return TRUE;
  }
  length = host_length (scan, *i, run, &holes);
  if (length == 0)
    return FALSE;
  if (at (scan, *i + length) == '/' && tg_letter_is_latin (at (scan, *i + length + 1))) {
    while (at (scan, *i + length) != 0 && at (scan, *i + length) < 0x80 && at (scan, *i + length) > ' ')
      length++;
    add (scan, TG_TOKEN_LINK, *i, length);
  } else {
    add (scan, holes ? TG_TOKEN_PLACE_HOLDER : TG_TOKEN_HOST, *i, length);
    /* ":993" */
    if (at (scan, *i + length) == ':' && is_digit (at (scan, *i + length + 1)))
      length++;
  }
  *i += length;
  return TRUE;
}

static gboolean
begins_with (const Scan *scan, guint i, const char *ascii)
{
  for (guint k = 0; ascii[k] != '\0'; k++)
    if (tg_letter_fold (at (scan, i + k)) != (gunichar)ascii[k])
      return FALSE;
  return TRUE;
}

static gboolean
read_link (Scan *scan, guint *i)
{
  static const char *const schemes[] = { "http://", "https://", "ftp://", "www." };
  guint n = 0;

  for (guint k = 0; k < G_N_ELEMENTS (schemes) && n == 0; k++)
    n = begins_with (scan, *i, schemes[k]) ? (guint)strlen (schemes[k]) : 0;
  if (n == 0)
    return FALSE;
  while (at (scan, *i + n) > ' ' && at (scan, *i + n) < 0x80 && !is_any (at (scan, *i + n), "<>\"|)"))
    n++;
  add (scan, TG_TOKEN_LINK, *i, n);
  *i += n;
  return TRUE;
}

static gboolean
is_right_after_word (const Scan *scan, guint i)
{
  const TgLetterToken *last = scan->tokens->len > 0 ? &g_array_index (scan->tokens, TgLetterToken, scan->tokens->len - 1) : NULL;

  return last != NULL && last->kind == TG_TOKEN_WORD && last->start + last->length == i;
}

/* A number of its own, not part of a telephone number, a date, a price or a size. */
static gboolean
read_number (Scan *scan, guint *i)
{
  static const char units[] = "年月日時分秒円台件人個回字文桁歳社本点階丁%,-~:.";
  TgLetterToken token = { TG_TOKEN_NUMBER, *i, 0, NULL, 0 };
  gunichar before = *i > 0 && !is_right_after_word (scan, *i) ? scan->text->chars[*i - 1] : 0, after;

  while (is_digit (at (scan, *i + token.length)) && token.length < 7)
    token.number = token.number * 10 + (at (scan, *i + token.length++) - '0');
  if (token.length == 0)
    return FALSE;
  after = at (scan, *i + token.length);
  if (token.length > 5 || token.number == 0 || token.number > 65535 || at (scan, *i) == '0' || tg_letter_is_latin (after) ||
      (before < 0x80 && (tg_letter_is_latin (before) || is_any (before, ".-#@+"))) ||
      (is_any (after, units) && (after >= 0x80 || after == '%' || is_digit (at (scan, *i + token.length + 1)))))
    return FALSE;
  g_array_append_val (scan->tokens, token);
  *i += token.length;
  return TRUE;
}

static gboolean
after_word (const Scan *scan)
{
  return scan->tokens->len > 0 && g_array_index (scan->tokens, TgLetterToken, scan->tokens->len - 1).kind == TG_TOKEN_WORD;
}

static gboolean
read_sign (Scan *scan, guint *i)
{
  gunichar c = at (scan, *i);
  guint dots = 0, dashes = 0;

  if (is_any (c, ":=→⇒➡…‥▶►") || (is_any (c, "はが") && after_word (scan))) {
    add (scan, TG_TOKEN_SEPARATOR, *i, 1);
    (*i)++;
    return TRUE;
  }
  while (is_any (at (scan, *i + dots), ".・"))
    dots++;
  while (dots == 0 && at (scan, *i + dashes) == '-')
    dashes++;
  if (dots >= 3 || dashes >= 2 || (dashes == 1 && at (scan, *i + 1) == ' ') || (c == '>' && at (scan, *i + 1) == ' ')) {
    add (scan, TG_TOKEN_SEPARATOR, *i, MAX (MAX (dots, dashes), 1));
    *i += MAX (MAX (dots, dashes), 1);
    return TRUE;
  }
  if (is_any (c, "([{<【「『〔《")) {
    add (scan, TG_TOKEN_OPEN, *i, 1);
  } else if (is_any (c, ")]}>】」』〕》")) {
    add (scan, TG_TOKEN_CLOSE, *i, 1);
  } else if (is_any (c, ",;/、。・|") || c == TG_LETTER_RULE) {
    add (scan, TG_TOKEN_COMMA, *i, 1);
  } else {
    return FALSE;
  }
  (*i)++;
  return TRUE;
}

/* "is", between a label and its value */
static gboolean
read_copula (Scan *scan, guint *i)
{
  static const char *const words[] = { "is", "are", "ist", "lautet", "est", "will be" };

  for (guint k = 0; after_word (scan) && k < G_N_ELEMENTS (words); k++) {
    guint n = (guint)strlen (words[k]);

    if (begins_with (scan, *i, words[k]) && at (scan, *i + n) == ' ') {
      add (scan, TG_TOKEN_SEPARATOR, *i, n);
      *i += n;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
read_word (Scan *scan, guint *i)
{
  TgLetterToken token = { TG_TOKEN_WORD, *i, 0, NULL, 0 };

  token.length = tg_letter_word_at (scan->text, *i, scan->end, &token.meaning);
  if (token.length == 0)
    return FALSE;
  g_array_append_val (scan->tokens, token);
  *i += token.length;
  return TRUE;
}

/* "***", "●●●●", "××××", "〇〇" */
static gboolean
read_place_holder (Scan *scan, guint *i)
{
  guint n = 0;

  while (is_hole (at (scan, *i + n)) || is_any (at (scan, *i + n), "_〇"))
    n++;
  /* Two of these make letters bold, in chats. */
  if (n < 2 || (n == 2 && is_any (at (scan, *i), "*_")))
    return FALSE;
  add (scan, TG_TOKEN_PLACE_HOLDER, *i, n);
  *i += n;
  return TRUE;
}

static gboolean
read_name (Scan *scan, guint *i)
{
  gunichar c = at (scan, *i);

  if (*i < scan->known || !(tg_letter_is_latin (c) || is_hole (c) || c == '_'))
    return FALSE;
  if (*i > 0 && tg_letter_is_latin (scan->text->chars[*i - 1]) && scan->tokens->len > 0 && is_digit (c))
    return FALSE;
  if (read_address (scan, i) || read_host (scan, i))
    return TRUE;
  scan->known = *i + MAX (run_of (scan, *i, in_local_part), 1);
  return FALSE;
}

static void
read_text (Scan *scan, guint *i)
{
  guint n = 1;
  TgLetterToken *last = scan->tokens->len > 0 ? &g_array_index (scan->tokens, TgLetterToken, scan->tokens->len - 1) : NULL;

  if (tg_letter_is_latin (at (scan, *i)))
    while (tg_letter_is_latin (at (scan, *i + n)))
      n++;
  if (last != NULL && last->kind == TG_TOKEN_TEXT && last->start + last->length == *i)
    last->length += n;
  else
    add (scan, TG_TOKEN_TEXT, *i, n);
  *i += n;
}

void
tg_letter_tokens (const TgLetterText *text, guint start, guint end, GArray *tokens)
{
  Scan scan = { text, end, 0, tokens };

  g_array_set_size (tokens, 0);
  for (guint i = start; i < end;) {
    gunichar c = text->chars[i];

    if (c == ' ' || c == '\t' || c == TG_LETTER_WIDE_SPACE || is_any (c, "\"`*")) {
      i++;
      continue;
    }
    if (read_link (&scan, &i) || read_name (&scan, &i) || read_copula (&scan, &i) || read_place_holder (&scan, &i) ||
        read_word (&scan, &i) || read_number (&scan, &i) || read_sign (&scan, &i))
      continue;
    read_text (&scan, &i);
  }
}

gboolean
tg_letter_token_is_value (const TgLetterToken *self)
{
  return self->kind == TG_TOKEN_HOST || self->kind == TG_TOKEN_ADDRESS || self->kind == TG_TOKEN_NUMBER || self->kind == TG_TOKEN_OPEN_NAME;
}
