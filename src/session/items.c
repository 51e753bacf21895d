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
  TgStage stage;
  TgStepOutcome outcome;
  char *text;
  double ms;
};

enum { STEP_PROP_0, STEP_PROP_ID, STEP_PROP_OUTCOME, STEP_PROP_TEXT, STEP_PROP_MS, N_STEP_PROPS };

static GParamSpec *step_props[N_STEP_PROPS];

G_DEFINE_FINAL_TYPE (TgStepItem, tg_step_item, G_TYPE_OBJECT)

static void
step_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TgStepItem *self = TG_STEP_ITEM (object);

  switch (id) {
  case STEP_PROP_ID:
    g_value_set_string (value, tg_stage_id (self->stage));
    break;
  case STEP_PROP_OUTCOME:
    g_value_set_int (value, (int)self->outcome);
    break;
  case STEP_PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  case STEP_PROP_MS:
    g_value_set_double (value, self->ms);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
step_item_finalize (GObject *object)
{
  g_free (TG_STEP_ITEM (object)->text);
  G_OBJECT_CLASS (tg_step_item_parent_class)->finalize (object);
}

static void
tg_step_item_class_init (TgStepItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = step_item_get_property;
  object_class->finalize = step_item_finalize;
  step_props[STEP_PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  step_props[STEP_PROP_OUTCOME] = g_param_spec_int ("outcome", NULL, NULL, 0, TG_STEP_RUNNING, TG_STEP_SKIPPED, flags);
  step_props[STEP_PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  step_props[STEP_PROP_MS] = g_param_spec_double ("ms", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  g_object_class_install_properties (object_class, N_STEP_PROPS, step_props);
}

static void
tg_step_item_init (TgStepItem *self)
{
}

TgStepItem *
tg_step_item_new (const TgStepRecord *record)
{
  TgStepItem *self = g_object_new (TG_TYPE_STEP_ITEM, NULL);

  tg_step_item_update (self, record);
  return self;
}

void
tg_step_item_update (TgStepItem *self, const TgStepRecord *record)
{
  self->stage = record->stage;
  self->outcome = record->outcome;
  self->ms = record->ms;
  g_free (self->text);
  self->text = g_strdup (record->text);
  for (guint id = STEP_PROP_ID; id < N_STEP_PROPS; id++)
    g_object_notify_by_pspec (G_OBJECT (self), step_props[id]);
}

TgStage
tg_step_item_get_stage (TgStepItem *self)
{
  g_return_val_if_fail (TG_IS_STEP_ITEM (self), TG_STAGE_RESOLVE);

  return self->stage;
}

TgStepOutcome
tg_step_item_get_outcome (TgStepItem *self)
{
  g_return_val_if_fail (TG_IS_STEP_ITEM (self), TG_STEP_SKIPPED);

  return self->outcome;
}

const char *
tg_step_item_get_text (TgStepItem *self)
{
  g_return_val_if_fail (TG_IS_STEP_ITEM (self), NULL);

  return self->text;
}

double
tg_step_item_get_ms (TgStepItem *self)
{
  g_return_val_if_fail (TG_IS_STEP_ITEM (self), 0);

  return self->ms;
}
