/* certificate-words.h: what else was found out about a certificate, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/issuer-proof.h"
#include "model/evidence/previous.h"

G_BEGIN_DECLS

/* How much a comparison with the last time says. */
typedef enum { TG_COMPARED_GOOD, TG_COMPARED_ASK, TG_COMPARED_SUSPICIOUS } TgCompared;

/* How a certificate compares with the one that proved its server the last time, and what that means.  @trusted: it is
 * trusted now. (transfer full) */
char *tg_previous_words (const TgPrevious *previous, gboolean trusted, TgCompared *compared);

/* What came of asking for the missing certificate: one line. (transfer full) */
char *tg_issuer_proof_words (const TgIssuerProof *proof);

G_END_DECLS
