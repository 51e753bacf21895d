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
 * @password_refused: the password that the program has saved was refused
 * @password_differs: it is not the one that was tested
 * @outcomes: by side: what a check of exactly these settings gave; TG_OUTCOME_UNTESTED where none was made
 * @authentication: by side, (nullable): the mechanism that the program is set to, as in tegamictl's JSON; "none": it
 *   does not sign in
 */
typedef struct {
  const char *program;
  TgAccount *account;
  gboolean password_refused;
  TgOutcome outcomes[2];
  char *authentication[2];
  gboolean password_differs;
} TgSavedSettings;

/* A check from here: account, and by side what came of it and (nullable) what was seen there. */
typedef struct {
  TgAccount *account;
  TgOutcome outcomes[2];
  const TgEvidence *seen[2];
} TgWorkingAccount;

/* client-plaintext, client-differs, client-password-stale, all of side "local": they tell what the mail
 * program holds, not how the test went.  @working: (nullable): nothing was tested.  A remedy's change
 * is the saved account with what works in its place.
 * (transfer full): of TgFinding* */
GPtrArray *tg_client_findings (const TgSavedSettings *saved, const TgWorkingAccount *working);

/* client-password-stale.  @refused: the person says so; else all that is known is that it differs.  (transfer full) */
TgFinding *tg_client_password_stale (const char *program, gboolean refused);

/* client-account-unknown.  @address: what the person knows the account by; @kind: the program's word (transfer full) */
TgFinding *tg_client_account_unknown (const char *program, const char *address, const char *kind);

G_END_DECLS
