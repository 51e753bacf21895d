/* saving.c: an account and what goes with it, as one value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "saving/saving-private.h"

static void
part_free (gpointer data)
{
  TgSavingPart *self = data;

  g_clear_object (&self->change);
  g_clear_pointer (&self->exception, tg_exception_unref);
  g_clear_pointer (&self->recorded, tg_exception_unref);
  g_clear_pointer (&self->former, tg_exception_unref);
  g_free (self);
}

TgSaving *
tg_saving_new (const TgPlace *place)
{
  TgSaving *self = g_atomic_rc_box_new0 (TgSaving);

  self->place = tg_place_copy (place);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_change_item_free);
  self->allowed = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->none = g_ptr_array_new ();
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);
  return self;
}

TgSaving *
tg_saving_ref (TgSaving *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
saving_clear (gpointer data)
{
  TgSaving *self = data;

  tg_place_free (self->place);
  g_ptr_array_unref (self->items);
  g_clear_object (&self->account);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->allowed);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->none);
  g_ptr_array_unref (self->findings);
}

void
tg_saving_unref (TgSaving *self)
{
  g_atomic_rc_box_release_full (self, saving_clear);
}

void
tg_saving_add_part (TgSaving *self, TgChange *change, const TgException *exception)
{
  TgSavingPart *part = g_new0 (TgSavingPart, 1);

  part->change = change;
  part->exception = exception != NULL ? tg_exception_ref (exception) : NULL;
  g_ptr_array_add (self->parts, part);
}

const TgPlace *
tg_saving_get_place (TgSaving *self)
{
  return self->place;
}

gboolean
tg_saving_is_update (TgSaving *self)
{
  return self->account != NULL && tg_change_is_update (self->account);
}

GPtrArray *
tg_saving_get_items (TgSaving *self)
{
  return self->items;
}

GPtrArray *
tg_saving_get_next (TgSaving *self)
{
  return self->account != NULL ? tg_change_next (self->account) : self->none;
}

GPtrArray *
tg_saving_get_allowed (TgSaving *self)
{
  return self->allowed;
}

GPtrArray *
tg_saving_get_accounts (TgSaving *self)
{
  return self->account != NULL ? tg_change_accounts (self->account) : self->none;
}

GPtrArray *
tg_saving_get_alike (TgSaving *self)
{
  return self->account != NULL ? tg_change_alike (self->account) : self->none;
}

GPtrArray *
tg_saving_get_notes (TgSaving *self)
{
  return self->notes;
}

GPtrArray *
tg_saving_get_findings (TgSaving *self)
{
  return self->findings;
}

const char *
tg_saving_get_refusal (TgSaving *self)
{
  if (self->account == NULL)
    return _ ("Nothing was saved: the mail program could not sign in there.");
  return tg_change_is_futile (self->account) ? _ ("Nothing was saved: the mail program would undo it at its next start.") : NULL;
}

gboolean
tg_saving_may_hand_over (TgSaving *self)
{
  return self->account != NULL && tg_change_may_hand_over (self->account);
}

const char *
tg_saving_why_not_hand_over (TgSaving *self)
{
  return self->account != NULL ? tg_change_why_not_hand_over (self->account) : NULL;
}

const char *
tg_saving_get_id (TgSaving *self)
{
  return self->account != NULL ? tg_change_id (self->account) : NULL;
}

const char *
tg_saving_get_title (TgSaving *self)
{
  return self->account != NULL ? tg_change_title (self->account) : NULL;
}

gboolean
tg_saving_left_something (TgSaving *self)
{
  return self->left_something;
}

gboolean
tg_saving_has_exceptions (TgSaving *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (((const TgSavingPart *)self->parts->pdata[i])->exception != NULL)
      return TRUE;
  return FALSE;
}
