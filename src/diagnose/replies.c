/* replies.c: looks a refusal up: codes first, texts second, hosts third, temporary and permanent
 * apart; and tells a plain "user name or password refused" from a text that nobody knows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/replies.h"

#include <string.h>

#include "diagnose/reply-rows.h"

#define TEXT_MAX 1000 /* characters that are looked at */

/* "user name or password refused", said outright. */
static const char credentials_refused[] =
    "(invalid|incorrect|wrong|bad|unknown|mismatch\\w*|unrecogni[sz]ed|no such|authentication failed for)\\W{1,3}(\\w+\\W+){0,3}?"
    "(user ?-?(names?|id)?|log-?(in|on)( name)?|pass(words?|wd|phrase)?|credentials?|account|mail ?box|authentication data)\\b|"
    "\\b(user ?-?(names?|id)?|log-?in|pass(words?|wd)|credentials?|account|mail ?box)\\b.{0,40}\\b"
    "(not accepted|incorrect|invalid|wrong|mismatch|(not|n.t) match|rejected|not "
    "(found|exist|valid|correct|recogni[sz]ed|known)|unknown|n.t exist)\\b|(user(name)?|password|credentials?) error|"
    "密码错误|密碼錯誤|パスワードが(違|正し|誤)|認証に失敗|认证失败|fehlgeschlagen|mot de passe incorrect|contraseña incorrecta";

/* A fault that passes, told by its text only. */
static const char passing_fault[] = "temporar(y|ily)|try (again )?(later|in a)|internal (server )?(error|fault|failure)|(?<!reason "
                                    ")unavailable|service not available|outage|"
                                    "system error|server error|time(d)? ?out|database|ldap|connection lost|(lost|no) "
                                    "connection|(unable|failed|could not|cannot) to? ?(connect|contact|reach|check|verify)|"
                                    "システムエラー|障害|しばらく|一時的";

/* Servers where the usual password of the person is never enough, or which say one thing for several. */
static const struct {
  const char *host; /* the end of the name */
  const char *id;
} by_host[] = {
  { "outlook.office365.com", "auth-oauth" },  { "outlook.com", "auth-oauth" },           { "office365.com", "auth-oauth" },
  { "yahoo.co.jp", "auth-service-disabled" }, { "gmail.com", "auth-app-password" },      { "googlemail.com", "auth-app-password" },
  { "mail.me.com", "auth-app-password" },     { "mail.yahoo.com", "auth-app-password" }, { "aol.com", "auth-app-password" },
  { "qq.com", "auth-app-password" },          { "163.com", "auth-app-password" },        { "126.com", "auth-app-password" },
  { "mail.ru", "auth-app-password" },
};

/* Words of a refusal that says nothing beyond "no". */
static const char *const generic_words[] = {
  "a",
  "access",
  "accepted",
  "account",
  "accounts",
  "address",
  "again",
  "an",
  "and",
  "another",
  "are",
  "at",
  "attempt",
  "auth",
  "authenticate",
  "authenticated",
  "authenticating",
  "authentication",
  "authorisation",
  "authorization",
  "bad",
  "been",
  "by",
  "cannot",
  "can",
  "check",
  "combination",
  "command",
  "correct",
  "could",
  "couldn",
  "cram",
  "credential",
  "credentials",
  "data",
  "denied",
  "details",
  "did",
  "digest",
  "do",
  "does",
  "doesn",
  "don",
  "email",
  "err",
  "error",
  "fail",
  "failed",
  "fails",
  "failure",
  "for",
  "from",
  "generic",
  "given",
  "has",
  "have",
  "id",
  "identity",
  "imap",
  "in",
  "incorrect",
  "information",
  "invalid",
  "is",
  "it",
  "log",
  "login",
  "logon",
  "lookup",
  "mail",
  "mailbox",
  "match",
  "matched",
  "md",
  "mismatch",
  "name",
  "names",
  "needed",
  "no",
  "none",
  "not",
  "of",
  "on",
  "or",
  "pass",
  "passwd",
  "password",
  "passwords",
  "plain",
  "please",
  "pop",
  "process",
  "provided",
  "re",
  "reason",
  "record",
  "refused",
  "remote",
  "rejected",
  "reply",
  "response",
  "restarting",
  "sasl",
  "scram",
  "server",
  "sha",
  "sign",
  "smtp",
  "sorry",
  "step",
  "such",
  "supplied",
  "sure",
  "t",
  "that",
  "the",
  "this",
  "to",
  "try",
  "unable",
  "unavailable",
  "unknown",
  "unspecified",
  "unsuccessful",
  "unsuccessfully",
  "user",
  "username",
  "userid",
  "was",
  "we",
  "were",
  "with",
  "wrong",
  "you",
  "your",
  NULL,
};

