/* issuer-proof.h: what came of asking an issuer for the certificate that a server leaves out (RFC
 * 5280 section 4.2.2.1).  It explains; nothing is trusted by it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  TG_ISSUER_PROVEN,       /* with it the chain leads to an authority that this computer knows */
  TG_ISSUER_UNKNOWN,      /* it came, and the chain still leads nowhere that is known */
  TG_ISSUER_UNRELATED,    /* what came is not the issuer's certificate */
  TG_ISSUER_NOT_ANSWERED, /* it could not be fetched */
  TG_ISSUER_REFUSED,      /* the address leads into a network that it has no business in: not contacted */
  TG_ISSUER_NO_ADDRESS,   /* no address is given, or none that can be asked */
} TgIssuerOutcome;

const char *tg_issuer_outcome_id (TgIssuerOutcome outcome); /* "proven" …: as in tegamictl's JSON */

/**
 * TgIssuerProof:
 * @contacted: of char*: the hosts that were asked, in this order
 * @fetched: of char*: the subjects that came, RFC 4514, visible
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
