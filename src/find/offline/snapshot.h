/* snapshot.h: the dated copy of Thunderbird's public ISP database (data/snapshot/), asked by address.  Pure, and offline.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/read/settings.h"

G_BEGIN_DECLS

/* For exactly @domain, as the database has it, but never port 25; NULL: not in it.  Its page for switching mail programs on and its
 * issuer of tokens are as published: not checked.
 * @address: the place holders are filled with; @domain: in A-labels and lower case; NULL: the address's own (transfer full) (nullable) */
TgSettings *tg_snapshot_find (const char *address, const char *domain);

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

G_END_DECLS
