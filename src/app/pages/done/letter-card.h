/* letter-card.h: a test letter to oneself: sent on request, awaited, and told about in exact words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

#define TG_TYPE_LETTER_CARD (tg_letter_card_get_type ())
G_DECLARE_FINAL_TYPE (TgLetterCard, tg_letter_card, TG, LETTER_CARD, GtkBox)

/* Hidden where the session's last check does not allow a letter.  @allow_plaintext: as chosen. */
void tg_letter_card_set_session (TgLetterCard *self, TgSession *session, gboolean allow_plaintext);
/* Stops waiting, if it waits. */
void tg_letter_card_stop        (TgLetterCard *self);

G_END_DECLS
