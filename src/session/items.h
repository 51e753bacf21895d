/* items.h: steps and conversation lines as objects that a list can be bound to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

/* One row of a card: properties "id" (a stage), "outcome" (TgStepOutcome as int), "text", "ms";
 * they notify while the step runs. */
#define TG_TYPE_STEP_ITEM (tg_step_item_get_type ())
G_DECLARE_FINAL_TYPE (TgStepItem, tg_step_item, TG, STEP_ITEM, GObject)

TgStepItem    *tg_step_item_new         (const TgStepRecord *record);
void           tg_step_item_update      (TgStepItem *self, const TgStepRecord *record);
TgStage        tg_step_item_get_stage   (TgStepItem *self);
TgStepOutcome  tg_step_item_get_outcome (TgStepItem *self);
const char    *tg_step_item_get_text    (TgStepItem *self);
double         tg_step_item_get_ms      (TgStepItem *self);

#define TG_TYPE_LINE_ITEM (tg_line_item_get_type ())
G_DECLARE_FINAL_TYPE (TgLineItem, tg_line_item, TG, LINE_ITEM, GObject)

TgLineItem    *tg_line_item_new      (const char *text);
const char    *tg_line_item_get_text (TgLineItem *self);

G_END_DECLS
