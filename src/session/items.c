/* items.c: steps and conversation lines as objects that a list can be bound to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/items.h"

struct _TgLineItem {
  GObject parent;
  char *text;
};

G_DEFINE_FINAL_TYPE (TgLineItem, tg_line_item, G_TYPE_OBJECT)

static void
line_item_finalize (GObject *object)
{
  g_free (TG_LINE_ITEM (object)->text);
  G_OBJECT_CLASS (tg_line_item_parent_class)->finalize (object);
}

static void
tg_line_item_class_init (TgLineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = line_item_finalize;
}

static void
tg_line_item_init (TgLineItem *self)
{
}

TgLineItem *
tg_line_item_new (const char *text)
{
  TgLineItem *self = g_object_new (TG_TYPE_LINE_ITEM, NULL);

  self->text = g_strdup (text);
  return self;
}

const char *
tg_line_item_get_text (TgLineItem *self)
{
  g_return_val_if_fail (TG_IS_LINE_ITEM (self), NULL);

  return self->text;
}

struct _TgStepItem {
  GObject parent;
  TgStepRecord *record;
};

G_DEFINE_FINAL_TYPE (TgStepItem, tg_step_item, G_TYPE_OBJECT)

static void
step_item_finalize (GObject *object)
{
  tg_step_record_free (TG_STEP_ITEM (object)->record);
  G_OBJECT_CLASS (tg_step_item_parent_class)->finalize (object);
}

static void
tg_step_item_class_init (TgStepItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = step_item_finalize;
}

static void
tg_step_item_init (TgStepItem *self)
{
}

TgStepItem *
tg_step_item_new (const TgStepRecord *record)
{
  TgStepItem *self = g_object_new (TG_TYPE_STEP_ITEM, NULL);

  self->record = tg_step_record_new (record->stage, record->outcome, record->ms, record->at, record->text);
  return self;
}

const TgStepRecord *
tg_step_item_get_record (TgStepItem *self)
{
  g_return_val_if_fail (TG_IS_STEP_ITEM (self), NULL);

  return self->record;
}
