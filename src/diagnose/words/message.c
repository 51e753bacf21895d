/* message.c: recognises what was pasted: the replies of servers in it first, since they decide; then
 * error numbers and sentences that say why; then those that only say that something failed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/message.h"

#include <string.h>

#include "diagnose/catalogue.h"
#include "diagnose/words/letter-kind.h"
#include "diagnose/words/message-rows.h"
#include "diagnose/words/message-text.h"
#include "diagnose/words/pattern.h"
#include "diagnose/words/replies.h"
#include "model/text/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define SHOWN_MAX    200 /* characters of a recognised piece */
#define REPLIES_MAX  12
#define FINDINGS_MAX 4
#define SEARCHED_MAX (16 * 1024) /* bytes that are searched for sentences */

/* The best there is counts alone. */
typedef enum { TIER_REPLY, TIER_REASON, TIER_VAGUE_NUMBER, TIER_VAGUE, N_TIERS } Tier;

typedef struct {
  char *text; /* visible */
  const char *id;
  TgSide side;
  Tier tier;
} Hit;

typedef struct {
  const char *text;
  gboolean bounce;
  char *host;      /* (nullable): a mail server that is named */
  char *port;      /* (nullable) */
  GPtrArray *hits; /* of Hit* */
} Reading;

static void
hit_free (gpointer data)
{
  Hit *hit = data;

  g_free (hit->text);
  g_free (hit);
}

static void
add_hit (Reading *reading, const char *text, const char *id, TgSide side, Tier tier)
{
  Hit *hit;

  if (id == NULL)
    return;
  hit = g_new0 (Hit, 1);
  hit->text = tg_text_visible (text, -1, SHOWN_MAX);
  g_strstrip (hit->text);
  hit->id = id;
  hit->side = side;
  hit->tier = tier;
  g_ptr_array_add (reading->hits, hit);
}

static const TgMessageRow *
bounce_row (const char *text)
{
  for (gsize i = 0; i < tg_message_n_bounces; i++)
    if (tg_pattern_fits (tg_message_bounces[i].pattern, text))
      return &tg_message_bounces[i];
  return NULL;
}

/* A sign-in that was refused, as against "authentication required" and against what a receiver checks of a domain. */
static const char about_signing_in[] =
    "^(?!.*\\b(dmarc|spf|dkim|sender|domain|relay|e-?mail "
    "address|require\\w*|unauthenticated)\\b)(.*\\b(auth\\w*|log-?(in|on)s?|sasl|passwords?|credentials?)"
    "\\b.{0,25}\\b"
    "(fail|error|abort|invalid|incorrect|unsupported|unimplemented|not "
    "(supported|available|allowed|implemented)|malformed|mechanism|disabled|"
    "limit|attempts|frequen|compromised)|.*\\b(too "
    "(many|much)|invalid|bad|unsupported|unrecogni[sz]ed|fail(ed)?|unknown|malformed|incorrect) "
    "(\\w+ ){0,2}(auth\\w*|log-?ins?|logon|passwords?|credentials?)\\b|.*\\buser (is )?(locked|suspended)|.*(锁定|停用))";

/* What a reply of SMTP was to. */
static TgMoment
moment_of (guint code, const char *line, gboolean bounce)
{
  static const char codes[] = "432 524 525 526 534 535 538 ";
  g_autofree char *number = g_strdup_printf ("%u ", code);

  if (strstr (codes, number) != NULL || (code == 454 && tg_pattern_fits ("auth", line)) ||
      (!bounce && code != 530 && tg_pattern_fits (about_signing_in, line)))
    return TG_MOMENT_SIGN_IN;
  if (code == 421 && !tg_pattern_fits ("RCPT|recipient|rate", line))
    return TG_MOMENT_GREETING;
  return code == 421 || code == 530 || tg_pattern_fits ("MAIL FROM", line) ? TG_MOMENT_SENDER : TG_MOMENT_RECIPIENT;
}

/* In a returned mail the other side's troubles are not the sender's own. */
static const char *
of_recipient (const char *id, gboolean bounce)
{
  if (strcmp (id, "mailbox-full") == 0)
    return "send-recipient-full";
  if (bounce && (strcmp (id, "server-unavailable") == 0 || strcmp (id, "server-busy") == 0 || strcmp (id, "server-slow") == 0))
    return "send-recipient-unreachable";
  return id;
}

