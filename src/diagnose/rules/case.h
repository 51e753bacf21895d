/* case.h: everything that a rule may look at: one side of one check, and what stands around it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/diagnose.h"
#include "diagnose/words/replies.h"
#include "find/providers.h"
#include "model/evidence/facts.h"

G_BEGIN_DECLS

/**
 * TgCase:
 * @seen: what was seen on this side
 * @across: (nullable): what was seen on the other side
 * @retried: (nullable): the second receive talk, with the other form of the user name
 * @provider: (nullable): the row of the table for this address
 * @side: TG_SIDE_RECEIVE or TG_SIDE_SEND
 * @reply: what the decisive reply means; its id is NULL where no reply decided
 */
typedef struct {
  const TgDiagnosisInput *input;
  const TgEvidence *seen;
  const TgEvidence *across;
  const TgEvidence *retried;
  const TgProvider *provider;
  TgSide side;
  TgReplyMeaning reply;
} TgCase;

void tg_case_init (TgCase *self, const TgDiagnosisInput *input, TgSide side);

/* What speaks on the port, by the scan or by the greeting. */
TgSpeaks tg_case_speaks (const TgCase *self);
gboolean tg_case_speaks_mail (TgSpeaks speaks);
/* Whether @speaks is this side's own protocol. */
gboolean tg_case_speaks_own (const TgCase *self, TgSpeaks speaks);
/* The talk never got as far as mail: not connected, silent, broken TLS, another protocol. */
gboolean tg_case_never_talked (const TgEvidence *seen);
/* The other side proves that names are found and servers are reached from here. */
gboolean tg_case_other_found (const TgCase *self);
gboolean tg_case_other_reached (const TgCase *self);
/* The provider table knows the server name for this address. */
gboolean tg_case_name_is_right (const TgCase *self);
/* The server offers nothing but a sign-in in the browser. */
gboolean tg_case_only_oauth (const TgCase *self);
gboolean tg_case_has_capability (const TgCase *self, const char *name);
/* Whether it is an authority of this computer that has this problem, and nothing that was sent. */
gboolean tg_case_blames_authority (const TgCase *self, const char *problem);
/* The certificate with this problem, else the server's own. (nullable) */
const TgCertificate *tg_case_certificate_with (const TgCase *self, const char *problem);

/* The values for place holders, and the conditions of causes and remedies, for a finding. (transfer full) */
GHashTable *tg_case_arguments (const TgCase *self, const char *id);
/* For a finding that is about more than this side: what was sent on the other one was sent, too. */
void tg_case_speak_for_both (const TgCase *self, GHashTable *arguments);

/* What a finding shows of how we know. */
typedef enum {
  TG_SHOW_ADDRESSES = 1 << 0,
  TG_SHOW_GREETING = 1 << 1,
  TG_SHOW_REPLY = 1 << 2,
  TG_SHOW_SCAN = 1 << 3,
  TG_SHOW_CERTIFICATE = 1 << 4,
  TG_SHOW_SIGN_IN = 1 << 5,
  TG_SHOW_TLS = 1 << 6,
  TG_SHOW_PORTS = 1 << 7,
} TgShow;

/* What a server said first, and whether anyone in between may have written it (safety rule 2).  @seen has a greeting. */
char *tg_greeting_line (const TgEvidence *seen);

void tg_case_add_evidence (const TgCase *self, guint show, GPtrArray *lines);

/* What a person would call the issuer with this RFC 4514 name. (transfer full) */
char *tg_case_short_name (const char *distinguished);

/* A changed account that a remedy proposes. */
typedef struct {
  TgAccount *change;
  TgTried tried;
} TgProposal;

/* Whether the remedy @id changes the account at all; then @proposals (of TgProposal*, free
 * function set) gets what fits this case, perhaps nothing. */
gboolean tg_case_propose (const TgCase *self, const char *id, GPtrArray *proposals);
GPtrArray *tg_proposals_new (void);
/* Takes @change; NULL, and a change that changes nothing, are left out. */
void tg_case_offer (const TgCase *self, GPtrArray *proposals, TgAccount *change, TgTried tried);
/* The account with @server (nullable: nothing is offered) on this side. */
void tg_case_offer_server (const TgCase *self, GPtrArray *proposals, const TgServer *server);

G_END_DECLS
