/* outlook.c: whether there are exceptions, and which of ours ends first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/outlook.h"

#include "clients/exception.h"
#include "exceptions/autostart.h"
#include "exceptions/end.h"
#include "record/exceptions.h"

void
tg_exception_outlook_free (TgExceptionOutlook *self)
{
  g_clear_pointer (&self->due, tg_exception_unref);
  g_free (self);
}

/* (transfer full) (nullable) */
static TgException *
find_due (GPtrArray *ours, gint64 now)
{
  const TgException *due = NULL;

  for (guint i = 0; i < ours->len; i++) {
    const TgException *one = ours->pdata[i];

    if (tg_exception_is_due (one, now) && (due == NULL || one->until < due->until))
      due = one;
  }
  return due != NULL ? tg_exception_ref (due) : NULL;
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) found = tg_clients_find_exceptions ();
  g_autoptr (GPtrArray) ours = tg_exception_record_load (NULL);
  TgExceptionOutlook *self = g_new0 (TgExceptionOutlook, 1);

  self->ours = ours != NULL && ours->len > 0;
  self->any = self->ours || found->len > 0;
  self->due = self->ours ? find_due (ours, g_get_real_time () / G_USEC_PER_SEC) : NULL;
  self->start_check = tg_autostart_is_on ();
  g_task_return_pointer (task, self, (GDestroyNotify)tg_exception_outlook_free);
}

void
tg_exception_outlook_async (gpointer source, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);

  g_task_set_source_tag (task, tg_exception_outlook_async);
  g_task_run_in_thread (task, look_in_thread);
}

TgExceptionOutlook *
tg_exception_outlook_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