static void
read_smtp_reply (Reading *reading, guint code, const char *status, const char *words, const char *line)
{
  static const char codes[] =
      "421 422 430 432 440 441 450 451 452 454 455 500 501 502 503 504 505 511 512 513 515 521 523 524 525 526 530 533 534 535 538 "
      "541 550 551 552 553 554 555 556 557 571 ";
  g_autofree char *number = g_strdup_printf ("%u ", code);
  TgReplyFacts facts = { .protocol = TG_PROTOCOL_SMTP,
                         .moment = moment_of (code, line, reading->bounce),
                         .code = code,
                         .status = status,
                         .text = words,
                         .host = reading->host };
  const TgMessageRow *row = NULL;
  const char *id;

  if (strstr (codes, number) == NULL)
    return;
  if (reading->bounce && facts.moment != TG_MOMENT_SIGN_IN)
    row = bounce_row (line);
  if (row != NULL) {
    add_hit (reading, line, row->id, TG_SIDE_SEND, TIER_REPLY);
    return;
  }
  id = tg_reply_meaning (&facts).id;
  /* "Unknown command" is about no recipient. */
  if (code >= 500 && code <= 504 && strcmp (id, "send-recipient-rejected") == 0 &&
      !tg_pattern_fits ("recipient|user|address|mailbox|domain", line))
    return;
  if (facts.moment == TG_MOMENT_RECIPIENT)
    id = of_recipient (id, reading->bounce);
  add_hit (reading, line, id, TG_SIDE_SEND, TIER_REPLY);
}

/* Windows puts replies between quotes, and goes on behind them. */
static void
cut_quoted (char *text)
{
  char *end = strstr (text, "', ");

  if (end != NULL)
    *end = '\0';
}

/* "550 5.1.1 User unknown", wherever it stands, but no amount and no date. */
static void
read_smtp_replies (Reading *reading)
{
  static const char pattern[] =
      "(?<![\\w.,/:-])([45]\\d\\d)(?:[ \\t-]{1,40}#?)(?!(?:MB|KB|GB|MiB|bytes?|ms)\\b|[通件円秒分年個]|\\d{1,2}[-/:])"
      "(?:([45]\\.\\d{1,3}\\.\\d{1,3})\\b)?([^\\n]{0,300})";
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  for (gboolean fits = tg_pattern_match (pattern, FALSE, reading->text, &match); fits && n < REPLIES_MAX;
       fits = tg_pattern_next (match), n++) {
    g_autofree char *line = g_match_info_fetch (match, 0);
    g_autofree char *code = g_match_info_fetch (match, 1);
    g_autofree char *status = g_match_info_fetch (match, 2);
    g_autofree char *words = g_match_info_fetch (match, 3);

    cut_quoted (line);
    cut_quoted (words);
    read_smtp_reply (reading, (guint)g_ascii_strtoull (code, NULL, 10), *status != '\0' ? status : NULL, words, line);
  }
}

/* RFC 3464: where no diagnostic code was given, the status is all there is. */
static void
read_status_field (Reading *reading)
{
  g_autofree char *status = tg_pattern_group ("(?m)^Status:[ \\t]*([45]\\.\\d{1,3}\\.\\d{1,3})", reading->text);
  const TgMessageRow *row;

  if (status == NULL || reading->hits->len > 0)
    return;
  row = bounce_row (status);
  if (row != NULL)
    add_hit (reading, status, row->id, TG_SIDE_SEND, TIER_REPLY);
}

/* Response codes of IMAP (RFC 5530) and POP3 (RFC 2449, 3206), and POP3's -ERR. */
static void
read_mailbox_replies (Reading *reading)
{
  static const char pattern[] =
      "(?:-ERR[ \\t]{1,80}+)?\\[(AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|UNAVAILABLE|ALERT|OVERQUOTA|INUSE|LIMIT|"
      "PRIVACYREQUIRED|EXPIRED|CONTACTADMIN|WEBALERT|AUTH|SYS/TEMP|SYS/PERM|IN-USE|LOGIN-DELAY)[^\\]\\n]{0,200}\\]"
      "([^\\n]{0,300})|-ERR[ \\t]([^\\n]{1,300})";
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  for (gboolean fits = tg_pattern_match (pattern, FALSE, reading->text, &match); fits && n < REPLIES_MAX;
       fits = tg_pattern_next (match), n++) {
    g_autofree char *line = g_match_info_fetch (match, 0);
    g_autofree char *status = g_match_info_fetch (match, 1);
    gboolean pop = g_str_has_prefix (line, "-ERR") || strcmp (status, "AUTH") == 0 || strchr (status, '/') != NULL;
    g_autofree char *upper = g_ascii_strup (status, -1);
    cut_quoted (line);

    TgReplyFacts facts = { .protocol = pop ? TG_PROTOCOL_POP3 : TG_PROTOCOL_IMAP,
                           .moment = TG_MOMENT_SIGN_IN,
                           .status = *upper != '\0' ? upper : NULL,
                           .text = line,
                           .host = reading->host };

    add_hit (reading, line, tg_reply_meaning (&facts).id, TG_SIDE_RECEIVE, TIER_REPLY);
  }
}

