/* expire.c: ends the exceptions whose time is over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/expire.h"

#include "clients/client.h"
#include "record/exceptions.h"

gboolean
tg_exception_is_due (const TgException *exception, gint64 now)
{
  return tg_exception_is_over (exception, now) || exception->until - now <= TG_REMINDER_DAYS * 24 * 60 * 60;
}

void
tg_expiry_free (TgExpiry *self)
{
  if (self == NULL)
    return;
  tg_exception_unref (self->exception);
  g_free (self->trouble);
  g_free (self);
}

/* A change that was taken back by hand is as good as one that we take back. */
static gboolean
take_back (const char *change, TgExpiry *expiry)
{
  g_autoptr (GError) error = NULL;

  if (tg_journal_undo_sync (change, NULL, &error) || g_error_matches (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING))
    return TRUE;
  expiry->waits |= g_error_matches (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING);
  if (expiry->trouble == NULL)
    expiry->trouble = g_strdup (error->message);
  return FALSE;
}

TgExpiry *
tg_exception_end (const TgException *exception)
{
  TgExpiry *expiry = g_new0 (TgExpiry, 1);
  gboolean clean = TRUE;

  expiry->exception = tg_exception_ref (exception);
  /* The newest first, as they lie on top of each other. */
  for (guint i = exception->changes != NULL ? g_strv_length ((char **)exception->changes) : 0; i > 0; i--)
    clean = take_back (exception->changes[i - 1], expiry) && clean;
  expiry->removed = clean && tg_exception_record_remove (exception->host, exception->port, NULL);
  return expiry;
}

GPtrArray *
tg_exceptions_expire (gint64 now, GError **error)
{
  g_autoptr (GPtrArray) exceptions = tg_exception_record_load (error);
  GPtrArray *expired;

  if (exceptions == NULL)
    return NULL;
  expired = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_expiry_free);
  for (guint i = 0; i < exceptions->len; i++)
    if (tg_exception_is_over (exceptions->pdata[i], now))
      g_ptr_array_add (expired, tg_exception_end (exceptions->pdata[i]));
  return expired;
}
