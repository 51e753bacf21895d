/* waiting-card.h: what is waited for, in plain words, and how to stop that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "clients/client.h"

G_BEGIN_DECLS

/* A card, hidden while nothing is waited for.  Signal "cancelled": *Cancel* was pressed. */
#define TG_TYPE_WAITING_CARD (tg_waiting_card_get_type ())
G_DECLARE_FINAL_TYPE (TgWaitingCard, tg_waiting_card, TG, WAITING_CARD, GtkBox)

/* The mail programs are looked for.  Shown after a moment. */
void tg_waiting_card_show_looking (TgWaitingCard *self);
/* The program of @place is to be closed by the person; with *Cancel*. */
void tg_waiting_card_show_open    (TgWaitingCard *self, const TgPlace *place);
/* It is written into, which the assistant can stop; and what may be asked meanwhile.  Shown after a moment. */
void tg_waiting_card_show_writing (TgWaitingCard *self, const TgPlace *place);
void tg_waiting_card_hide         (TgWaitingCard *self);

G_END_DECLS