static gboolean
matches (const char *pattern, const char *text)
{
  static GHashTable *compiled;
  static GMutex mutex;
  GRegex *regex;

  g_mutex_lock (&mutex);
  if (compiled == NULL)
    compiled = g_hash_table_new (g_direct_hash, g_direct_equal);
  regex = g_hash_table_lookup (compiled, pattern);
  if (regex == NULL) {
    g_autoptr (GError) error = NULL;

    regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_DOTALL, 0, &error);
    if (regex == NULL)
      g_error ("The table of replies holds a broken pattern: %s", error->message);
    g_hash_table_insert (compiled, (gpointer)pattern, regex);
  }
  g_mutex_unlock (&mutex);
  return g_regex_match (regex, text, 0, NULL);
}

static gboolean
status_matches (const char *wanted, const char *status)
{
  g_auto (GStrv) each = g_strsplit (wanted, " ", -1);

  if (status == NULL)
    return FALSE;
  for (guint i = 0; each[i] != NULL; i++)
    if (g_pattern_match_simple (each[i], status))
      return TRUE;
  return FALSE;
}

static gboolean
host_ends (const char *host, const char *end)
{
  gsize length = host != NULL ? strlen (host) : 0;
  gsize tail = strlen (end);

  return length >= tail && g_ascii_strcasecmp (host + length - tail, end) == 0 && (length == tail || host[length - tail - 1] == '.');
}

gboolean
tg_reply_is_temporary (const TgReplyFacts *facts)
{
  static const char passing[] = "4.* UNAVAILABLE SERVERBUG LIMIT INUSE THROTTLED SYS/TEMP IN-USE LOGIN-DELAY";

  return facts->code / 100 == 4 || (facts->status != NULL && status_matches (passing, facts->status));
}

static const char *
look_up (const TgReplyRow *rows, gsize n, const TgReplyFacts *facts, const char *text)
{
  TgLasting lasting = tg_reply_is_temporary (facts) ? TG_TEMPORARY : TG_PERMANENT;

  for (gsize i = 0; i < n; i++) {
    const TgReplyRow *row = &rows[i];

    if ((row->protocols & 1u << facts->protocol) != 0 && (row->moments & 1u << facts->moment) != 0 &&
        (row->lasting == TG_EITHER || row->lasting == lasting) && (row->code == 0 || row->code == facts->code) &&
        (row->status == NULL || status_matches (row->status, facts->status)) && (row->text == NULL || matches (row->text, text)))
      return row->id;
  }
  return NULL;
}

/* The human part: without tag, NO or -ERR, codes and response codes, on every line of it. */
static char *
words_of (const char *reply)
{
  static const char prefix[] = "^\\s*([A-Za-z0-9.+*_-]{1,20} )?(NO|BAD|BYE|OK)\\b|^\\s*[-+](ERR|OK)\\b|\\b[45]\\d\\d[ "
                               "-]|\\b[45]\\.\\d{1,3}\\.\\d{1,3}\\b|\\[[^\\]]*\\]";
  g_autoptr (GRegex) regex = g_regex_new (prefix, 0, 0, NULL);

  return g_regex_replace_literal (regex, reply, -1, 0, " ", 0, NULL);
}

static gboolean
is_generic_word (const char *word)
{
  for (guint i = 0; generic_words[i] != NULL; i++)
    if (strcmp (generic_words[i], word) == 0)
      return TRUE;
  return FALSE;
}

/* How many words say something beyond "no".  Host names, addresses, session numbers and links do
 * not count. */
static guint
words_beyond_no (const char *words)
{
  g_autofree char *lower = g_utf8_strdown (words, -1);
  g_auto (GStrv) tokens = g_strsplit_set (lower, " \t\r\n()<>\"'", -1);
  guint n = 0;

  for (guint i = 0; tokens[i] != NULL; i++) {
    if (strpbrk (tokens[i], "0123456789@=_/\\") != NULL || matches ("\\w\\.\\w", tokens[i]))
      continue;
    g_auto (GStrv) parts = g_regex_split_simple ("[^\\p{L}]+", tokens[i], 0, 0);

    for (guint k = 0; parts[k] != NULL; k++)
      n += parts[k][0] != '\0' && !is_generic_word (parts[k]);
  }
  return n;
}

