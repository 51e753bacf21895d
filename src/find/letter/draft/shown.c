/* shown.c: a letter's text for the screen, character for character, so that marks fit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/draft/draft-private.h"

#include <string.h>

#define BULLET         0x2022
#define NOTHING_SEEN   0xfffd /* in the place of what cannot be seen */
#define LINE_MAX_CHARS 1000   /* a longer line is broken at a space, or if there is none, at a double of this */
#define ACCOUNTS_MAX   20     /* whose passwords are looked for in all of the text */
#define SECRET_MIN     4      /* characters; what is shorter stands elsewhere by accident */

static gunichar
visible (gunichar c)
{
  if (c == '\n' || c == '\t')
    return c;
  if (c == 0x2028 || c == 0x2029)
    return '\n';
  if (c == '\r')
    return ' ';
  if (g_unichar_iscntrl (c) || c == 0xfffc || c == 0x200e || c == 0x200f || c == 0x061c || (c >= 0x202a && c <= 0x202e) ||
      (c >= 0x2066 && c <= 0x2069))
    return NOTHING_SEEN;
  return c;
}

/* A text widget lays out line by line: one of a megabyte would hold it up for good. */
static void
break_lines (gunichar *chars, glong n)
{
  glong length = 0;

  for (glong i = 0; i < n; i++) {
    if (length >= LINE_MAX_CHARS && (g_unichar_isspace (chars[i]) || length >= 2 * LINE_MAX_CHARS))
      chars[i] = '\n';
    length = chars[i] == '\n' ? 0 : length + 1;
  }
}

static void
hide (gunichar *chars, glong start, glong end)
{
  for (glong i = start; i < end; i++)
    chars[i] = BULLET;
}

/* A letter may tell its password twice, and only one of them was recognised. */
static void
hide_wherever (gunichar *shown, const gunichar *chars, glong n, TgSecret *secret)
{
  glong length = 0;
  gunichar *wanted = g_utf8_to_ucs4_fast (tg_secret_peek (secret, NULL), -1, &length);

  for (glong i = 0; length >= SECRET_MIN && i + length <= n; i++)
    if (memcmp (chars + i, wanted, (gsize)length * sizeof *wanted) == 0)
      hide (shown, i, i + length);
  tg_wipe (wanted, (gsize)length * sizeof *wanted);
  g_free (wanted);
}

static gboolean
is_password_field (guint fields)
{
  return (fields & (TG_DRAFT_BIT (TG_DRAFT_PASSWORD) | TG_DRAFT_BIT (TG_DRAFT_SEND_PASSWORD))) != 0;
}

/* Unless somebody said that it is something else: a user name, say. */
static gboolean
is_still_secret (const TgDraft *self, TgSecret *secret)
{
  for (guint i = 0; i < self->marks->len; i++) {
    const TgDraftMark *mark = tg_draft_mark (self, i);
    char *characters;
    gboolean same;

    if (mark->fields == 0 || is_password_field (mark->fields))
      continue;
    characters = tg_draft_cut (self, mark->start, mark->end);
    same = strcmp (characters, tg_secret_peek (secret, NULL)) == 0;
    tg_wipe (characters, strlen (characters));
    g_free (characters);
    if (same)
      return FALSE;
  }
  return TRUE;
}

static void
hide_passwords_of (const TgDraft *self, gunichar *shown, const gunichar *chars, glong n)
{
  for (guint i = 0; i < MIN (self->letter->accounts->len, ACCOUNTS_MAX); i++) {
    const TgLetterAccount *account = self->letter->accounts->pdata[i];
    TgSecret *const secrets[] = { account->password, account->send_password };

    for (guint k = 0; k < G_N_ELEMENTS (secrets); k++)
      if (secrets[k] != NULL && is_still_secret (self, secrets[k]))
        hide_wherever (shown, chars, n, secrets[k]);
  }
  for (guint i = 0; i < TG_DRAFT_N_FIELDS; i++)
    if (self->values[i].secret != NULL)
      hide_wherever (shown, chars, n, self->values[i].secret);
}

char *
tg_draft_shown (const TgDraft *self)
{
  glong n = 0;
  gunichar *chars = g_utf8_to_ucs4_fast (self->letter->text, -1, &n);
  gsize size = (gsize)n * sizeof (gunichar);
  gunichar *shown = g_memdup2 (chars, size + sizeof (gunichar));
  char *text;

  for (glong i = 0; i < n; i++)
    shown[i] = visible (chars[i]);
  hide_passwords_of (self, shown, chars, n);
  for (guint i = 0; i < self->marks->len; i++)
    if (tg_draft_mark (self, i)->was_password)
      hide (shown, MIN ((glong)tg_draft_mark (self, i)->start, n), MIN ((glong)tg_draft_mark (self, i)->end, n));
  break_lines (shown, n);
  text = g_ucs4_to_utf8 (shown, n, NULL, NULL, NULL);
  tg_wipe (chars, size);
  g_free (chars);
  g_free (shown);
  return text;
}
