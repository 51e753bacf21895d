/* side-card.h: the test of one side: three plain lines, with steps and conversation folded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

/* Property "side" (construct only, TG_SIDE_RECEIVE or TG_SIDE_SEND as an integer).
 * Signal "show-certificate". */
#define TG_TYPE_SIDE_CARD (tg_side_card_get_type ())
G_DECLARE_FINAL_TYPE (TgSideCard, tg_side_card, TG, SIDE_CARD, AdwBin)

/* Binds to the session's live models for this side. */
void tg_side_card_set_session (TgSideCard *self, TgSession *session);
/* Updates the server line and the certificate button after the account has changed or a test has
 * ended. */
void tg_side_card_update (TgSideCard *self);

G_END_DECLS
