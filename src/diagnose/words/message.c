/* message.c: recognises what was pasted: the replies of servers in it first, since they decide; then
 * error numbers and sentences that say why; then those that only say that something failed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/message-hits.h"

#include <string.h>

#include "diagnose/words/letter-kind.h"
#include "diagnose/words/message-frame.h"
#include "diagnose/words/message-text.h"
#include "diagnose/words/pattern.h"
#include "diagnose/words/quoted.h"
#include "diagnose/words/replies.h"
#include "model/text/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

/* Bytes that are searched for sentences: a returned mail says why where it begins, a log where it ends. */
#define SEARCHED_HEAD (6 * 1024)
#define SEARCHED_TAIL (2 * 1024)

/* What a reply of SMTP was to. */
static TgMoment
moment_of (const TgQuoted *quoted, TgWordsReading *words, const TgMessageReading *reading)
{
  gboolean bounce = reading->bounce;

  static const guint16 codes[] = { 432, 524, 525, 526, 534, 535, 538 };
  guint code = quoted->code;

  if (quoted->before != NULL && tg_pattern_fits ("\\b(?:HELO|EHLO)\\b(?!.*\\b(?:MAIL FROM|RCPT TO)\\b)", quoted->before))
    return TG_MOMENT_GREETING;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (code == codes[i])
      return TG_MOMENT_SIGN_IN;
  if ((code == 454 && tg_words_has (words, TG_WORDS_AUTHENTICATION)) || (reading->auth_command && code >= 500 && code <= 504) ||
      (!bounce && code != 530 && tg_words_has (words, TG_WORDS_ABOUT_SIGNING_IN) && !tg_words_has (words, TG_WORDS_NOT_ABOUT_SIGNING_IN)))
    return TG_MOMENT_SIGN_IN;
  if (code == 421 && !tg_words_has (words, TG_WORDS_ABOUT_ONE_MAIL))
    return TG_MOMENT_GREETING;
  return code == 421 || code == 530 || tg_words_has (words, TG_WORDS_MAIL_FROM) ? TG_MOMENT_SENDER : TG_MOMENT_RECIPIENT;
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
read_smtp_reply (TgMessageReading *reading, const TgQuoted *quoted)
{
  g_auto (TgReplyParts) parts = { 0 };
  g_autoptr (TgWordsReading) words = NULL;
  TgMoment moment;
  TgWordsFacts facts = {
    .context = TG_CONTEXT_REPORT, .protocols = 1 << TG_PROTOCOL_SMTP, .moments = 31, .code = quoted->code, .status = quoted->status
  };
  TgReplyFacts told = { .protocol = TG_PROTOCOL_SMTP, .code = quoted->code, .status = quoted->status, .host = reading->host };
  TgWordsMeaning meaning;
  TgReplyMeaning reply;
  const char *id;

  tg_reply_parts (TG_PROTOCOL_SMTP, quoted->words, &parts);
  words = tg_words_reading_new (NULL, parts.words);
  told.moment = moment = moment_of (quoted, words, reading);
  if (reading->bounce && moment != TG_MOMENT_SIGN_IN && tg_words_mean (words, &facts, 0, &meaning)) {
    tg_hits_add (reading, quoted->line, meaning.id, TG_SIDE_SEND, TG_TIER_REPLY, meaning.question);
    return;
  }
  reply = tg_reply_parts_meaning (&parts, words, &told);
  id = reply.id;
  if (reading->auth_command && strcmp (id, "auth-refused") == 0 && quoted->code >= 500 && quoted->code <= 502)
    id = "auth-not-offered"; /* the command, not the password */
  /* "Unknown command" is about no recipient, and what nobody knows about nothing. */
  if (reply.by_stage && ((quoted->code >= 500 && quoted->code <= 504) || !quoted->sure) &&
      !tg_words_has (words, TG_WORDS_ABOUT_A_RECIPIENT))
    return;
  if (moment == TG_MOMENT_RECIPIENT)
    id = of_recipient (id, reading->bounce);
  tg_hits_add (reading, quoted->line, id, TG_SIDE_SEND, reply.by_stage ? TG_TIER_REPLY_UNKNOWN : TG_TIER_REPLY, TG_ASK_NOTHING);
}

/* What a reply of IMAP or POP3 was to. */
static TgMoment
mailbox_moment_of (const TgQuoted *quoted, TgWordsReading *words)
{
  g_autoptr (TgWordsReading) before = quoted->before != NULL ? tg_words_reading_new (NULL, quoted->before) : NULL;

  if (tg_words_has (words, TG_WORDS_ABOUT_A_MAILBOX))
    return TG_MOMENT_MAILBOX;
  if (!tg_words_has (words, TG_WORDS_NAMES_A_SIGN_IN) && before != NULL && tg_words_has (before, TG_WORDS_OPENS_A_MAILBOX))
    return TG_MOMENT_MAILBOX;
  return TG_MOMENT_SIGN_IN;
}

/* IMAP's and POP3's: almost all that people see of them are refused sign-ins. */
static void
read_mailbox_reply (TgMessageReading *reading, const TgQuoted *quoted, TgSide side)
{
  g_auto (TgReplyParts) parts = { 0 };
  g_autoptr (TgWordsReading) words = NULL;
  TgReplyFacts facts = { .protocol = quoted->protocol, .status = quoted->status, .host = reading->host };
  TgReplyMeaning reply;

  if (quoted->word != NULL)
    parts = (TgReplyParts){ .word = g_strdup (quoted->word), .words = g_strdup (quoted->words) };
  else
    tg_reply_parts (quoted->protocol, quoted->words, &parts);
  words = tg_words_reading_new (NULL, parts.words);
  facts.moment = mailbox_moment_of (quoted, words);
  reply = tg_reply_parts_meaning (&parts, words, &facts);
  /* A line that merely looks like a reply, and whose words nobody knows, is none; nor is a bare "no" to who knows what. */
  if (reply.plain && !tg_words_has (words, TG_WORDS_NAMES_A_SIGN_IN))
    return;
  /* Nor is one by which the server just says that it does not understand the program. */
  if (reply.by_stage && tg_words_has (words, TG_WORDS_ABOUT_THE_COMMAND))
    return;
  if (quoted->sure || strcmp (reply.id, "auth-refused") != 0)
    tg_hits_add (reading, quoted->line, reply.id, side, reply.by_stage ? TG_TIER_REPLY_UNKNOWN : TG_TIER_REPLY, TG_ASK_NOTHING);
}

/* What a returned mail quotes without a code. */
static void
read_reason (TgMessageReading *reading, const TgQuoted *said)
{
  g_autoptr (TgWordsReading) words = tg_words_reading_new (NULL, said->words);
  TgWordsFacts facts = { .context = TG_CONTEXT_REPORT, .protocols = 7, .moments = 31 };
  TgWordsMeaning meaning;

  if (tg_words_mean (words, &facts, 0, &meaning))
    tg_hits_add (reading, said->line, meaning.id, TG_SIDE_SEND, TG_TIER_REPLY, meaning.question);
}

static void
read_replies (TgMessageReading *reading)
{
  g_autoptr (GPtrArray) all = tg_quoted_find (reading->text, !reading->bounce);

  for (guint i = 0; i < all->len; i++) {
    const TgQuoted *quoted = all->pdata[i];

    if (quoted->protocol == TG_PROTOCOL_SMTP)
      read_smtp_reply (reading, quoted);
    else
      read_mailbox_reply (reading, quoted, TG_SIDE_RECEIVE);
  }
  if (reading->hits->len == 0) {
    g_autoptr (TgQuoted) said = tg_quoted_said (reading->text);

    if (said != NULL && reading->bounce)
      read_reason (reading, said);
    else if (said != NULL)
      read_mailbox_reply (reading, said, TG_SIDE_BOTH);
  }
}

/* RFC 3464: where no diagnostic code was given, the status is all there is. */
static void
read_status_field (TgMessageReading *reading)
{
  g_autofree char *status = tg_pattern_group ("(?m)^Status:[ \\t]*([45]\\.\\d{1,3}\\.\\d{1,3})", reading->text);
  g_autoptr (TgWordsReading) words = NULL;
  TgWordsFacts facts = { .context = TG_CONTEXT_REPORT, .protocols = 1 << TG_PROTOCOL_SMTP, .moments = 31, .status = status };
  TgWordsMeaning meaning;

  if (status == NULL || reading->hits->len > 0)
    return;
  words = tg_words_reading_new (NULL, "");
  if (tg_words_mean (words, &facts, 0, &meaning))
    tg_hits_add (reading, status, meaning.id, TG_SIDE_SEND, TG_TIER_REPLY, meaning.question);
}

/* The piece of @text that a meaning rests on. (transfer full) */
static char *
basis (const char *text, const TgWordsMeaning *meaning)
{
  return g_strndup (text + meaning->from, meaning->to - meaning->from);
}

static gboolean
has_digit (const char *text)
{
  return strpbrk (text, "0123456789") != NULL;
}

static TgSide
side_of (const TgMessageReading *reading, const TgWordsMeaning *meaning)
{
  if (meaning->has_side)
    return meaning->side;
  return reading->bounce ? TG_SIDE_SEND : TG_SIDE_BOTH;
}

/* "Login failed", whose reason may stand behind it. */
static void
read_frame (TgMessageReading *reading, const TgWordsMeaning *frame, const char *piece, const char *behind)
{
  TgQuestion question = frame->question;
  const char *id = tg_message_behind_frame (behind, frame->id, &question);

  if (strcmp (id, "-") == 0)
    reading->question = question;
  else
    tg_hits_add (reading, piece, id, side_of (reading, frame), TG_TIER_FRAME, question);
}

/* Sentences and numbers, wherever they stand: the first that says why, or what there is of those that say just that something failed. */
static void
read_screen (TgMessageReading *reading, TgWordsReading *words, const char *searched)
{
  TgWordsFacts facts = { .context = reading->bounce ? TG_CONTEXT_REPORT : TG_CONTEXT_SCREEN, .protocols = 7, .moments = 31 };
  TgWordsMeaning meaning = { 0 };

  for (guint after = 0; tg_words_mean (words, &facts, after, &meaning); after = meaning.row + 1) {
    g_autofree char *piece = basis (searched, &meaning);
    gboolean number = has_digit (piece);

    if (*piece == '\0')
      continue;
    if (strcmp (meaning.id, "-") == 0) {
      reading->question = meaning.question;
      if (!meaning.vague)
        return;
    } else if (meaning.frame) {
      read_frame (reading, &meaning, piece, searched + meaning.to);
    } else if (meaning.vague) {
      tg_hits_add (reading, piece, meaning.id, side_of (reading, &meaning), number ? TG_TIER_VAGUE_NUMBER : TG_TIER_VAGUE,
                   meaning.question);
    } else {
      tg_hits_add (reading, piece, meaning.id, side_of (reading, &meaning), reading->bounce ? TG_TIER_REPLY : TG_TIER_REASON,
                   meaning.question);
      return;
    }
  }
}

static gboolean
has_reply (const TgMessageReading *reading)
{
  for (guint i = 0; i < reading->hits->len; i++)
    if (((TgHit *)reading->hits->pdata[i])->tier == TG_TIER_REPLY)
      return TRUE;
  return FALSE;
}

/* Where nothing else is recognised, it may be no message at all. */
static void
read_letter (TgMessageReading *reading)
{
  g_autofree char *words = NULL;

  if (reading->hits->len == 0 && !reading->bounce && tg_letter_is_not_mail (reading->text, &words))
    tg_hits_add (reading, words, "letter-not-mail", TG_SIDE_LOCAL, TG_TIER_REASON, TG_ASK_NOTHING);
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

/* (transfer full) */
static char *
searched_part (const char *text)
{
  gsize length = strlen (text);
  const char *head_end, *tail;

  if (length <= SEARCHED_HEAD + SEARCHED_TAIL)
    return g_strdup (text);
  head_end = g_utf8_find_prev_char (text, text + SEARCHED_HEAD);
  tail = g_utf8_find_next_char (text + length - SEARCHED_TAIL, NULL);
  return g_strdup_printf ("%.*s\n\n%s", (int)(head_end - text), text, tail);
}

/* What would tell more, where nothing or little was recognised. */
static TgQuestion
question_about (TgWordsReading *words, const char *text, const TgMessageReading *reading)
{
  gboolean names_a_side = tg_words_has (words, TG_WORDS_NAMES_A_SIDE);

  if (reading->question != TG_ASK_NOTHING && !(reading->question == TG_ASK_SIDE && names_a_side))
    return reading->question;
  if (!has_digit (text))
    return TG_ASK_NUMBER;
  return names_a_side ? TG_ASK_WHOLE : TG_ASK_SIDE;
}

const char *
tg_message_question (const TgMessage *self)
{
  switch (self->question) {
  case TG_ASK_SIDE:
    return _ ("Was it when receiving or when sending? Paste the sentence before it, too.");
  case TG_ASK_NUMBER:
    return _ ("Is there a line with a number, or more text behind “Details”? Paste that, too.");
  case TG_ASK_WHOLE:
    return _ ("Paste all of it, from the first line to the last.");
  case TG_ASK_PROGRAM:
    return _ ("Which program or device showed it? Write its name in front.");
  default:
    return NULL;
  }
}

TgMessage *
tg_message_read (const char *bytes, gssize length)
{
  TgMessage *message = g_new0 (TgMessage, 1);
  g_autofree char *text = tg_message_text (bytes, length, TG_MESSAGE_MAX);
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (tg_hit_free);
  g_autofree char *host =
      tg_pattern_group ("(?<![@\\w.-])((?:imap|pop|smtp|mail|outlook|mx)[a-z0-9-]{0,60}\\.(?:[a-z0-9-]{1,63}\\.){0,8}[a-z]{2,20})\\b",
                        text);
  g_autofree char *port = tg_pattern_group ("(?:port|ポート)(?: ?番号)?\\W{0,4}(\\d{2,5})\\b", text);
  g_autofree char *searched = NULL;
  g_autoptr (TgWordsReading) words = NULL;
  TgMessageReading reading = { .text = text, .host = host, .port = port, .hits = hits };

  message->recognised = g_ptr_array_new_with_free_func (recognised_free);
  message->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);
  searched = searched_part (text);
  words = tg_words_reading_new (NULL, searched);
  message->returned = reading.bounce = tg_words_has (words, TG_WORDS_RETURNED_MAIL);
  reading.auth_command = tg_words_has (words, TG_WORDS_AUTH_COMMAND);
  if (reading.bounce || !tg_words_has (words, TG_WORDS_ANOTHER_SUBJECT)) {
    read_replies (&reading);
    if (!has_reply (&reading))
      read_screen (&reading, words, searched);
    if (reading.bounce)
      read_status_field (&reading);
    /* What looks like a returned mail may be a program's dialog about sending. */
    if (reading.bounce && hits->len == 0) {
      message->returned = reading.bounce = FALSE;
      read_screen (&reading, words, searched);
    }
    read_letter (&reading);
  }
  tg_hits_conclude (&reading, message);
  if (message->findings->len == 0 && *text != '\0')
    message->question = question_about (words, text, &reading);
  return message;
}
