/* client-rules.h: an account that a mail program holds, compared with what was seen to work.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence.h"
#include "model/finding.h"

G_BEGIN_DECLS

/**
 * TgSavedAccount: what is compared of an account found in a mail program (TgFoundAccount).
 * @program: its title: "Thunderbird"
 * @account: user and send_user always set
 * @receive_outcome, @send_outcome: what a check of exactly these settings gave; TG_OUTCOME_UNTESTED
 *   where none was made
 * @password_refused: the password that the program has saved was tried, and refused
 */
typedef struct {
  const char *program;
  TgAccount *account;
  TgOutcome receive_outcome;
  TgOutcome send_outcome;
  gboolean password_refused;
} TgSavedAccount;

/* A check of what the person typed here: account, and what came of each side. */
typedef struct {
  TgAccount *account;
  TgOutcome receive_outcome;
  TgOutcome send_outcome;
} TgWorkingAccount;

/* client-plaintext, client-differs, client-password-stale.  @working: (nullable): nothing was tested.
 * A remedy's change is the saved account with what works in its place.
 * (transfer full): of TgFinding* */
GPtrArray *tg_client_findings (const TgSavedAccount *saved, const TgWorkingAccount *working);

G_END_DECLS
