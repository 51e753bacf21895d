/* complaint.h: what does not work, where, and with which account: from the answers to the account that is tested.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/state/wizard.h"

G_BEGIN_DECLS

/**
 * TgWhereabouts: where it happens.
 * @device: (nullable): NULL: on this computer
 * @version: (nullable): of the device, as typed
 * @sends_only: nothing is received there
 */
typedef struct {
  const TgDevice *device;
  const char *version;
  gboolean sends_only;
} TgWhereabouts;

/* Begins with the account that a mail program has (nullable: another one, which is typed next), for the symptom that the wizard holds.
 * Whoever comes back and goes on again keeps what was typed since.  What was pasted stays. */
void        tg_complaint_begin (TgWizard *wizard, const TgFoundAccount *found, const TgWhereabouts *where);
/* The page that comes then: the test, where nothing is left to be asked. */
const char *tg_complaint_next  (TgWizard *wizard);

/* Where a test of the account leads: to the test itself, to what it still needs, or to the question which account that is. */
const char *tg_complaint_test  (TgWizard *wizard);

/* What a pasted text complains of: that needs no other question. */
TgSymptom   tg_complaint_of    (const TgMessage *message);
/* Whether that is wrong with somebody else's address or mailbox: then no test of the account is of any help. */
gboolean    tg_complaint_is_of_recipient (const TgFinding *finding);

G_END_DECLS
