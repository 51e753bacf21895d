/* remove.c: removes one exception, waiting for open mail programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/remove.h"

#include "clients/change.h"
#include "clients/exception.h"
#include "exceptions/autostart.h"
#include "exceptions/end.h"

/* (transfer full): what undo needs */
static char *
remove_found (const TgException *found, GError **error)
{
  g_autoptr (TgChange) change = tg_clients_prepare_removal (found);

  return tg_change_apply_sync (change, NULL, error) ? g_strdup (tg_change_id (change)) : NULL;
}

static void
end_ours (const TgException *exception, GError **error)
{
  g_autoptr (TgExceptionEnd) end = tg_exception_end_now (exception);

  if (end->state != TG_END_DONE)
    g_set_error_literal (error, TG_CLIENT_ERROR, end->state == TG_END_WAITS ? TG_CLIENT_ERROR_RUNNING : TG_CLIENT_ERROR_CHANGED,
                         end->trouble);
}

static gpointer
attempt (gpointer exception, gboolean *waits, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *change = NULL;

  if (((const TgException *)exception)->where != NULL)
    change = remove_found (exception, &local);
  else
    end_ours (exception, &local);
  /* The exception is gone either way. */
  if (local == NULL)
    tg_autostart_tidy (NULL, NULL);
  *waits = g_error_matches (local, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return change;
}

void
tg_exception_remove_async (const TgException *exception, TgWorkAttempted attempted, gpointer attempted_data, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgWork work = { attempt, (GDestroyNotify)tg_exception_unref, g_free };

  tg_work_until_closed_async (&work, tg_exception_ref (exception), attempted, attempted_data, cancellable, callback, user_data);
}

gboolean
tg_exception_remove_finish (GAsyncResult *result, char **change, GError **error)
{
  gboolean failed = g_task_had_error (G_TASK (result));

  *change = tg_work_finish (result, error);
  return !failed;
}
