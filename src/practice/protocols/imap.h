/* imap.h: what the practice IMAP server's files share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice/protocols/imap-words.h"
#include "practice/servers/peer.h"

G_BEGIN_DECLS

/**
 * TgImapd:
 * @command: as received so far, literals included
 * @letters: (nullable): the mailbox as opened, of TgLetter*
 */
typedef struct {
  GString *command;
  GPtrArray *letters;
  gboolean read_only;
} TgImapd;

typedef enum { TG_IMAPD_ANY, TG_IMAPD_SIGNED_OUT, TG_IMAPD_SIGNED_IN, TG_IMAPD_OPEN } TgImapdState;

/**
 * TgImapdCommand: a command and the state that it requires.
 * @run: is given the row's name; NULL: the reply is always @reply (a template of tg_peer_fill())
 */
typedef struct {
  const char *name;
  TgImapdState state;
  void (*run) (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments);
  const char *reply;
} TgImapdCommand;

/* After signing in; ends with a row without a name. */
extern const TgImapdCommand tg_imapd_mailbox_commands[];

void tg_imapd_ok (TgPeer *peer, const char *what);
void tg_imapd_bad (TgPeer *peer, const char *what);

/* imap-fetch.c: the open mailbox as one client sees it: @letters are TgLetter*, with sequence number index + 1. */

/* FETCH @set @items, by UID or by sequence number.  FALSE if @items makes no sense. */
gboolean tg_imapd_fetch (TgPeer *peer, GPtrArray *letters, const char *set, const char *items, gboolean by_uid, gboolean read_only);

/* STORE @set @how @flags: only \Seen and \Deleted are kept. */
void tg_imapd_store (TgPeer *peer, GPtrArray *letters, const char *set, const char *how, const char *flags, gboolean by_uid);

/* SEARCH: all messages, those in the set, or the unseen ones; more specific queries match
 * everything. */
void tg_imapd_search (TgPeer *peer, GPtrArray *letters, const char *question, gboolean by_uid);

G_END_DECLS
