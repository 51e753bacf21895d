/* sender-name.h: the name that other people see, as Save fills it in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/state/wizard.h"
#include "app/widgets/field.h"

G_BEGIN_DECLS

/* Fills @field in with the account's name or, where it has none, the one of this computer's user.  What the person typed
 * stays as long as it is the same account. @whose: (inout): for the next call; NULL at first, to be freed with g_free() */
void tg_sender_name_fill (TgField *field, char **whose, const TgAccount *account);
/* What the person typed there, else what would be filled in; "" for none. (transfer none) */
const char *tg_sender_name_of (TgWizard *wizard);

G_END_DECLS
