/* live.c: steps and conversation as list models.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/live.h"

void
tg_live_init (TgLive *self)
{
  for (guint side = 0; side < G_N_ELEMENTS (self->steps); side++) {
    self->steps[side] = g_list_store_new (TG_TYPE_STEP_ITEM);
    self->conversation[side] = g_list_store_new (TG_TYPE_LINE_ITEM);
  }
}

void
tg_live_clear (TgLive *self)
{
  for (guint side = 0; side < G_N_ELEMENTS (self->steps); side++) {
    g_clear_object (&self->steps[side]);
    g_clear_object (&self->conversation[side]);
  }
}

void
tg_live_forget (TgLive *self)
{
  for (guint side = 0; side < G_N_ELEMENTS (self->steps); side++) {
    g_list_store_remove_all (self->steps[side]);
    g_list_store_remove_all (self->conversation[side]);
  }
}

void
tg_live_show_step (TgLive *self, TgSide side, const TgStepRecord *record)
{
  GListModel *steps = G_LIST_MODEL (self->steps[side]);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (TgStepItem) item = g_list_model_get_item (steps, i);

    if (tg_step_item_get_stage (item) == record->stage) {
      tg_step_item_update (item, record);
      return;
    }
  }

  g_autoptr (TgStepItem) item = tg_step_item_new (record);

  g_list_store_append (self->steps[side], item);
}

void
tg_live_show_line (TgLive *self, TgSide side, const char *line)
{
  g_autoptr (TgLineItem) item = tg_line_item_new (line);

  g_list_store_append (self->conversation[side], item);
}
