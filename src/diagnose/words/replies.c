/* replies.c: looks a refusal up: codes first, texts second, hosts third, temporary and permanent
 * apart; and tells a plain "user name or password refused" from a text that nobody knows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/replies.h"

#include <string.h>

#include "diagnose/words/pattern.h"
#include "diagnose/words/reply-rows.h"
#include "model/host.h"

#define TEXT_MAX 1000 /* characters that are looked at */

/* "user name or password refused", said outright. */
#define WHO_OR_PASSWORD                                                                                                                    \
  "(user ?-?(names?|id)?|log-?(in|on)( name)?|pass(words?|wd|phrase)?|credentials?|account|mail ?box|authentication data)"
static const char credentials_refused[] =
    "(invalid|incorrect|wrong|bad|unknown|mismatch\\w*|unrecogni[sz]ed|no such|authentication failed "
    "for)\\W{1,3}(\\w+\\W+){0,3}?" WHO_OR_PASSWORD "\\b|\\b" WHO_OR_PASSWORD "\\b.{0,40}\\b"
    "(not accepted|incorrect|invalid|wrong|mismatch|(not|n.t) match|rejected|not "
    "(found|exist|valid|correct|recogni[sz]ed|known)|unknown|(n.t|no longer) (exists?|valid))\\b|(user(name)?|password|credentials?) error|"
    "pass(word|wd|phrase)\\W(\\w+\\W)?fail|"
    "(never heard of|no (mail ?box|user|account) (for|named|by|with))\\b|(did ?n.t|did not|do not|don.t) "
    "(recogni[sz]e|know|accept)\\W(\\w+\\W)?" WHO_OR_PASSWORD
    "|(could not|cannot|can.t|unable to|could ?n.t) (find|locate|recogni[sz]e)\\W(\\w+\\W)?(user|account|mail ?box|login)";

/* The same elsewhere: German, French, Italian, Spanish, Portuguese, Dutch, Polish, Russian, Japanese, Chinese, Korean. */
static const char credentials_refused_elsewhere[] =
    "(benutzername|kennwort|passwort|zugangsdaten|anmeldedaten).{0,40}(falsch|ungültig|nicht korrekt|stimm)|fehlgeschlagen|"
    "(falsch|ungültig)\\w* (benutzer|kennwort|passwort|zugangs|anmelde)|"
    "(mot de passe|identifiants?|nom d.utilisateur|codes? d.authentification).{0,40}(incorrect|invalide|erron)|"
    "(échec|echec) d.{0,6}(authentification|connexion)|authentification.{0,12}(échou|echou)|"
    "(password|utente|credenziali).{0,30}errat|credenziali.{0,20}non valid|autenticazione (non riuscita|fallita)|"
    "(contraseña|usuario|credenciales).{0,30}(incorrect|inválid|no válid)|autenticación.{0,12}(fall|inválid)|"
    "(senha|usuário|credenciais).{0,30}(incorret|inválid)|autenticação.{0,12}falh|falha (na|de) autenticação|"
    "(wachtwoord|gebruikersnaam).{0,40}(onjuist|ongeldig)|(nieprawidłow|błędn|niepoprawn)\\w* (login|hasł|nazw|dane)|"
    "(неверн|неправильн)\\w* .{0,20}(логин|парол|имя|данные)|ошибка (авторизации|аутентификации)|"
    "(パスワード|ユーザー?|アカウント|認証|\\bID).{0,14}(違|誤|正しく|不正|無効|一致し|失敗|エラー)|"
    "(密码|密碼|用户名|帐号|账号|帳號).{0,8}(错误|錯誤|不正确|不正確|有误)|(认证|認證|验证|驗證|登录|登入)失(败|敗)|"
    "(비밀번호|아이디|인증).{0,20}(틀|일치하지|잘못|실패|올바르지)";

