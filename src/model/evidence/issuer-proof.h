/* issuer-proof.h: the result of asking an issuer for the certificate that a server leaves out (RFC
 * 5280 section 4.2.2.1).  It explains; nothing is trusted because of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  TG_ISSUER_PROVEN,       /* with it, the chain leads to an authority that this computer trusts */
  TG_ISSUER_UNKNOWN,      /* fetched, but the chain still leads to no trusted authority */
  TG_ISSUER_UNRELATED,    /* the certificate fetched is not the issuer's */
  TG_ISSUER_NOT_ANSWERED, /* could not be fetched */
  TG_ISSUER_REFUSED,      /* not contacted: the address points into a private network */
  TG_ISSUER_NO_ADDRESS,   /* no address given, or none that can be fetched */
} TgIssuerOutcome;

const char *tg_issuer_outcome_id (TgIssuerOutcome outcome); /* "proven" …: as in tegamictl's JSON */

/**
 * TgIssuerProof:
 * @contacted: of char*: the hosts that were asked, in order
 * @fetched: of char*: the subjects of the certificates fetched, RFC 4514, visible
 */
typedef struct {
  TgIssuerOutcome outcome;
  GPtrArray      *contacted;
  GPtrArray      *fetched;
} TgIssuerProof;

TgIssuerProof *tg_issuer_proof_new  (void);
void           tg_issuer_proof_free (TgIssuerProof *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgIssuerProof, tg_issuer_proof_free)

G_END_DECLS
