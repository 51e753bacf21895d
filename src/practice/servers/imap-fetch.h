/* imap-fetch.h: what an IMAP client sees of the messages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice/servers/peer.h"

G_BEGIN_DECLS

/* The open mailbox as one client sees it: @letters are TgLetter*, with sequence number index + 1. */

/* FETCH @set @items, by UID or by sequence number.  FALSE if @items makes no sense. */
gboolean tg_imapd_fetch (TgPeer *peer, GPtrArray *letters, const char *set, const char *items, gboolean by_uid, gboolean read_only);

/* STORE @set @how @flags: only \Seen and \Deleted are kept. */
void tg_imapd_store (TgPeer *peer, GPtrArray *letters, const char *set, const char *how, const char *flags, gboolean by_uid);

/* SEARCH: all messages, those in the set, or the unseen ones; more specific queries match
 * everything. */
void tg_imapd_search (TgPeer *peer, GPtrArray *letters, const char *question, gboolean by_uid);

G_END_DECLS