/* "a2 NO Login failed", "* BYE Too many connections": a line of IMAP, told by its tag; words that nobody knows are no reply. */
static void
read_tagged_replies (Reading *reading)
{
  static const char pattern[] =
      "(?m-i)^[ \\t]*+(?:S: ?)?(?:\\*|(?=\\w{0,15}\\d)[A-Za-z0-9_]{1,16}) (?:NO|BAD|BYE) (?!\\[[A-Z])([^\\n]{3,300})";
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  for (gboolean fits = tg_pattern_match (pattern, FALSE, reading->text, &match); fits && n < REPLIES_MAX;
       fits = tg_pattern_next (match), n++) {
    g_autofree char *line = g_match_info_fetch (match, 0);
    TgReplyFacts facts = { .protocol = TG_PROTOCOL_IMAP, .moment = TG_MOMENT_SIGN_IN, .text = g_strstrip (line), .host = reading->host };
    const char *id = tg_reply_meaning (&facts).id;

    if (strcmp (id, "auth-refused") != 0)
      add_hit (reading, line, id, TG_SIDE_RECEIVE, TIER_REPLY);
  }
}

/* What a program quotes without a code: "The mail server responded: Login failed." */
static void
read_quoted_reply (Reading *reading)
{
  g_autofree char *quoted = tg_pattern_group (
      "(?:responded|server said|server response|サーバー?からの応答|サーバー?の応答|サーバー?は次のように応答)[^\\n:：]{0,20}[:：][ "
      "\\t\\n'\"“「]*([^\\n]{3,300})",
      reading->text);
  TgReplyFacts facts = { .protocol = TG_PROTOCOL_IMAP, .moment = TG_MOMENT_SIGN_IN, .text = quoted, .host = reading->host };
  g_autofree char *status = NULL;
  const char *id;

  if (quoted == NULL || reading->hits->len > 0)
    return;
  status = tg_pattern_group ("^([45]\\.\\d{1,3}\\.\\d{1,3}) ", quoted);
  if (status != NULL) {
    read_smtp_reply (reading, *status == '4' ? 450 : 550, status, quoted, quoted);
    return;
  }
  id = tg_reply_meaning (&facts).id;
  if (strcmp (id, "auth-refused") != 0)
    add_hit (reading, quoted, id, TG_SIDE_BOTH, TIER_REPLY);
}

static void
read_rows (Reading *reading, const TgMessageRow *rows, gsize n, Tier reason, Tier vague)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *text = tg_pattern_whole (rows[i].pattern, reading->text);

    if (text != NULL)
      add_hit (reading, text, rows[i].id, rows[i].side, rows[i].vague ? vague : reason);
  }
}

/* A returned mail whose reason is told in plain sentences only. */
static void
read_bounce_words (Reading *reading)
{
  const TgMessageRow *row = NULL;
  g_autofree char *text = NULL;

  if (!reading->bounce)
    return;
  for (guint i = 0; i < reading->hits->len; i++)
    if (((Hit *)reading->hits->pdata[i])->tier == TIER_REPLY)
      return;
  row = bounce_row (reading->text);
  if (row == NULL)
    return;
  text = tg_pattern_whole (row->pattern, reading->text);
  add_hit (reading, text, row->id, row->side, TIER_REPLY);
}

/* Where nothing else is recognised, it may be no message at all. */
static void
read_letter (Reading *reading)
{
  g_autofree char *words = NULL;

  if (reading->hits->len == 0 && !reading->bounce && tg_letter_is_not_mail (reading->text, &words))
    add_hit (reading, words, "letter-not-mail", TG_SIDE_LOCAL, TIER_REASON);
}

static GHashTable *
arguments_for (const Reading *reading, const Hit *hit)
{
  GHashTable *arguments = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (arguments, (gpointer) "reported", g_strdup ("yes"));
  g_hash_table_insert (arguments, (gpointer) "host", g_strdup (reading->host != NULL ? reading->host : _ ("the server")));
  g_hash_table_insert (arguments, (gpointer) "user", g_strdup (_ ("your user name")));
  g_hash_table_insert (arguments, (gpointer) "address", g_strdup (_ ("your address")));
  g_hash_table_insert (arguments, (gpointer) "server_text", g_strdup (hit->text));
  if (reading->port != NULL)
    g_hash_table_insert (arguments, (gpointer) "port", g_strdup (reading->port));
  return arguments;
}

