/* tested.h: what the results on screen are of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/state/wizard.h"

G_BEGIN_DECLS

/**
 * TgTested: all zero: nothing was tested.
 * @account, @password: (nullable)
 * @plaintext: the password could go out unprotected
 * @certificate_only: nobody signed in
 */
typedef struct {
  TgAccount *account;
  TgSecret *password;
  gboolean plaintext;
  gboolean certificate_only;
} TgTested;

/* As the wizard's session, and the person's choice, are now. */
void     tg_tested_take  (TgTested *self, TgWizard *wizard);
/* How it is to be tested, by that choice, and for the device that was named. */
TgCheckOptions tg_tested_options (TgWizard *wizard);
/* Whether a test now would be of the same. */
gboolean tg_tested_is    (const TgTested *self, TgWizard *wizard);
/* Whoever comes back without a password, which was asked for after a test of the certificates, finds that test as it was. */
void     tg_tested_come_back (const TgTested *self, TgWizard *wizard);
void     tg_tested_clear (TgTested *self);

G_END_DECLS
