/* shown-findings.h: what the wizard and tegamictl show of a check: its findings, joined with all that became known
 * since.  Pure: everything that goes in stays as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/issuer-proof.h"
#include "model/evidence/previous.h"
#include "probe/check.h"
#include "session/saved-account.h"

G_BEGIN_DECLS

/**
 * TgShownInput:
 * @findings: of const TgFinding*: the diagnosis (tg_diagnose_input())
 * @trials: (nullable): of TgTrial*: the changes that were tried
 * @explored: (nullable): of const TgExplored*: ports that were looked at
 * @previous: by side, (nullable): the certificate that proved the server the last time
 * @issuer_proofs: by side, (nullable): what came of asking for a missing certificate
 * @recalled: by side: what was refused before was not tried again, and the diagnosis is of what was said then
 * @letter: (nullable): of const TgFinding*: what a letter to oneself showed
 * @saved: (nullable): what a mail program holds of the account
 * @no_token: (nullable): why there was no token to sign in with
 */
typedef struct {
  const TgCheckResult *check;
  GPtrArray *findings;
  GPtrArray *trials;
  GPtrArray *explored;
  const TgPrevious *previous[2];
  const TgIssuerProof *issuer_proofs[2];
  gboolean recalled[2];
  GPtrArray *letter;
  const TgSavedAccount *saved;
  const TgFinding *no_token;
} TgShownInput;

/* Most important first; of each one's remedies, those that fail are last, and of names those that are proven to lead to
 * the server are left, the same server's first.  @outcomes: (out): of receiving and sending.
 * (transfer full): of const TgFinding* */
GPtrArray *tg_shown_findings  (const TgShownInput *input, TgOutcome outcomes[2]);

/* Adds @found, of const TgFinding*: what there is to say of how the settings were found, which counts like what was seen. */
void       tg_shown_add_found (const TgShownInput *input, GPtrArray *found, GPtrArray *findings, TgOutcome outcomes[2]);

/* What remedies would change and nothing is known of yet, each once. (transfer full): of const TgAccount* */
GPtrArray *tg_shown_untried   (const TgShownInput *input);

/* Whether for every side that failed a change is known that works. */
gboolean   tg_shown_has_repair (const TgShownInput *input);

G_END_DECLS
