/* items.h: steps and conversation lines as objects that a list can be bound to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

/* One row of a card.  Neither kind of item changes: another one takes its place in the list while a step runs. */
#define TG_TYPE_STEP_ITEM (tg_step_item_get_type ())
G_DECLARE_FINAL_TYPE (TgStepItem, tg_step_item, TG, STEP_ITEM, GObject)

TgStepItem         *tg_step_item_new        (const TgStepRecord *record);
const TgStepRecord *tg_step_item_get_record (TgStepItem *self); /* (transfer none) */

#define TG_TYPE_LINE_ITEM (tg_line_item_get_type ())
G_DECLARE_FINAL_TYPE (TgLineItem, tg_line_item, TG, LINE_ITEM, GObject)

TgLineItem    *tg_line_item_new      (const char *text);
const char    *tg_line_item_get_text (TgLineItem *self);

G_END_DECLS
