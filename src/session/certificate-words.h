/* certificate-words.h: what else was found out about a certificate, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

/* How much a comparison with the last time says. */
typedef enum { TG_COMPARED_GOOD, TG_COMPARED_ASK, TG_COMPARED_SUSPICIOUS } TgCompared;

/* How the certificate compares with the one that proved this server the last time, and what that
 * means; NULL where there is none. (transfer full) (nullable) */
char *tg_previous_words     (const TgEvidence *evidence, TgCompared *compared);

/* What came of asking for the missing certificate: one line. (transfer full) */
char *tg_issuer_proof_words (const TgIssuerProof *proof);

G_END_DECLS
