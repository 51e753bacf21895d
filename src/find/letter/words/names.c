/* names.c: addresses, servers' names and links, as they stand in letters: with place holders, slips and blanks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/words/scan.h"

#include <string.h>

static gboolean
in_local_part (gunichar c)
{
  return c < 0x80 && (g_ascii_isalnum ((char)c) || tg_letter_is_any (c, "._%+-!#$&*?^~"));
}

static gboolean
in_host (gunichar c)
{
  return (c < 0x80 && (g_ascii_isalnum ((char)c) || c == '.' || c == '-' || c == '_')) || tg_letter_is_hole (c);
}

/* Of the @n characters at @i, how many are a host name: at least two labels, of which the last is a word.  @holes: some stand for others. */
static guint
host_length (const TgLetterScan *scan, guint i, guint n, gboolean *holes)
{
  static const char *const files[] = { "html", "htm", "php", "pdf", "exe", "zip", "txt", "jpg", "png", "gif", "asp", "cgi", "doc", "docx" };
  guint dots = 0, label = 0, digits = 0;

  *holes = FALSE;
  while (n > 0 && tg_letter_is_any (tg_letter_scan_at (scan, i + n - 1), ".-_"))
    n--;
  for (guint k = 0; k < n; k++) {
    gunichar c = tg_letter_scan_at (scan, i + k);

    if (c == '.') {
      if (label == 0)
        return 0;
      dots++;
      label = digits = 0;
    } else {
      label++;
      digits += tg_letter_is_digit (c);
      *holes |= tg_letter_is_hole (c);
    }
  }
  if (dots == 0 || n > 253 || label < 2 || digits == label) {
    /* An IP address, perhaps. */
    g_autofree char *ip = dots == 3 && digits == label && n < 16 ? tg_letter_text_cut (scan->text, i, n) : NULL;

    return ip != NULL && g_hostname_is_ip_address (ip) ? n : 0;
  }
  if (digits > 0 && !(label > 4 && tg_letter_fold (tg_letter_scan_at (scan, i + n - label)) == 'x'))
    return 0;
  for (guint k = 0; k < G_N_ELEMENTS (files); k++) {
    guint length = (guint)strlen (files[k]), same = 0;

    while (label == length && same < length && tg_letter_fold (tg_letter_scan_at (scan, i + n - length + same)) == (gunichar)files[k][same])
      same++;
    if (same == length)
      return 0;
  }
  return n;
}

static gboolean
in_label (gunichar c)
{
  return c < 0x80 && (g_ascii_isalnum ((char)c) || c == '-');
}

static gboolean
is_capital (gunichar c)
{
  return c >= 'A' && c <= 'Z';
}

/* imap, pop3, smtp, mail: what a server's name begins with */
static gboolean
is_server_label (const TgLetterScan *scan, guint i)
{
  static const char *const labels[] = { "imap", "pop", "smtp", "smpt", "mail" };

  for (guint k = 0; k < G_N_ELEMENTS (labels); k++)
    if (tg_letter_scan_begins (scan, i, labels[k]))
      return TRUE;
  return FALSE;
}

/* How many characters at @i are a name that stands there with blanks about its dots, as it comes off a photograph: "imap. example. jp";
 * 0: none. */
static guint
loose_host_length (const TgLetterScan *scan, guint i, guint dots_min)
{
  guint n = 0, dots = 0, label;

  for (;;) {
    guint dot;

    label = tg_letter_scan_run (scan, i + n, in_label);
    dot = n + label + (tg_letter_scan_at (scan, i + n + label) == ' ');
    if (label == 0 || is_capital (tg_letter_scan_at (scan, i + n)))
      return 0;
    if (tg_letter_scan_at (scan, i + dot) != '.' ||
        tg_letter_scan_run (scan, i + dot + 1 + (tg_letter_scan_at (scan, i + dot + 1) == ' '), in_label) == 0)
      break;
    dots++;
    n = dot + 1 + (tg_letter_scan_at (scan, i + dot + 1) == ' ');
  }
  return dots >= dots_min && label >= 2 && !tg_letter_is_digit (tg_letter_scan_at (scan, i + n)) ? n + label : 0;
}

static gboolean
read_address (TgLetterScan *scan, guint *i)
{
  guint local = tg_letter_scan_run (scan, *i, in_local_part), sign = *i + local, host_at, length;
  gboolean holes;

  if (local == 0 || local > 64)
    return FALSE;
  if (tg_letter_scan_at (scan, sign) == ' ' && tg_letter_scan_at (scan, sign + 1) == '@')
    sign++;
  if (tg_letter_scan_at (scan, sign) != '@')
    return FALSE;
  host_at = sign + 1 + (tg_letter_scan_at (scan, sign + 1) == ' ');
  length = host_length (scan, host_at, tg_letter_scan_run (scan, host_at, in_host), &holes);
  if (length == 0)
    length = loose_host_length (scan, host_at, 1);
  if (length == 0)
    return FALSE;
  for (guint k = 0; k < local; k++)
    holes |= tg_letter_scan_at (scan, *i + k) == '*' || tg_letter_scan_at (scan, *i + k) == '#';
  tg_letter_scan_add (scan, holes ? TG_TOKEN_PLACE_HOLDER : TG_TOKEN_ADDRESS, *i, host_at + length - *i);
  *i = host_at + length;
  return TRUE;
}

/* Whether something that stands for the person's own domain begins at @i: "[お客様のドメイン名]", "ご契約ドメイン", "yourdomain.com".
 * Returns its length. */
