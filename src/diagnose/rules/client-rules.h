/* client-rules.h: an account that a mail program holds, compared with what was seen to work.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"
#include "model/finding.h"

G_BEGIN_DECLS

/**
 * TgSavedSettings: what is compared of an account found in a mail program (TgFoundAccount).
 * @program: its title: "Thunderbird"
 * @account: user and send_user always set
 * @receive_outcome, @send_outcome: what a check of exactly these settings gave; TG_OUTCOME_UNTESTED
 *   where none was made
 * @password_refused: the password that the program has saved was refused
 * @authentication, @send_authentication: (nullable): the mechanism that the program is set to, as in
 *   tegamictl's JSON; "none": it does not sign in
 */
typedef struct {
  const char *program;
  TgAccount *account;
  TgOutcome receive_outcome;
  TgOutcome send_outcome;
  gboolean password_refused;
  const char *authentication;
  const char *send_authentication;
} TgSavedSettings;

/* A check from here: account, what came of each side, and (nullable) what was seen there. */
typedef struct {
  TgAccount *account;
  TgOutcome receive_outcome;
  TgOutcome send_outcome;
  const TgEvidence *receive;
  const TgEvidence *send;
} TgWorkingAccount;

/* client-plaintext, client-differs, client-password-stale, all of side "local": they tell what the mail
 * program holds, not how the test went.  @working: (nullable): nothing was tested.  A remedy's change
 * is the saved account with what works in its place.
 * (transfer full): of TgFinding* */
GPtrArray *tg_client_findings (const TgSavedSettings *saved, const TgWorkingAccount *working);

G_END_DECLS
