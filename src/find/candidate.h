/* candidate.h: the settings that one source has for an address, and how far they can be trusted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/providers.h"
#include "find/read/settings.h"

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
 * @send_users: the same for sending, where the source has another one; else empty
 * @provider: (nullable): the row of the provider table behind it
 * @hops: of TgHops (ranking/grade.h): what made its grade worse
 * @plain_receive, @plain_send: all that the source itself says of this half is without encryption: what is encrypted in @receive or
 *   @send is ours to try, and what is not stands last
 * @published_receive, @published_send: (nullable): the server that the source names first, as it says; NULL for our own table
 * @confirm: the A-label names of its servers that the person must confirm before a credential goes there (safety rule 4)
 * @oauth_issuer: (nullable): who gives out tokens for it; @oauth_only: it takes nothing else for receiving
 * @documentation_url, @visit_url: (nullable): how its mail is set up; where it must be switched on first: as the source has them, and
 *   links only where whoever shows them decides so (safety rule 7)
 * @remarks: of TgRemarks
 *
 * The lists of names are NULL-terminated, and may be NULL where they are empty.
 */
typedef struct {
  TgOrigin          source;
  TgGrade           grade;
  TgAccount        *account;
  GPtrArray        *receive;
  GPtrArray        *send;
  char            **users;
  char            **send_users;
  const TgProvider *provider;
  guint             hops;
  gboolean          plain_receive;
  gboolean          plain_send;
  TgServer         *published_receive;
  TgServer         *published_send;
  char            **confirm;
  char             *oauth_issuer;
  gboolean          oauth_only;
  char             *documentation_url;
  char             *visit_url;
  guint             remarks;
} TgCandidate;

/* What the provider table has; NULL: the address is not in it.  Never waits, so it also serves to show what is
 * known while the address is being typed. (transfer full) (nullable) */
TgCandidate *tg_candidate_from_table (const char *address);
/* What a reader found at @source, and by which way, of TgHops; what the settings themselves tell of that is added. (transfer full) */
TgCandidate *tg_candidate_from_settings (const char *address, TgOrigin source, guint hops, const TgSettings *settings);
/* What the snapshot of the public database has: known where a sure row of our table names the same servers, else as good as what
 * the database itself would say. (transfer full) (nullable) */
TgCandidate *tg_candidate_from_snapshot (const char *address);
/* The names among @receive and @send, of TgServer*, that the person must confirm for @address: TgCandidate.confirm. (transfer full) */
char       **tg_candidate_to_confirm (const char *address, GPtrArray *receive, GPtrArray *send);
/* What it has for one side: its servers, of TgServer*; and whether all that the source itself says of it is without encryption. */
GPtrArray   *tg_candidate_half       (const TgCandidate *self, TgSide side);
gboolean     tg_candidate_is_plain   (const TgCandidate *self, TgSide side);
void         tg_candidate_free       (TgCandidate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgCandidate, tg_candidate_free)

G_END_DECLS
