/* move.h: an account whose server or user name changes.  Thunderbird calls its folders by both ("imap://taro%40example.jp@mail.
 * example.jp/Sent"), and whatever names a folder in that way leads nowhere afterwards.
 *
 * Seen in 153: its own account settings rename nothing of this for IMAP, only some of it for POP3, and lose all saved searches.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "model/server.h"

G_BEGIN_DECLS

/**
 * TgMove: @server: its key, "server3"
 */
typedef struct {
  char *server;
  TgProtocol protocol;
  char *old_host;
  char *old_user;
  char *new_host;
  char *new_user;
} TgMove;

TgMove *tg_move_new (const char *server, TgProtocol protocol, const char *old_host, const char *old_user, const char *new_host,
                     const char *new_user);
void tg_move_free (TgMove *self);

GPtrArray *tg_moves_new (void); /* of TgMove* (transfer full) */
/* For a step's record. (transfer full) */
JsonArray *tg_moves_to_json (GPtrArray *moves);
/* @json: (nullable): a record may hold anything; what is none is left out. (transfer full) */
GPtrArray *tg_moves_from_json (JsonArray *json);
/* The way back. (transfer full) */
GPtrArray *tg_moves_reverse (GPtrArray *moves);
/* Those that there is a way back for, in a place that names folders: not where it has named an account by its new names already, and
 * not by its old ones, as after somebody gave the account a wrong server.  @names: whether it names anything that one of these moves.
 * (transfer full) */
GPtrArray *tg_moves_with_return (GPtrArray *moves, gboolean (*names) (GPtrArray *moves, gpointer place), gpointer place);

/* What is written in one place, and what is written there afterwards. */
typedef struct {
  char *from;
  char *to;
} TgRenaming;

/* The root folders' names.  One that different versions spell differently has a renaming for each. (transfer full): of TgRenaming* */
GPtrArray *tg_moves_of_folders (GPtrArray *moves);
/* Whose a list of fetched messages is, in popstate.dat. (transfer full): of TgRenaming* */
GPtrArray *tg_moves_of_states (GPtrArray *moves);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgMove, tg_move_free)

G_END_DECLS
