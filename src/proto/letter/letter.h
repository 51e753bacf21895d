/* letter.h: errands: to send one letter, or to find, read and delete that very one.
 * RFC 5321 section 3.3 (DATA), RFC 9051 section 6.4 and RFC 4315 (UIDPLUS), RFC 6154 (the folder for
 * junk), RFC 1939 (TOP, DELE).
 *
 * The tables of an job begin with the rows of a check, so that the way up to the sign-in is one
 * and the same.  Nothing but the letter with the given Message-ID is ever read, marked or deleted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "proto/dialogue.h"

G_BEGIN_DECLS

#define TG_LETTER_HEADER_MAX (64 * 1024) /* bytes of a header that are read */

/**
 * TgLetterJob:
 * @message_id: with its angle brackets; no spaces, quotes or line ends
 * @lines: (nullable): what to send: the letter line by line without line ends, NULL-terminated;
 *   dots are doubled on the way.  NULL: look for it.
 * @remove: delete it once it is found and read
 * @messages_before: POP3: how many messages there were before it was sent; -1: not known
 *
 * @taken: the sending server has taken the letter
 * @looked: the mailbox could be searched at all
 * @found: it is there
 * @folder: (nullable): where: "INBOX", or the mailbox's name as IMAP writes it
 * @header: (nullable): its header, raw
 * @deleted: it is gone for good; FALSE: it lies where it was found
 *
 * First group: asked.  Second: learned.  The rest is for the rows.  Reference counted.
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
  char *junk;   /* (nullable): IMAP: the folder for junk */
  gboolean open;
  gboolean marked;
};

/* @lines is copied. */
TgLetterJob *tg_letter_job_new   (const char *message_id, const char *const *lines);
TgLetterJob *tg_letter_job_ref   (TgLetterJob *self);
void      tg_letter_job_unref (TgLetterJob *self);

/* The table for an job of @protocol; what tg_dialogue_table() gives where there is one. */
const TgStep *tg_letter_table (TgProtocol protocol, TgSecurity security);

/* What follows the rows of a check: letter-imap.c, letter-pop3.c, letter-smtp.c */
extern const TgStep tg_letter_imap[], tg_letter_pop3[], tg_letter_smtp[];

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLetterJob, tg_letter_job_unref)

G_END_DECLS