/* A fault that passes, told by its text only. */
static const char passing_fault[] =
    "temporar(y|ily)|try (again )?(later|in a)|internal (server |login |authentication )?(error|fault|failure)|(?<!reason )unavailable|"
    "(service|server|system|host) (is )?(currently )?not available|outage|system error|server error|time(d)? ?out|database|ldap|connection "
    "lost|(lost|no) connection|"
    "(unable|failed|could not|cannot) to? ?(connect|contact|reach|check|verify)|\\b(memory|i/o|eof|crashed)\\b|transient|back-?end|"
    "システムエラー|障害|しばらく|一時的|vorübergehend|temporaire|temporane|temporal|временн|暂时|暫時|稍后|稍後|系统繁忙|系統繁忙";

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
static const char generic_words[] =
    "a accepted access account accounts address again an and another are at attempt auth authenticate authenticated "
    "authenticating authentication authorisation authorization bad been by can cannot caps check combination command "
    "confirm correct correctly could couldn cram credential credentials data denied details did digest do does doesn don "
    "email ensure entered err error fail failed fails failure failures for from generic given has have id identity imap in "
    "incorrect information invalid is it log login logon lookup mail mailbox make match matched md mismatch name names "
    "needed no none not of on or pass passwd password passwords plain please pop process provided re reason record refused "
    "rejected remote reply response restarting sasl scram server sha sign smtp sorry specified spelled spelling step such "
    "supplied sure t that the this to try typed unable unauthorised unauthorized unavailable unknown unspecified "
    "unsuccessful unsuccessfully user userid userids username usernames verify was we were with wrong you your";

static gboolean
matches (const char *pattern, const char *text)
{
  return tg_pattern_match (pattern, TRUE, text, NULL);
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

/* Whether it says "not now" rather than "no". */
static gboolean
is_temporary (const TgReplyFacts *facts)
{
  static const char passing[] = "4.* UNAVAILABLE SERVERBUG LIMIT INUSE THROTTLED SYS/TEMP IN-USE LOGIN-DELAY";

  return facts->code / 100 == 4 || (facts->status != NULL && status_matches (passing, facts->status));
}

static const char *
look_up (const TgReplyRow *rows, gsize n, const TgReplyFacts *facts, const char *text)
{
  TgLasting lasting = is_temporary (facts) ? TG_TEMPORARY : TG_PERMANENT;

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
  static const char prefix[] = "(?-i)^\\s*([A-Za-z0-9.+*_-]{1,20} )?(NO|BAD|BYE|OK)\\b|^\\s*[-+](ERR|OK)\\b|\\b[45]\\d\\d[ "
                               "-]|\\b[45]\\.\\d{1,3}\\.\\d{1,3}\\b|\\[[^\\]]*\\]";

  return g_regex_replace_literal (tg_pattern (prefix, FALSE), reply, -1, 0, " ", 0, NULL);
}

static gboolean
is_generic_word (const char *word)
{
  static gsize once;
  static GHashTable *words;

  if (g_once_init_enter (&once)) {
    g_auto (GStrv) each = g_strsplit (generic_words, " ", -1);

    words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; each[i] != NULL; i++)
      g_hash_table_add (words, g_strdup (each[i]));
    g_once_init_leave (&once, 1);
  }
  return g_hash_table_contains (words, word);
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
  const char *host = facts->host != NULL ? facts->host : "";
  static const char usual_codes[] = "AUTHENTICATIONFAILED AUTH 5.7.8 5.7.3";
  g_autofree char *words = words_of (text);
  gboolean outright = matches (credentials_refused, words);

  if (facts->protocol == TG_PROTOCOL_IMAP && !outright && matches ("^\\s*(\\* )?BYE\\b", text))
    return (TgReplyMeaning){ "server-unavailable", FALSE };
  if (is_temporary (facts))
    return (TgReplyMeaning){ facts->code == 421 ? "server-unavailable" : "auth-temporary", FALSE };
  if (!outright && matches (passing_fault, text))
    return (TgReplyMeaning){ "auth-temporary", FALSE };
  outright = outright || matches (credentials_refused_elsewhere, words);
  /* Microsoft: the password was looked at only where it says so. */
  if (facts->status != NULL && status_matches ("5.7.139", facts->status))
    return outright ? (TgReplyMeaning){ "auth-wrong-password", TRUE } : (TgReplyMeaning){ "auth-oauth", FALSE };
  /* RFC 5530: who it is was believed; RFC 3206: the system is at fault. */
  if (facts->status != NULL && status_matches ("AUTHORIZATIONFAILED SYS/PERM", facts->status) && !outright)
    return (TgReplyMeaning){ "auth-refused", FALSE };
  if (facts->status != NULL && status_matches ("CONTACTADMIN", facts->status))
    return (TgReplyMeaning){ "auth-account-disabled", FALSE };
  if (facts->code == 534 || g_strcmp0 (facts->status, "5.7.9") == 0)
    return (TgReplyMeaning){ matches ("mechanism", text) && !tg_host_is_under (host, "gmail.com") ? "auth-no-common-mechanism"
                                                                                                  : "auth-app-password",
                             FALSE };
  if (is_about_the_command (facts, text))
    return (TgReplyMeaning){ outright ? "auth-wrong-password" : "auth-refused", outright };
  if (!outright && !(facts->status != NULL && status_matches (usual_codes, facts->status)) && !says_only_no (words))
    return (TgReplyMeaning){ "auth-refused", FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (by_host); i++)
    if (tg_host_is_under (host, by_host[i].host))
      return (TgReplyMeaning){ by_host[i].id, TRUE };
  return (TgReplyMeaning){ "auth-wrong-password", TRUE };
}

