/* values.c: takes values as they stand, and leaves those out that only stand for others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/words/values.h"

#include <string.h>

#include "model/account.h"

static void
leave_blanks_out (char *value)
{
  char *to = value;

  for (const char *from = value; *from != '\0'; from++)
    if (*from != ' ')
      *to++ = *from;
  *to = '\0';
}

char *
tg_letter_value_host (const TgLetterText *text, const TgLetterToken *token)
{
  g_autofree char *cut = tg_letter_text_cut (text, token->start, token->length);
  g_autofree char *host = NULL;
  g_autoptr (TgServer) server = NULL;
  const char *from;

  leave_blanks_out (cut);
  from = strstr (cut, "://");
  from = from != NULL ? from + 3 : cut;
  if (token->kind == TG_TOKEN_LINK && from[strcspn (from, "/:")] == '/' && from[strcspn (from, "/") + 1] != '\0')
    return NULL;
  host = g_ascii_strdown (from, (gssize)strcspn (from, "/:"));
  if (token->kind == TG_TOKEN_OPEN_NAME)
    return g_steal_pointer (&host);
  server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, host, 0, NULL);
  return server != NULL ? g_steal_pointer (&host) : NULL;
}

/* Local parts that letters and forms use for an example. */
static gboolean
stands_for_another (const char *address)
{
  static const char *const names[] = { "user",        "username",     "user-name", "user_name", "yourname", "your-name",   "your.name",
                                       "name",        "account",      "xxx",       "xxxx",      "xxxxx",    "mailaddress", "mail-address",
                                       "youraddress", "your-address", "ihr.name",  "ihrname",   "id",       "votrenom",    "votre.nom" };
  const char *at = strchr (address, '@');
  g_autofree char *local = g_ascii_strdown (address, at - address);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (local, names[i]) == 0)
      return TRUE;
  return g_strrstr (at, "yourdomain") != NULL || g_strrstr (at, "your-domain") != NULL;
}

char *
tg_letter_value_address (const TgLetterText *text, const TgLetterToken *token)
{
  g_autofree char *cut = tg_letter_text_cut (text, token->start, token->length);

  leave_blanks_out (cut);
  return tg_address_is_plausible (cut) && !stands_for_another (cut) ? g_steal_pointer (&cut) : NULL;
}

/* A bracket or a stop that was typed for Japanese text does not belong to a value, while one of ASCII may. */
static gboolean
ends_here (const TgLetterText *text, guint i)
{
  gunichar c = text->chars[i];

  return c <= ' ' || c >= 0x7f || c == '|' || (text->wide[i] != 0 && !g_ascii_isalnum ((char)c) && strchr ("@._-", (int)c) == NULL);
}

static gboolean
is_place_holder (const TgLetterText *text, guint start, guint length)
{
  gunichar first = text->chars[start];
  guint same = 0, stars = 0;

  for (guint i = start; i < start + length; i++) {
    same += text->chars[i] == first;
    stars += text->chars[i] == '*' || text->chars[i] == '#';
  }
  if ((same == length && !g_unichar_isdigit (first)) || stars * 2 > length || stars >= 3)
    return TRUE;
  return first == '<' || first == '[' || (first == '(' && text->chars[start + length - 1] == ')');
}

/* "sent by post": words, and no value */
static gboolean
is_prose (const TgLetterText *text, guint start, guint length, guint end)
{
  guint next = start + length;

  for (guint i = start; i < next; i++)
    if ((!tg_letter_is_latin (text->chars[i]) && text->chars[i] != '\'') || g_unichar_isdigit (text->chars[i]))
      return FALSE;
  return next + 1 < end && text->chars[next] == ' ' && tg_letter_is_latin (text->chars[next + 1]) &&
         !g_unichar_isdigit (text->chars[next + 1]);
}

guint
tg_letter_value_raw (const TgLetterText *text, const TgLetterToken *token, gboolean password, guint end)
{
  guint start = token->start, length = 0;

  while (start + length < end && !ends_here (text, start + length))
    length++;
  /* "Kx7mPq2w", `Kx7mPq2w` */
  if (length > 1 && start > 0 && (text->chars[start - 1] == '"' || text->chars[start - 1] == '`') &&
      text->chars[start + length - 1] == text->chars[start - 1])
    length--;
  if (length == 0 || token->kind == TG_TOKEN_OPEN || token->kind == TG_TOKEN_CLOSE || token->kind == TG_TOKEN_SEPARATOR ||
      token->kind == TG_TOKEN_LINK)
    return 0;
  /* A word of the vocabulary says something of the value: "same", "none", "e-mail address:". */
  if (token->kind == TG_TOKEN_WORD && (token->length >= length || (token->length + 1 == length && text->chars[start + length - 1] == ':')))
    return 0;
  /* "envoyé par courrier" */
  if (start + length < end && text->chars[start + length] >= 0x80 && tg_letter_is_latin (text->chars[start + length]))
    return 0;
  /* "3と同じ": as in step 3 */
  if (password && length < 4 && start + length < end && tg_letter_is_japanese (text->chars[start + length]))
    return 0;
  if (is_place_holder (text, start, length) || is_prose (text, start, length, end))
    return 0;
  /* What stands behind a user name is punctuation; a password may end with it. */
  while (!password && length > 1 && strchr (".,;:)]>\"'", (int)text->chars[start + length - 1]) != NULL)
    length--;
  for (guint i = 1; i < length && !password; i++)
    if (strchr ("(<[,;", (int)text->chars[start + i]) != NULL)
      length = i;
  return length;
}

TgSecret *
tg_letter_value_secret (const TgLetterText *text, guint start, guint length)
{
  char *value = tg_letter_text_cut (text, start, length);
  TgSecret *secret = tg_secret_new (value, -1);

  tg_wipe (value, strlen (value));
  g_free (value);
  return secret;
}

guint
tg_letter_port_about (guint port)
{
  switch (port) {
  case 110:
  case 995:
    return TG_ABOUT_POP3;
  case 143:
  case 993:
  case 585:
    return TG_ABOUT_IMAP;
  case 25:
  case 465:
  case 587:
  case 2525:
  case 2587:
  case 1587:
  case 1465:
  case 10025:
    return TG_ABOUT_SMTP;
  default:
    return 0;
  }
}

guint
tg_letter_host_about (const char *host)
{
  static const struct {
    const char *prefix;
    guint about;
  } rows[] = { { "pop", TG_ABOUT_POP3 },        { "imap", TG_ABOUT_IMAP },       { "smtp", TG_ABOUT_SMTP }, { "securepop", TG_ABOUT_POP3 },
               { "secureimap", TG_ABOUT_IMAP }, { "securesmtp", TG_ABOUT_SMTP }, { "msa", TG_ABOUT_SMTP },  { "smpt", TG_ABOUT_SMTP } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_has_prefix (host, rows[i].prefix))
      return rows[i].about;
  return 0;
}