/* "the server" may begin a sentence. */
static void
capitalise (char **sentence)
{
  gunichar first = g_utf8_get_char (*sentence);

  if (g_unichar_islower (first) && g_str_has_prefix (*sentence, _ ("the server"))) {
    char upper[7] = { 0 };
    char *rest = g_utf8_next_char (*sentence);
    char *capital;

    g_unichar_to_utf8 (g_unichar_toupper (first), upper);
    capital = g_strconcat (upper, rest, NULL);
    g_free (*sentence);
    *sentence = capital;
  }
}

static void
conclude (const Reading *reading, TgMessage *message)
{
  Tier best = N_TIERS;
  guint most;

  for (guint i = 0; i < reading->hits->len; i++)
    best = MIN (best, ((Hit *)reading->hits->pdata[i])->tier);
  /* Of vague words, one guess is enough. */
  most = best >= TIER_VAGUE_NUMBER ? 1 : FINDINGS_MAX;
  for (guint i = 0; i < reading->hits->len; i++) {
    const Hit *hit = reading->hits->pdata[i];
    g_autoptr (GHashTable) arguments = NULL;
    TgFinding *finding = (TgFinding *)tg_findings_find (message->findings, hit->id); /* ours, still in the making */
    TgRecognised *recognised;

    if (hit->tier != best || (finding == NULL && message->findings->len == most))
      continue;
    recognised = g_new0 (TgRecognised, 1);
    recognised->text = g_strdup (hit->text);
    recognised->id = hit->id;
    g_ptr_array_add (message->recognised, recognised);
    if (finding == NULL) {
      arguments = arguments_for (reading, hit);
      finding = tg_catalogue_finding (hit->id, hit->side, arguments);
      capitalise (&finding->cause);
      g_ptr_array_add (message->findings, finding);
    }
    g_ptr_array_add (finding->evidence, g_strdup_printf (_ ("Recognised: %s"), hit->text));
  }
}

static void
recognised_free (gpointer data)
{
  TgRecognised *self = data;

  g_free (self->text);
  g_free (self);
}

void
tg_message_free (TgMessage *self)
{
  g_ptr_array_unref (self->recognised);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

static gboolean
is_bounce (const char *text)
{
  return tg_pattern_fits (
      "Final-Recipient:|MAILER-DAEMON|Mail Delivery (Sub)?system|Delivery Status Notification|Undeliver(able|ed)|Returned? ?mail|failure "
      "notice|Mail delivery failed|delivery (has )?failed|failed permanently|(was|were|could|has|have)(n.t| ?not)( be(en)?)? delivered|did "
      "not "
      "reach the following|qmail-send program|able to deliver|unrouteable|all relevant MX records|returning message to sender|following "
      "address(es)?.{0,40}(fail|error|problem)|permanent (fatal )?error|"
      "配信不能|配信でき(ません|ない)|配信されません|お届けでき|送信先.{0,20}送信できません|あて先へのメッセージ|エラー通知|エラーメール|"
      "配信エラー|届きませんでした|見つかりませんでした.{0,4}受信者",
      text);
}

TgMessage *
tg_message_read (const char *bytes, gssize length)
{
  TgMessage *message = g_new0 (TgMessage, 1);
  g_autofree char *text = tg_message_text (bytes, length, TG_MESSAGE_MAX);
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (hit_free);
  g_autofree char *host =
      tg_pattern_group ("(?<![@\\w.-])((?:imap|pop|smtp|mail|outlook|mx)[a-z0-9-]{0,60}\\.(?:[a-z0-9-]{1,63}\\.){0,8}[a-z]{2,20})\\b",
                        text);
  g_autofree char *port = tg_pattern_group ("(?:port|ポート)(?: ?番号)?\\W{0,4}(\\d{2,5})\\b", text);
  Reading reading = { text, is_bounce (text), host, port, hits };

  message->recognised = g_ptr_array_new_with_free_func (recognised_free);
  message->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);
  message->returned = reading.bounce;
  read_smtp_replies (&reading);
  if (!reading.bounce) {
    read_mailbox_replies (&reading);
    read_tagged_replies (&reading);
  }
  if (strlen (text) > SEARCHED_MAX)
    *g_utf8_find_prev_char (text, text + SEARCHED_MAX) = '\0';
  if (reading.bounce) {
    read_bounce_words (&reading);
    read_status_field (&reading);
  } else {
    read_quoted_reply (&reading);
  }
  read_rows (&reading, tg_message_numbers, tg_message_n_numbers, TIER_REASON, TIER_VAGUE_NUMBER);
  read_rows (&reading, tg_message_sentences, tg_message_n_sentences, TIER_REASON, TIER_VAGUE);
  read_letter (&reading);
  conclude (&reading, message);
  return message;
}
