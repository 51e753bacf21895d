/* remove.c: removes one exception, waiting for open mail programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/remove.h"

#include "clients/change-private.h"
#include "clients/exception.h"
#include "exceptions/autostart.h"
#include "exceptions/end.h"
#include "exceptions/work.h"

typedef struct {
  TgException *exception;
  void (*waiting) (gpointer user_data); /* (nullable) */
  gpointer waiting_data;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *self = data;

  tg_exception_unref (self->exception);
  g_free (self);
}

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
attempt (gpointer subject, gboolean *waits, GError **error)
{
  const Removal *self = subject;
  g_autoptr (GError) local = NULL;
  char *change = NULL;

  if (self->exception->where != NULL)
    change = remove_found (self->exception, &local);
  else
    end_ours (self->exception, &local);
  if (local == NULL) {
    /* The exception is gone either way. */
    tg_autostart_tidy (NULL, NULL);
    return change;
  }
  *waits = g_error_matches (local, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
attempted (gpointer outcome, gboolean waits, gpointer user_data)
{
  const Removal *self = user_data;

  if (waits)
    self->waiting (self->waiting_data);
}

void
tg_exception_remove_async (const TgException *exception, void (*waiting) (gpointer user_data), gpointer waiting_data,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgWork work = { attempt, removal_free, g_free };
  Removal *self = g_new0 (Removal, 1);

  self->exception = tg_exception_ref (exception);
  self->waiting = waiting;
  self->waiting_data = waiting_data;
  tg_work_until_closed_async (&work, self, waiting != NULL ? attempted : NULL, self, cancellable, callback, user_data);
}

gboolean
tg_exception_remove_finish (GAsyncResult *result, char **change, GError **error)
{
  g_autoptr (GError) local = NULL;

  *change = tg_work_finish (result, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
