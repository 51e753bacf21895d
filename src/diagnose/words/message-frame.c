/* message-frame.c: "Login failed: …" says at what it failed, and the reason behind it why.  The reason is read by itself, so that
 * no word of the frame speaks for it or against it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/message-frame.h"

#include <string.h>

#include "diagnose/words/pattern.h"
#include "diagnose/words/replies.h"

/* Bytes of a reason that are read. */
#define REASON_MAX 600

/* What a program puts between the two; @explicit: it announces a reason. */
static const char *
past_separator (const char *text, gboolean *explicit)
{
  static const char announced[] =
      "\\A[^\\n\\w]{0,3}(?:[:：(（\\[]|[-–—] |,? ?(?:reason|because|due to|server (?:said|response)|error|caused by)\\b[: ]*)";
  g_autofree char *separator = tg_pattern_whole (announced, text);

  *explicit = separator != NULL;
  text += separator != NULL ? strlen (separator) : 0;
  while (*text != '\0' && *text != '\n' && !g_unichar_isalnum (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

/* The rest of the line, or what a trace names as the cause. (transfer full) (nullable) */
static char *
reason_of (const char *behind, gboolean *explicit)
{
  const char *from = past_separator (behind, explicit);
  const char *cause = g_strrstr (from, "Caused by: ");
  gsize length = strcspn (from, "\n");

  if (cause != NULL) {
    from = cause + strlen ("Caused by: ");
    length = strcspn (from, "\n");
    *explicit = TRUE;
  }
  return length > 0 ? g_strndup (from, MIN (length, REASON_MAX)) : NULL;
}

/* What a row says of the reason, the better one where several do; FALSE: none does. */
static gboolean
read_words (const char *reason, TgContext context, TgWordsMeaning *meaning)
{
  g_autofree char *valid = g_utf8_make_valid (reason, -1);
  g_autoptr (TgWordsReading) words = tg_words_reading_new (NULL, valid);
  TgWordsFacts facts = { .context = context, .protocols = 7, .moments = context == TG_CONTEXT_REPLY ? 1u << TG_MOMENT_SIGN_IN : 31 };
  TgWordsMeaning each = { 0 };
  gboolean found = FALSE;

  for (guint after = 0; tg_words_mean (words, &facts, after, &each); after = each.row + 1) {
    if (each.frame || (found && each.vague))
      continue;
    *meaning = each;
    found = TRUE;
    if (!each.vague)
      break;
  }
  return found;
}

/* A reason that nobody knows is no wrong password, and nobody's address. */
static const char *
unknown_reason (const char *frame)
{
  if (g_str_has_prefix (frame, "auth-"))
    return "auth-refused";
  return g_str_has_prefix (frame, "send-") ? "send-refused" : frame;
}

const char *
tg_message_behind_frame (const char *behind, const char *frame, TgQuestion *question)
{
  gboolean explicit;
  g_autofree char *reason = reason_of (behind, &explicit);
  TgWordsMeaning meaning;

  if (reason == NULL)
    return frame;
  if (read_words (reason, TG_CONTEXT_SCREEN, &meaning) || (explicit && read_words (reason, TG_CONTEXT_REPLY, &meaning))) {
    /* A program's own words around SMTP's "no" to a password. */
    if (strcmp (meaning.id, "-") == 0 && tg_pattern_fits ("(?<![\\d.])53[45](?![\\d.])", reason))
      return frame;
    *question = meaning.question;
    return meaning.id;
  }
  return explicit && !tg_words_say_only_no (reason) ? unknown_reason (frame) : frame;
}
