/* replies.c: takes a reply apart and asks the reader; where no row knows it, tells a plain "user name or password refused"
 * from a text that says something nobody here knows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/replies.h"

#include <gio/gio.h>
#include <string.h>

#include "diagnose/words/pattern.h"
#include "find/providers.h"

#define TEXT_MAX 1000 /* characters that are looked at */

#define EMPTY_WORDS "/io/github/tegami/Tegami/engine/words/empty-words"

static GHashTable *
empty_words (void)
{
  static gsize once;
  static GHashTable *words;

  if (g_once_init_enter (&once)) {
    g_autoptr (GBytes) bytes = g_resources_lookup_data (EMPTY_WORDS, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    gsize length = 0;
    const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : "";
    g_autofree char *text = g_strndup (data, length);
    g_auto (GStrv) each = g_strsplit_set (text, " \n", -1);

    words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; each[i] != NULL; i++)
      g_hash_table_add (words, g_strdup (each[i]));
    g_once_init_leave (&once, 1);
  }
  return words;
}

/* How many words say something beyond "no".  Host names, addresses, session numbers and links do not count. */
static guint
words_beyond_no (const char *words)
{
  g_autofree char *lower = g_utf8_strdown (words, -1);
  g_auto (GStrv) tokens = g_strsplit_set (lower, " \t\r\n()<>\"'", -1);
  guint n = 0;

  for (guint i = 0; tokens[i] != NULL; i++) {
    const char *dot = strchr (tokens[i], '.');

    if (strpbrk (tokens[i], "0123456789@=_/\\") != NULL || (dot != NULL && g_ascii_isalpha (dot[1])))
      continue;
    for (const char *p = tokens[i], *from = NULL;; p = g_utf8_next_char (p)) {
      gboolean letter = *p != '\0' && g_unichar_isalpha (g_utf8_get_char (p));

      if (letter && from == NULL)
        from = p;
      if (!letter && from != NULL) {
        g_autofree char *word = g_strndup (from, (gsize)(p - from));

        n += !g_hash_table_contains (empty_words (), word);
        from = NULL;
      }
      if (*p == '\0')
        break;
    }
  }
  return n;
}

gboolean
tg_words_say_only_no (const char *words)
{
  return words_beyond_no (words) < 2;
}

/* "authentication failed", with at most one word more that nobody knows. */
static gboolean
says_only_no (TgWordsReading *reading, const char *words)
{
  guint beyond = words_beyond_no (words);

  return beyond == 0 || (beyond == 1 && tg_words_has (reading, TG_WORDS_SIGN_IN_FAILED));
}

/* What a bare refusal means where the provider is known: there, the usual password is never enough, or one text stands for several
 * things. */
static const char *
of_provider (const char *host)
{
  const TgProvider *provider = host != NULL ? tg_providers_find_host (host) : NULL;

  const char *refusal = provider != NULL ? tg_provider_refusal_means (provider) : NULL;

  return refusal != NULL ? refusal : "auth-wrong-password";
}

void
tg_reply_parts_clear (TgReplyParts *self)
{
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->status, g_free);
  g_clear_pointer (&self->word, g_free);
}

void
tg_reply_parts (TgProtocol protocol, const char *reply, TgReplyParts *parts)
{
  static const char mailbox[] =
      "^\\s*(?-i:(?:[A-Za-z0-9.+*_-]{1,20} )?(NO|BAD|BYE|OK)\\b|(-ERR|\\+OK)\\b)\\s*(?:\\[([A-Z/-]{2,25})[^\\]]*\\])?\\s*";
  static const char status[] = "(?<![\\d.])[45]\\.\\d{1,3}\\.\\d{1,3}(?![\\d.])";
  g_autofree char *valid = g_utf8_make_valid (reply, -1);
  g_autofree char *text = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), TEXT_MAX));
  g_autoptr (GMatchInfo) match = NULL;
  int end = 0;

  *parts = (TgReplyParts){ 0 };
  if (protocol == TG_PROTOCOL_SMTP) {
    parts->code = (guint)g_ascii_strtoull (text, NULL, 10);
    parts->code = parts->code < 200 || parts->code > 599 ? 0 : parts->code;
    parts->status = tg_pattern_group (status, text);
    parts->words = g_steal_pointer (&text);
    return;
  }
  if (tg_pattern_match (mailbox, FALSE, text, &match)) {
    g_autofree char *tagged = g_match_info_fetch (match, 1);
    g_autofree char *pop = g_match_info_fetch (match, 2);
    g_autofree char *code = g_match_info_fetch (match, 3);

    g_match_info_fetch_pos (match, 0, NULL, &end);
    parts->word = g_strdup (tagged != NULL && *tagged != '\0' ? tagged : pop);
    parts->status = code != NULL && *code != '\0' ? g_ascii_strup (code, -1) : NULL;
  }
  parts->words = g_strdup (text + end);
}

TgReplyMeaning
tg_reply_parts_meaning (const TgReplyParts *self, TgWordsReading *words, const TgReplyFacts *told)
{
  g_autofree char *status = told->status != NULL ? g_ascii_strup (told->status, -1) : g_strdup (self->status);
  TgWordsMeaning meaning;

  TgWordsFacts facts = { .context = TG_CONTEXT_REPLY,
                         .protocols = 1u << told->protocol,
                         .moments = 1u << told->moment,
                         .code = told->code,
                         .status = status,
                         .word = self->word };

  if (tg_words_mean (words, &facts, 0, &meaning)) {
    gboolean plain = strcmp (meaning.id, "auth-wrong-password") == 0;

    return (TgReplyMeaning){ plain && !meaning.sure ? of_provider (told->host) : meaning.id, plain,
                             meaning.to == meaning.from && told->moment != TG_MOMENT_SIGN_IN };
  }
  if (told->moment == TG_MOMENT_SIGN_IN)
    return says_only_no (words, self->words) ? (TgReplyMeaning){ of_provider (told->host), TRUE, FALSE }
                                             : (TgReplyMeaning){ "auth-refused", FALSE, TRUE };
  return (TgReplyMeaning){ "server-unavailable", FALSE, TRUE };
}

TgReplyMeaning
tg_reply_meaning (const TgReplyFacts *told)
{
  g_auto (TgReplyParts) parts = { 0 };
  g_autoptr (TgWordsReading) words = NULL;

  tg_reply_parts (told->protocol, told->text != NULL ? told->text : "", &parts);
  words = tg_words_reading_new (NULL, parts.words);
  return tg_reply_parts_meaning (&parts, words, told);
}
