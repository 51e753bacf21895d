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
  g_autoptr (TgStepItem) now = tg_step_item_new (record);
  guint n = g_list_model_get_n_items (steps), place = n;

  for (guint i = 0; i < n && place == n; i++) {
    g_autoptr (TgStepItem) item = g_list_model_get_item (steps, i);

    if (tg_step_item_get_record (item)->stage == record->stage)
      place = i;
  }
  g_list_store_splice (self->steps[side], place, place < n, (gpointer *)&now, 1);
}

void
tg_live_show_line (TgLive *self, TgSide side, const char *line)
{
  g_autoptr (TgLineItem) item = tg_line_item_new (line);

  g_list_store_append (self->conversation[side], item);
}
