/* apply.c: the account first, then what goes with it; an exception is in our record before it is in the mail program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "saving/apply.h"

#include <glib/gi18n-lib.h>

#include "exceptions/work.h"
#include "record/exceptions.h"
#include "saving/prune.h"
#include "saving/saving-private.h"

/* Before it is written: whenever we are killed, our record knows what must end, and when. */
static gboolean
record (const char *id, gpointer data, GError **error)
{
  TgSavingPart *part = data;
  const char *const changes[] = { id, NULL };
  TgException fields = *part->exception;

  fields.changes = changes;
  part->recorded = tg_exception_new (&fields);
  return tg_exception_record_carried (part->recorded, &part->former, error);
}

static gboolean
apply_part (TgSavingPart *part, TgChange *account, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  tg_change_set_with (part->change, tg_change_id (account));
  if (part->exception != NULL)
    tg_change_set_begun (part->change, record, part);
  if (tg_change_apply_sync (part->change, cancellable, &local))
    return TRUE;
  /* The program trusts this authority already: all the better. */
  if (part->exception == NULL && g_error_matches (local, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
apply_all (TgSaving *self, GCancellable *cancellable, GError **error)
{
  gboolean applied = FALSE;

  if (tg_saving_get_refusal (self) != NULL) {
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED, tg_saving_get_refusal (self));
    return FALSE;
  }
  applied = tg_change_apply_sync (self->account, cancellable, error);
  for (guint i = 0; applied && i < self->parts->len; i++)
    applied = apply_part (self->parts->pdata[i], self->account, cancellable, error);
  return applied;
}

/* @id: (nullable) where it had not begun.  Whether nothing of it is left. */
static gboolean
take_back (const char *id)
{
  g_autoptr (GError) error = NULL;

  if (id == NULL || tg_journal_undo_sync (id, NULL, &error) || g_error_matches (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING))
    return TRUE;
  g_warning ("Could not undo a change that failed: %s", error->message);
  return FALSE;
}

/* What the mail program has still stays recorded, so that it ends on its date. */
static gboolean
take_part_back (const TgSavingPart *part)
{
  g_autoptr (GError) error = NULL;

  if (part->recorded == NULL)
    return take_back (tg_change_id (part->change));
  if (!take_back (part->recorded->changes[0]))
    return FALSE;
  if (tg_exception_record_take_back (part->recorded, part->former, &error))
    return TRUE;
  g_warning ("Could not undo a change that failed: %s", error->message);
  return FALSE;
}

static void
take_all_back (TgSaving *self)
{
  self->left_something = tg_change_left_something (self->account);
  for (guint i = self->parts->len; i > 0; i--) {
    const TgSavingPart *part = self->parts->pdata[i - 1];

    self->left_something |= tg_change_left_something (part->change);
    self->left_something |= !take_part_back (part);
  }
  self->left_something |= !take_back (tg_saving_get_id (self));
}

static gpointer
apply (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  TgSaving *self = subject;
  g_autoptr (GPtrArray) journal = NULL;

  if (!apply_all (self, cancellable, error)) {
    if (self->account != NULL)
      take_all_back (self);
    return NULL;
  }
  journal = tg_journal_list (NULL);
  if (journal != NULL)
    tg_prune_journal (journal);
  return GINT_TO_POINTER (TRUE);
}

void
tg_saving_apply_async (TgSaving *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgWork work = { apply, (GDestroyNotify)tg_saving_unref };

  tg_work_async (&work, tg_saving_ref (self), cancellable, callback, user_data);
}

gboolean
tg_saving_apply_finish (GAsyncResult *result, GError **error)
{
  return tg_work_finish (result, error) != NULL;
}
