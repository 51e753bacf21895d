/* letter.h: a job: to send one message, or to find, read and delete exactly that message.  RFC 5321
 * section 3.3 (DATA), RFC 9051 section 6.4 and RFC 4315 (UIDPLUS), RFC 6154 (the junk folder), RFC
 * 1939 (TOP, DELE).
 *
 * A job's tables begin with a check's rows, so that there is only one way up to the sign-in.  No
 * message but the one with the given Message-ID is ever read, marked or deleted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "proto/dialogue.h"

G_BEGIN_DECLS

#define TG_LETTER_HEADER_MAX (64 * 1024) /* bytes of a header read */

/**
 * TgLetterJob:
 * @message_id: with its angle brackets; no spaces, quotes or line ends
 * @lines: (nullable): what to send: the message's lines without line ends, NULL-terminated; sending
 *   doubles the dots.  NULL: look for it.
 * @remove: delete it once found and read
 * @messages_before: POP3: how many messages there were before sending; -1: unknown
 *
 * @taken: the sending server accepted the message
 * @looked: the mailbox could be searched at all
 * @found: the message is there
 * @folder: (nullable): "INBOX", or the mailbox's name as IMAP encodes it
 * @header: (nullable): its header, raw
 * @deleted: it is gone for good; FALSE: it is still where it was found
 *
 * The first group is the job, the second the result; the rest is for the rows.  Reference counted.
 */
struct _TgLetterJob {
  char *message_id;
  char **lines;
  gboolean remove;
  gint64 messages_before;

  gboolean taken;
  gboolean looked;
  gboolean found;
  char *folder;
  GBytes *header;
  gboolean deleted;

  guint uid;    /* IMAP */
  guint number; /* POP3 */
  char *junk;   /* (nullable): IMAP: the junk folder */
  gboolean open;
  gboolean marked;
};

/* Copies @lines. */
TgLetterJob *tg_letter_job_new   (const char *message_id, const char *const *lines);
TgLetterJob *tg_letter_job_ref   (TgLetterJob *self);
void      tg_letter_job_unref (TgLetterJob *self);

/* The table for a job of @protocol; tg_dialogue_table() returns it if there is a job. */
const TgStep *tg_letter_table (TgProtocol protocol, TgSecurity security);

/* What follows the rows of a check: letter-imap.c, letter-pop3.c, letter-smtp.c */
extern const TgStep tg_letter_imap[], tg_letter_pop3[], tg_letter_smtp[];

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLetterJob, tg_letter_job_unref)

G_END_DECLS
