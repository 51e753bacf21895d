/* outlook.c: whether there are exceptions, and which of ours ends first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/outlook.h"

#include "clients/exception.h"
#include "exceptions/autostart.h"
#include "exceptions/end.h"
#include "exceptions/work.h"
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

static gpointer
look (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found = tg_clients_find_exceptions ();
  g_autoptr (GPtrArray) ours = tg_exception_record_load (NULL);
  TgExceptionOutlook *self = g_new0 (TgExceptionOutlook, 1);

  self->ours = ours != NULL && ours->len > 0;
  self->any = self->ours || found->len > 0;
  self->due = self->ours ? find_due (ours, g_get_real_time () / G_USEC_PER_SEC) : NULL;
  self->start_check = tg_autostart_is_on ();
  return self;
}

void
tg_exception_outlook_async (GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgWork work = { look, NULL, (GDestroyNotify)tg_exception_outlook_free };

  tg_work_async (&work, NULL, NULL, callback, user_data);
}

TgExceptionOutlook *
tg_exception_outlook_finish (GAsyncResult *result)
{
  return tg_work_finish (result, NULL);
}
