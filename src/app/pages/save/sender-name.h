/* sender-name.h: the name that other people see, as Save fills it in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/state/wizard.h"
#include "app/widgets/field.h"

G_BEGIN_DECLS

/* What was filled in, and for whom; all NULL at first. */
typedef struct {
  char *whose;
  char *filled;
} TgSenderName;

void tg_sender_name_clear (TgSenderName *self);
/* Fills @field in with the name in the account that is repaired (nullable) or, where that has none, with the account's own or that of
 * this computer's user.  What the person typed stays as long as it is the same account. */
void tg_sender_name_fill (TgSenderName *self, TgField *field, const TgAccount *account, const TgFoundAccount *repairs);
/* What the person typed there, else what would be filled in; "" for none. (transfer none) */
const char *tg_sender_name_of (TgWizard *wizard);

G_END_DECLS