/* "authentication failed", with at most one word more that nobody knows. */
static gboolean
says_only_no (const char *words)
{
  static const char no[] = "(auth\\w*|log-?(in|on)|sign-?(in|on)|access|credentials?)\\W{1,3}(is |was |has |been "
                           ")*(fail|reject|den(y|ied)|unsuccess|refus|error|incorrect)";
  guint beyond = words_beyond_no (words);

  return beyond == 0 || (beyond == 1 && matches (no, words));
}

/* RFC 4954: 500 to 504 are about the command; IMAP's BAD likewise. */
static gboolean
is_about_the_command (const TgReplyFacts *facts, const char *text)
{
  return (facts->code >= 500 && facts->code <= 504) ||
         (facts->protocol == TG_PROTOCOL_IMAP && matches ("^\\s*([A-Za-z0-9.+*_-]{1,20} )?BAD\\b", text));
}

static TgReplyMeaning
refused_sign_in (const TgReplyFacts *facts, const char *text)
{
  static const char usual_codes[] = "AUTHENTICATIONFAILED AUTH 5.7.8 5.7.3";
  g_autofree char *words = words_of (text);
  gboolean outright = matches (credentials_refused, words);

  if (facts->protocol == TG_PROTOCOL_IMAP && !outright && matches ("^\\s*(\\* )?BYE\\b", text))
    return (TgReplyMeaning){ "server-unavailable", FALSE };
  if (tg_reply_is_temporary (facts))
    return (TgReplyMeaning){ facts->code == 421 ? "server-unavailable" : "auth-temporary", FALSE };
  if (!outright && matches (passing_fault, text))
    return (TgReplyMeaning){ "auth-temporary", FALSE };
  if (facts->status != NULL && status_matches ("5.7.139", facts->status) && !outright)
    return (TgReplyMeaning){ "auth-oauth", FALSE };
  if (facts->status != NULL && status_matches ("CONTACTADMIN", facts->status))
    return (TgReplyMeaning){ "auth-account-disabled", FALSE };
  if (facts->code == 534 || g_strcmp0 (facts->status, "5.7.9") == 0)
    return (TgReplyMeaning){ matches ("mechanism", text) && !host_ends (facts->host, "gmail.com") ? "auth-no-common-mechanism"
                                                                                                  : "auth-app-password",
                             FALSE };
  if (is_about_the_command (facts, text))
    return (TgReplyMeaning){ outright ? "auth-wrong-password" : "auth-refused", outright };
  if (!outright && !(facts->status != NULL && status_matches (usual_codes, facts->status)) && !says_only_no (words))
    return (TgReplyMeaning){ "auth-refused", FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (by_host); i++)
    if (host_ends (facts->host, by_host[i].host))
      return (TgReplyMeaning){ by_host[i].id, TRUE };
  return (TgReplyMeaning){ "auth-wrong-password", TRUE };
}

/* Servers repeat mail addresses, and the words in those ("foreign@", "full@") are not theirs. */
static char *
without_addresses (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("[^\\s<>()\"',:;]+@[^\\s<>()\"',:;]+", 0, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, "@", 0, NULL);
}

TgReplyMeaning
tg_reply_meaning (const TgReplyFacts *facts)
{
  g_autofree char *valid = g_utf8_make_valid (facts->text != NULL ? facts->text : "", -1);
  g_autofree char *start = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), TEXT_MAX));
  g_autofree char *text = without_addresses (start);
  const char *id = look_up (tg_reply_codes, tg_reply_n_codes, facts, text);

  if (id == NULL)
    id = look_up (tg_reply_texts, tg_reply_n_texts, facts, text);
  if (id != NULL)
    return (TgReplyMeaning){ id, FALSE };

  switch (facts->moment) {
  case TG_MOMENT_SIGN_IN:
    return refused_sign_in (facts, text);
  case TG_MOMENT_MAILBOX:
    return (TgReplyMeaning){ "mailbox-unavailable", FALSE };
  case TG_MOMENT_SENDER:
  case TG_MOMENT_RECIPIENT:
    if (tg_reply_is_temporary (facts))
      return (TgReplyMeaning){ "server-unavailable", FALSE };
    if (facts->code == 530)
      return (TgReplyMeaning){ "send-auth-missing", FALSE };
    return (TgReplyMeaning){ facts->moment == TG_MOMENT_SENDER ? "send-sender-rejected" : "send-recipient-rejected", FALSE };
  case TG_MOMENT_GREETING:
  default:
    return (TgReplyMeaning){ "server-unavailable", FALSE };
  }
}
