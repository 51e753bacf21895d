/* mailbox.h: the messages of one practice scenario, in memory.
 *
 * Used in the practice servers' thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The largest message accepted, in bytes. */
#define TG_LETTER_MAX (1024 * 1024)

/**
 * TgLetter:
 * @uid: its permanent number (IMAP UID, POP3 UIDL)
 * @bytes: the message with CRLF line ends, headers first (RFC 5322)
 * @received: Unix seconds
 * @deleted: marked for deletion (IMAP's \Deleted)
 * @gone: deleted; clients that had opened the mailbox before still see it
 */
typedef struct {
  guint uid;
  GBytes *bytes;
  gint64 received;
  gboolean seen;
  gboolean deleted;
  gboolean gone;
} TgLetter;

typedef struct _TgMailbox TgMailbox;

/* Contains three messages to @address. */
TgMailbox *tg_mailbox_new (const char *address);
void tg_mailbox_free (TgMailbox *self);

/* FALSE if the mailbox is full. */
gboolean tg_mailbox_add (TgMailbox *self, const char *bytes, gsize length);

/* The messages present now, oldest first, of TgLetter*, owned by the mailbox until it is freed.
 * (transfer container) */
GPtrArray *tg_mailbox_list (TgMailbox *self);
guint tg_mailbox_next_uid (TgMailbox *self);

/* @letter's headers up to and including the empty line that ends them: a length within its bytes. */
gsize tg_letter_header_length (const TgLetter *letter);

/* "Sat, 21 Nov 2026 18:00:00 +0000", in any locale. */
char *tg_mailbox_date (gint64 unix_seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgMailbox, tg_mailbox_free)

G_END_DECLS
