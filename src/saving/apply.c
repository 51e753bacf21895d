/* apply.c: the account first, then what goes with it; our record last, when all of it is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "saving/apply.h"

#include "exceptions/work.h"
#include "record/exceptions.h"
#include "saving/prune.h"
#include "saving/saving-private.h"

static gboolean
apply_part (const TgSavingPart *part, TgChange *account, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  tg_change_set_with (part->change, tg_change_id (account));
  if (tg_change_apply_sync (part->change, cancellable, &local))
    return TRUE;
  /* The program trusts this authority already: all the better. */
  if (part->exception == NULL && g_error_matches (local, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The exceptions that went with it, each with the change that carried it. */
static gboolean
record (TgSaving *self, GError **error)
{
  g_autoptr (GPtrArray) carried = tg_exception_list_new ();

  for (guint i = 0; i < self->parts->len; i++) {
    const TgSavingPart *part = self->parts->pdata[i];
    const char *const changes[] = { tg_change_id (part->change), NULL };

    if (part->exception != NULL) {
      TgException fields = *part->exception;

      fields.changes = changes;
      g_ptr_array_add (carried, tg_exception_new (&fields));
    }
  }
  return carried->len == 0 || tg_exception_record_add_all (carried, error);
}

static gboolean
apply_all (TgSaving *self, GCancellable *cancellable, GError **error)
{
  gboolean applied = tg_change_apply_sync (self->account, cancellable, error);

  for (guint i = 0; applied && i < self->parts->len; i++)
    applied = apply_part (self->parts->pdata[i], self->account, cancellable, error);
  return applied && record (self, error);
}

static void
take_back (TgChange *change)
{
  g_autoptr (GError) error = NULL;

  if (tg_change_id (change) != NULL && !tg_journal_undo_sync (tg_change_id (change), NULL, &error))
    g_warning ("Could not undo a change that failed: %s", error->message);
}

static gpointer
apply (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  TgSaving *self = subject;
  g_autoptr (GPtrArray) journal = NULL;

  if (!apply_all (self, cancellable, error)) {
    for (guint i = self->parts->len; i > 0; i--)
      take_back (((TgSavingPart *)self->parts->pdata[i - 1])->change);
    take_back (self->account);
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