/* Servers repeat mail addresses, and the words in those ("foreign@", "full@") are not theirs; nor is what a page
 * that they name is called. */
static char *
without_names (const char *text)
{
  static const char addresses[] = "[^\\s<>()\"',:;]+@[^\\s<>()\"',:;]+";
  static const char pages[] = "(https?://[^/\\s<>\"]+)/[^\\s<>\"]*";
  g_autofree char *plain = g_regex_replace_literal (tg_pattern (addresses, FALSE), text, -1, 0, "@", 0, NULL);

  return g_regex_replace (tg_pattern (pages, FALSE), plain, -1, 0, "\\1/", 0, NULL);
}

/* What the text itself says of code and status, where they were not told apart before. (nullable) */
static char *
status_in (const TgReplyFacts *facts, const char *text)
{
  static const char smtp[] = "(?<![\\d.])[45]\\.\\d{1,3}\\.\\d{1,3}(?![\\d.])";
  static const char others[] = "^\\s*(?:\\S{1,20} )?(?:NO|BAD|BYE|-ERR)\\s*\\[([A-Z/-]{3,25})";
  g_autofree char *status =
      facts->status != NULL ? g_strdup (facts->status) : tg_pattern_group (facts->protocol == TG_PROTOCOL_SMTP ? smtp : others, text);

  return status != NULL ? g_ascii_strup (status, -1) : NULL;
}

/* A code that says enough where the text is open, and the stage if it does not either. */
static const char *
meaning_of_stage (const TgReplyFacts *facts)
{
  switch (facts->moment) {
  case TG_MOMENT_MAILBOX:
    return "mailbox-unavailable";
  case TG_MOMENT_SENDER:
  case TG_MOMENT_RECIPIENT:
    if (is_temporary (facts))
      return "server-unavailable";
    if (facts->code == 530)
      return "send-auth-missing";
    if (facts->code == 552) /* RFC 5321 section 4.2.3: "exceeded storage allocation" */
      return facts->moment == TG_MOMENT_SENDER ? "send-size" : "mailbox-full";
    return facts->moment == TG_MOMENT_SENDER ? "send-sender-rejected" : "send-recipient-rejected";
  case TG_MOMENT_SIGN_IN:
  case TG_MOMENT_GREETING:
  default:
    return "server-unavailable";
  }
}

TgReplyMeaning
tg_reply_meaning (const TgReplyFacts *told)
{
  g_autofree char *valid = g_utf8_make_valid (told->text != NULL ? told->text : "", -1);
  g_autofree char *start = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), TEXT_MAX));
  g_autofree char *text = without_names (start);
  g_autofree char *status = status_in (told, text);
  TgReplyFacts facts = *told;
  const char *id;

  facts.status = status;
  id = look_up (tg_reply_codes, tg_reply_n_codes, &facts, text);
  if (id == NULL)
    id = look_up (tg_reply_texts, tg_reply_n_texts, &facts, text);
  if (id != NULL)
    return (TgReplyMeaning){ id, FALSE };
  if (facts.moment == TG_MOMENT_SIGN_IN)
    return refused_sign_in (&facts, text);
  return (TgReplyMeaning){ meaning_of_stage (&facts), FALSE };
}
