/* candidate.h: the settings that one source has for an address, and how far they can be trusted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/providers.h"

G_BEGIN_DECLS

/* The weakest hop on the way here. */
typedef enum {
  TG_GRADE_KNOWN,     /* our table, where it is sure */
  TG_GRADE_PUBLISHED, /* over https from the domain itself, all the way */
  TG_GRADE_UNTRUSTED, /* DNS, http, or a redirect through http */
  TG_GRADE_CANDIDATE, /* guessed or hearsay: the test will show */
} TgGrade;

/**
 * TgCandidate:
 * @source: which source
 * @account: the best of it for this address; its user name is open where the source is not sure
 * @receive, @send: of TgServer*, all that the source has, best first
 * @users: user names for receiving, likeliest first, as they would be sent; NULL-terminated
 * @provider: (nullable): the row of the provider table behind it
 */
typedef struct {
  TgOrigin          source;
  TgGrade           grade;
  TgAccount        *account;
  GPtrArray        *receive;
  GPtrArray        *send;
  char            **users;
  const TgProvider *provider;
} TgCandidate;

/* What the provider table has; NULL: the address is not in it.  Never waits, so it also serves to show what is
 * known while the address is being typed. (transfer full) (nullable) */
TgCandidate *tg_candidate_from_table (const char *address);
void         tg_candidate_free       (TgCandidate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgCandidate, tg_candidate_free)

G_END_DECLS
