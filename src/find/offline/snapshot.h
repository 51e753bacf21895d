/* snapshot.h: the dated copy of Thunderbird's public ISP database (data/snapshot/), asked by address.  Pure, and offline.
 *
 * What it proposes is never without encryption: a server that was published as plain is proposed with TLS, and then with
 * STARTTLS, both still to be tried.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/**
 * TgSnapshotEntry:
 * @file: in the database ("gmx.net.xml"); @name: the provider's name there
 * @receive, @send: of TgServer*, of TG_ORIGIN_SNAPSHOT, best first; may be empty.  Published as encrypted before what is only
 *   read that way; among those, the protocol that the database has first, and TLS before STARTTLS.  Never port 25
 * @users: names for receiving, likeliest first, as they would be sent; NULL-terminated; at most two
 * @user_stated: the first of @users is the database's
 * @send_user: (nullable): for sending, where that is another than the first of @users
 * @plain_receive, @plain_send: all published servers of that side were without encryption
 * @oauth, @password: kinds of sign-in that are offered for receiving
 * @oauth_issuer: (nullable): a host name; never enough by itself to send somebody there
 * @switch_url: (nullable): the page on which mail programs are let in, as published: not checked
 */
typedef struct {
  char *file;
  char *name;
  GPtrArray *receive;
  GPtrArray *send;
  char **users;
  gboolean user_stated;
  char *send_user;
  gboolean plain_receive;
  gboolean plain_send;
  gboolean oauth;
  gboolean password;
  char *oauth_issuer;
  char *switch_url;
} TgSnapshotEntry;

/* For exactly the address's domain, as the database has it; NULL: not in it. (transfer full) (nullable) */
TgSnapshotEntry *tg_snapshot_find (const char *address);
void tg_snapshot_entry_free (TgSnapshotEntry *self);

/* "2026-03": the state of the database. */
const char *tg_snapshot_month (void);

/* All domains in it, sorted. (transfer full) */
char **tg_snapshot_domains (void);

typedef enum {
  TG_AGREEMENT_NONE,     /* one of the two does not know the address */
  TG_AGREEMENT_FULL,     /* each direction that both know has a server in common */
  TG_AGREEMENT_DIFFERENT /* not so: worth a test, not a vote; often both names work */
} TgAgreement;

/* Whether the snapshot and our table name the same servers for @address. */
TgAgreement tg_snapshot_agrees (const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSnapshotEntry, tg_snapshot_entry_free)

G_END_DECLS
