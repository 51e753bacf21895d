/* letter-use.h: a letter's settings as the account of this run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/state/wizard.h"
#include "find/letter/draft/draft.h"

G_BEGIN_DECLS

/* @with_password: the person agreed that the letter's is used.  Confirms no server's name. */
void tg_letter_use (TgWizard *wizard, const TgDraft *draft, gboolean with_password);

G_END_DECLS
