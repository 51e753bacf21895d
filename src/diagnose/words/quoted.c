/* quoted.c: replies begin in many ways; where they end is asked once: at the quote, at an empty line, at the next reply.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/quoted.h"

#include <string.h>

#include "diagnose/words/pattern.h"

#define REPLIES_MAX 12
#define LENGTH_MAX  400 /* bytes of one reply */

void
tg_quoted_free (TgQuoted *self)
{
  g_free (self->line);
  g_free (self->before);
  g_free (self->words);
  g_free (self->status);
  g_free (self->word);
  g_free (self);
}

/* Codes that a refusal has in SMTP; other numbers of three digits are ports, amounts, years. */
static gboolean
is_code (guint code)
{
  static const guint16 codes[] = { 421, 422, 430, 432, 440, 441, 450, 451, 452, 454, 455, 500, 501, 502, 503, 504, 505, 511, 512, 513, 515,
                                   521, 523, 524, 525, 526, 530, 533, 534, 535, 538, 541, 550, 551, 552, 553, 554, 555, 556, 557, 571 };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i] == code)
      return TRUE;
  return FALSE;
}

/* "Name:" as in a header or a report; the reply does not go on there. */
static gboolean
begins_field (const char *line)
{
  gsize length = strspn (line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");

  return length > 1 && line[length] == ':' && line[length + 1] == ' ';
}

/* How qmail goes on behind what another server said. */
static gboolean
is_own_sentence (const char *line)
{
  return g_str_has_prefix (line, "Giving up") || g_str_has_prefix (line, "I'm ") || g_str_has_prefix (line, "I’m ");
}

/* Another reply, a field, a rule, the program's own sentence or an empty line. */
static gboolean
goes_on_at (const char *line, guint code)
{
  while (*line == ' ' || *line == '\t' || *line == '>')
    line++;
  if (*line == '\0' || *line == '\n' || *line == '-' || *line == '*' || *line == '=' || *line == '<' || begins_field (line) ||
      is_own_sentence (line))
    return FALSE;
  if (strspn (line, "0123456789") == 4 && line[4] == '-') /* the date of a log's next line */
    return FALSE;
  if (g_ascii_isdigit (line[0]) && g_ascii_isdigit (line[1]) && g_ascii_isdigit (line[2]) && (line[3] == ' ' || line[3] == '-'))
    return code != 0 && (guint)g_ascii_strtoull (line, NULL, 10) == code;
  return TRUE;
}

/* A quotation mark that closes the reply: "…', Port: 25", "b'…')", "…"}". */
static gboolean
closes_quote (const char *p)
{
  return (*p == '\'' || *p == '"') && p[1] != '\0' && strchr (",)]}", p[1]) != NULL;
}

/* How long the reply is that begins at @from; one that is wrapped goes on in the next line. */
static gsize
extent (const char *from, guint code)
{
  const char *p = from;

  while (*p != '\0' && p - from < LENGTH_MAX && !closes_quote (p))
    if (*p == '\n' && !goes_on_at (p + 1, code))
      break;
    else
      p++;
  while ((*p & 0xc0) == 0x80)
    p--;
  return (gsize)(p - from);
}

/* The reply in @text from @from on, wrapped lines joined, and its end. (transfer full) */
static char *
whole (const char *text, int from, guint code, int *end)
{
  gsize length = extent (text + from, code);
  char *reply = g_strndup (text + from, length);

  *end = from + (int)length;
  return g_strdelimit (reply, "\n\t", ' ');
}

/* What of it is shown: its first line. (transfer full) */
static char *
first_line (const char *text, int from, int end)
{
  return g_strndup (text + from, MIN (strcspn (text + from, "\n"), (gsize)(end - from)));
}

/* (transfer full) */
static char *
line_before (const char *text, int from)
{
  const char *start = g_strrstr_len (text, from, "\n");

  start = start != NULL ? start + 1 : text;
  return g_strndup (start, (gsize)(text + from - start));
}

/* "550 5.1.1 User unknown", "(535, b'5.7.8 …')", "535: …", wherever it stands, but no amount and no date. */
static void
find_smtp (const char *text, GPtrArray *found)
{
  static const char pattern[] =
      "(?<![\\w.,/:-])([45]\\d\\d)(?:, ?(?=b?['\"])|[ \\t:)\\]\"'-]{1,40}#?)"
      "(?!(?:MB|KB|GB|MiB|bytes?|ms)\\b|to \\d|[通件円秒分年個]|\\d{1,2}[-/:])(?:([45]\\.\\d{1,3}\\.\\d{1,3})\\b)?";
  g_autoptr (GMatchInfo) match = NULL;
  int passed = 0;
  guint n = 0;

  for (gboolean fits = tg_pattern_match (pattern, FALSE, text, &match); fits && n < REPLIES_MAX; fits = tg_pattern_next (match)) {
    g_autofree char *number = g_match_info_fetch (match, 1);
    g_autofree char *status = g_match_info_fetch (match, 2);
    guint code = (guint)g_ascii_strtoull (number, NULL, 10);
    int from, end;
    TgQuoted *quoted;

    g_match_info_fetch_pos (match, 0, &from, NULL);
    if (!is_code (code) || from < passed)
      continue;
    quoted = g_new0 (TgQuoted, 1);
    quoted->protocol = TG_PROTOCOL_SMTP;
    quoted->words = whole (text, from, code, &end);
    quoted->before = line_before (text, from);
    quoted->line = first_line (text, from, end);
    quoted->code = code;
    quoted->status = *status != '\0' ? g_strdup (status) : NULL;
    quoted->sure = TRUE;
    g_ptr_array_add (found, quoted);
    passed = end;
    n++;
  }
}

/* A number alone, or the place where words should stand, says nothing. */
static gboolean
has_words (const char *reply)
{
  guint letters = 0;

  for (const char *p = reply; *p != '\0' && letters < 3; p = g_utf8_next_char (p))
    letters = g_unichar_isalpha (g_utf8_get_char (p)) ? letters + 1 : 0;
  return letters == 3;
}

/* A status without a code: "5.7.1 Relaying denied", as delivery reports and new programs give it; or with the code behind it. */
static void
find_status (const char *text, GPtrArray *found)
{
  static const char pattern[] = "(?<![\\d.=])(?<!code )([45]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])[ \\t:;,-]{1,4}(?=[^\\n]{3})";
  g_autoptr (GMatchInfo) match = NULL;
  int end;

  for (guint i = 0; i < found->len; i++)
    if (((TgQuoted *)found->pdata[i])->status != NULL || has_words (((TgQuoted *)found->pdata[i])->words))
      return;
  if (!tg_pattern_match (pattern, FALSE, text, &match))
    return;

  TgQuoted *quoted = g_new0 (TgQuoted, 1);
  int from;

  g_match_info_fetch_pos (match, 0, &from, NULL);
  quoted->protocol = TG_PROTOCOL_SMTP;
  quoted->status = g_match_info_fetch (match, 1);
  quoted->code = quoted->status[0] == '4' ? 450 : 550;
  quoted->words = whole (text, from, 0, &end);
  quoted->line = first_line (text, from, end);
  g_ptr_array_add (found, quoted);
}

static void
add_mailbox (GPtrArray *found, const GMatchInfo *match, const char *text, gboolean sure)
{
  g_autofree char *word = g_match_info_fetch_named (match, "word");
  g_autofree char *status = g_match_info_fetch_named (match, "status");
  TgQuoted *quoted = g_new0 (TgQuoted, 1);
  int from, behind, end;
  gboolean pop;

  g_match_info_fetch_pos (match, 0, &from, &behind);
  quoted->word = word != NULL && *word != '\0' ? g_ascii_strup (word, -1) : NULL;
  quoted->status = status != NULL && *status != '\0' ? g_ascii_strup (status, -1) : NULL;
  pop = g_strcmp0 (quoted->word, "-ERR") == 0 || g_strcmp0 (quoted->status, "AUTH") == 0 ||
        (quoted->status != NULL && (strchr (quoted->status, '/') != NULL || strcmp (quoted->status, "IN-USE") == 0));
  quoted->protocol = pop ? TG_PROTOCOL_POP3 : TG_PROTOCOL_IMAP;
  quoted->words = whole (text, behind, 0, &end);
  quoted->line = first_line (text, from, end);
  quoted->before = line_before (text, from);
  quoted->sure = sure;
  g_ptr_array_add (found, quoted);
}

static void
find_mailbox (const char *text, const char *pattern, gboolean sure, GPtrArray *found)
{
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  for (gboolean fits = tg_pattern_match (pattern, FALSE, text, &match); fits && n < REPLIES_MAX; fits = tg_pattern_next (match), n++)
    add_mailbox (found, match, text, sure);
}

GPtrArray *
tg_quoted_find (const char *text, gboolean mailbox_too)
{
  /* Response codes of IMAP (RFC 5530) and POP3 (RFC 2449, 3206), and POP3's -ERR. */
  static const char coded[] =
      "(?:(?<word>-ERR|(?-i)NO|BAD|BYE)(?-i)[ \\t]{1,80}+)?\\[(?<status>AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|"
      "UNAVAILABLE|ALERT|OVERQUOTA|INUSE|LIMIT|PRIVACYREQUIRED|EXPIRED|CONTACTADMIN|WEBALERT|AUTH|SYS/TEMP|SYS/PERM|"
      "IN-USE|LOGIN-DELAY|SERVERBUG|THROTTLED|NOPERM|NONEXISTENT)[^\\]\\n]{0,200}\\]";
  static const char pop[] = "(?<word>-ERR)[ \\t]{1,80}(?!\\[[A-Z])(?=[^\\n]{2})(?<status>)";
  /* A line of IMAP, told by its tag: "a2 NO Login failed", "* BYE Too many connections". */
  static const char tagged[] = "(?m-i)(?:^|[:\"'>\\]] )[ \\t]*+(?:S: ?)?(?:\\*|(?=\\w{0,15}\\d)[A-Za-z0-9_]{1,16}) (?<word>NO|BAD|BYE) "
                               "(?!\\[[A-Z])(?<status>)(?=[^\\n]{3})";
  /* "[NO, …]", "('NO', [b'…'])", "BYE: …", as libraries print it. */
  static const char listed[] =
      "(?-i)(?:[\\[(]['\"]?|[Ee]rror: )(?<word>NO|BAD|BYE)['\"]?[,: ] ?\\[?b?['\"]?(?!\\[[A-Z])(?<status>)(?=[^\\n]{3})";
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_quoted_free);

  find_smtp (text, found);
  if (mailbox_too) {
    find_mailbox (text, coded, TRUE, found);
    find_mailbox (text, pop, TRUE, found);
    find_mailbox (text, tagged, FALSE, found);
    find_mailbox (text, listed, FALSE, found);
  }
  find_status (text, found);
  return found;
}

TgQuoted *
tg_quoted_said (const char *text)
{
  static const char pattern[] =
      "(?:responded|server said|host said|gave this error|server response|からの応答|サーバー?の応答|サーバー?は次のように応答)"
      "[^\\n:：]{0,20}[:：][ \\t\\n'\"“「]*+(?=[^\\n]{3})";
  g_autoptr (GMatchInfo) match = NULL;
  TgQuoted *quoted;
  int behind, end;

  if (!tg_pattern_match (pattern, FALSE, text, &match))
    return NULL;
  g_match_info_fetch_pos (match, 0, NULL, &behind);
  quoted = g_new0 (TgQuoted, 1);
  quoted->protocol = TG_PROTOCOL_IMAP;
  quoted->words = whole (text, behind, 0, &end);
  quoted->line = first_line (text, behind, end);
  /* Thunderbird goes on by itself where the server said nothing. */
  if (!has_words (quoted->words) ||
      tg_pattern_fits ("^(?:[\\w-]+\\.)+[\\w-]+\\.?\\s*$|^please (?:check|verify)\\b|確認してください", quoted->line))
    g_clear_pointer (&quoted, tg_quoted_free);
  return quoted;
}