static guint
own_domain (const TgLetterScan *scan, guint i)
{
  static const char *const names[] = { "お客様のドメイン名", "お客様ドメイン名", "お客様のドメイン", "お客様ドメイン", "ご契約ドメイン名",
                                       "ご契約ドメイン",     "ご利用ドメイン",   "独自ドメイン名",   "独自ドメイン",   "ドメイン名",
                                       "ドメイン",           "yourdomain",       "your-domain",      "your domain",    "your_domain",
                                       "domain name",        "domain",           "ihre-domain",      "ihredomain",     "ihre domain",
                                       "votre-domaine",      "votredomaine",     "votre domaine" };
  guint open = tg_letter_is_any (tg_letter_scan_at (scan, i), "[<({【〔「『") ? 1 : 0;

  for (guint k = 0; k < G_N_ELEMENTS (names); k++) {
    const char *p = names[k];
    guint n = i + open;

    while (*p != '\0' && tg_letter_fold (tg_letter_scan_at (scan, n)) == g_utf8_get_char (p)) {
      p = g_utf8_next_char (p);
      n++;
    }
    if (*p != '\0')
      continue;
    if (open > 0)
      return tg_letter_is_any (tg_letter_scan_at (scan, n), "]>)}】〕」』") ? n + 1 - i : 0;
    if (!tg_letter_is_latin (g_utf8_get_char (names[k])))
      return n - i;
    /* yourdomain.com, and no name that merely begins so */
    if (tg_letter_scan_at (scan, n) == '.' && tg_letter_is_latin (tg_letter_scan_at (scan, n + 1)) && k != 15 && k != 16)
      return n + 1 + tg_letter_scan_run (scan, n + 1, in_host) - i;
  }
  return 0;
}

/* Whether the slash at @i stands between a name and its port or a word, and begins no path: "imap.example.jp/993/SSL". */
static gboolean
divides (const TgLetterScan *scan, guint i)
{
  const TgLetterMeaning *meaning;
  guint digits = tg_letter_scan_run (scan, i + 1, tg_letter_is_digit), next;

  if (scan->text->wide[i] != 0)
    return TRUE;
  if (digits > 0)
    return digits <= 5 && !tg_letter_is_latin (tg_letter_scan_at (scan, i + 1 + digits)) &&
           !tg_letter_is_any (tg_letter_scan_at (scan, i + 1 + digits), "-_.");
  next = i + 1 + tg_letter_word_at (scan->text, i + 1, scan->end, &meaning);
  return next > i + 1 && meaning->fields == 0 && (meaning->says != TG_SAYS_NOTHING || meaning->named != 0) &&
         !tg_letter_is_any (tg_letter_scan_at (scan, next), "-_.?");
}

static gboolean
read_host (TgLetterScan *scan, guint *i)
{
  guint run = tg_letter_scan_run (scan, *i, in_host), label = 0, length, own;
  gboolean holes;

  while (label < run && tg_letter_scan_at (scan, *i + label) != '.')
    label++;
  own = label > 0 && label < 20 && tg_letter_scan_at (scan, *i + label) == '.' ? own_domain (scan, *i + label + 1) : 0;
  if (own > 0) {
    tg_letter_scan_add (scan, TG_TOKEN_OPEN_NAME, *i, label + 1);
    *i += label + 1 + own;
    return TRUE;
  }
  length = host_length (scan, *i, run, &holes);
  if (length == 0 && is_server_label (scan, *i))
    length = loose_host_length (scan, *i, 2);
  if (length == 0)
    return FALSE;
  if (tg_letter_scan_at (scan, *i + length) == '/' && tg_letter_is_latin (tg_letter_scan_at (scan, *i + length + 1)) &&
      !divides (scan, *i + length)) {
    while (tg_letter_scan_at (scan, *i + length) != 0 && tg_letter_scan_at (scan, *i + length) < 0x80 &&
           tg_letter_scan_at (scan, *i + length) > ' ')
      length++;
    tg_letter_scan_add (scan, TG_TOKEN_LINK, *i, length);
  } else {
    tg_letter_scan_add (scan, holes ? TG_TOKEN_PLACE_HOLDER : TG_TOKEN_HOST, *i, length);
    /* ":993", and ":993:1" with which Windows says that it is for TLS */
    if (tg_letter_scan_at (scan, *i + length) == ':' && tg_letter_is_digit (tg_letter_scan_at (scan, *i + length + 1)))
      length++;
  }
  *i += length;
  return TRUE;
}

gboolean
tg_letter_scan_link (TgLetterScan *scan, guint *i)
{
  static const char *const schemes[] = { "http://", "https://", "ftp://", "www." };
  guint n = 0;

  for (guint k = 0; k < G_N_ELEMENTS (schemes) && n == 0; k++)
    n = tg_letter_scan_begins (scan, *i, schemes[k]) ? (guint)strlen (schemes[k]) : 0;
  if (n == 0)
    return FALSE;
  while (tg_letter_scan_at (scan, *i + n) > ' ' && tg_letter_scan_at (scan, *i + n) < 0x80 &&
         !tg_letter_is_any (tg_letter_scan_at (scan, *i + n), "<>\"|)"))
    n++;
  tg_letter_scan_add (scan, TG_TOKEN_LINK, *i, n);
  *i += n;
  return TRUE;
}

gboolean
tg_letter_scan_name (TgLetterScan *scan, guint *i)
{
  gunichar c = tg_letter_scan_at (scan, *i);

  if (*i < scan->known || !(tg_letter_is_latin (c) || tg_letter_is_hole (c) || c == '_'))
    return FALSE;
  if (*i > 0 && tg_letter_is_latin (scan->text->chars[*i - 1]) && scan->tokens->len > 0 && tg_letter_is_digit (c))
    return FALSE;
  if (read_address (scan, i) || read_host (scan, i))
    return TRUE;
  scan->known = *i + MAX (tg_letter_scan_run (scan, *i, in_local_part), 1);
  return FALSE;
}
