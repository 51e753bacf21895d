/* end.c: ends the exceptions whose time is over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/end.h"

#include <glib/gi18n-lib.h>

#include "clients/change.h"
#include "exceptions/autostart.h"
#include "model/text/text.h"
#include "record/exceptions.h"

void
tg_exception_end_free (TgExceptionEnd *self)
{
  tg_exception_unref (self->exception);
  g_free (self->trouble);
  g_free (self);
}

char *
tg_exception_last_day (const TgException *exception)
{
  return exception->until != 0 ? tg_text_day (exception->until) : g_strdup ("?");
}

char *
tg_exception_end_describe (const TgExceptionEnd *self)
{
  g_autofree char *server = g_strdup_printf ("%s:%u", self->exception->host, self->exception->port);
  g_autofree char *day = tg_exception_last_day (self->exception);

  switch (self->state) {
  case TG_END_WAITS:
    return g_strdup_printf (_ ("%s: it will be removed from the mail program as soon as that is closed."), server);
  case TG_END_DONE:
    return g_strdup_printf (_ ("%s: its certificate is no longer accepted without proof."), server);
  case TG_END_SOON:
    return g_strdup_printf (_ ("%s: it ends on %s."), server, day);
  default:
    return g_strdup_printf ("%s: %s", server, self->trouble != NULL ? self->trouble : "?");
  }
}

gboolean
tg_exception_is_due (const TgException *exception, gint64 now)
{
  return tg_exception_is_over (exception, now) || exception->until - now <= TG_REMINDER_DAYS * 24 * 60 * 60;
}

static void
fail (TgExceptionEnd *self, const GError *error)
{
  if (g_error_matches (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING))
    self->state = TG_END_WAITS;
  else if (self->state == TG_END_DONE)
    self->state = TG_END_FAILED;
  if (self->trouble == NULL)
    self->trouble = g_strdup (error->message);
}

static TgExceptionEnd *
end_new (const TgException *exception, TgEndState state)
{
  TgExceptionEnd *self = g_new0 (TgExceptionEnd, 1);

  self->exception = tg_exception_ref (exception);
  self->state = state;
  return self;
}

/* As it is recorded now.  FALSE where it is gone, or another certificate has taken its place. */
static gboolean
look_again (TgExceptionEnd *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) recorded = tg_exception_record_load (&error);
  const TgException *there = NULL;

  if (recorded != NULL)
    there = tg_exception_list_find (recorded, self->exception->host, self->exception->port, NULL);
  else
    fail (self, error);
  if (there == NULL || g_strcmp0 (there->sha256, self->exception->sha256) != 0)
    return FALSE;
  tg_exception_unref (self->exception);
  self->exception = tg_exception_ref (there);
  return TRUE;
}

/* TRUE where the record was changed meanwhile: by another save, or because the person allowed it anew. */
static gboolean
end_once (TgExceptionEnd *self)
{
  const char *const *changes = self->exception->changes;
  gboolean removed = FALSE;

  /* The newest first, as they lie on top of each other.  One that was undone by hand counts like one that we undo. */
  for (guint i = g_strv_length ((char **)changes); i > 0; i--) {
    g_autoptr (GError) error = NULL;

    if (!tg_journal_undo_sync (changes[i - 1], NULL, &error) && !g_error_matches (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING))
      fail (self, error);
  }
  if (self->state == TG_END_DONE) {
    g_autoptr (GError) error = NULL;

    if (!tg_exception_record_remove (self->exception, &removed, &error))
      fail (self, error);
  }
  return self->state == TG_END_DONE && !removed;
}

/* One program that is open keeps the others from being changed: the person may still keep the exception. */
static gboolean
are_all_free (TgExceptionEnd *self)
{
  for (const char *const *change = self->exception->changes; *change != NULL; change++) {
    g_autoptr (GError) error = NULL;

    if (!tg_journal_may_undo_sync (*change, &error))
      fail (self, error);
  }
  return self->state == TG_END_DONE;
}

TgExceptionEnd *
tg_exception_end_now (const TgException *exception)
{
  TgExceptionEnd *self = end_new (exception, TG_END_DONE);

  while (look_again (self) && are_all_free (self) && end_once (self))
    ;
  return self;
}

/* Whatever can be changed now is, at once. */
static TgExceptionEnd *
end_what_is_over (const TgException *exception, gint64 now)
{
  TgExceptionEnd *self = end_new (exception, TG_END_DONE);

  while (look_again (self)) {
    if (!tg_exception_is_over (self->exception, now)) {
      self->state = TG_END_SOON;
      break;
    }
    if (!end_once (self))
      break;
  }
  return self;
}

GPtrArray *
tg_exceptions_expire (gint64 now, GError **error)
{
  g_autoptr (GPtrArray) exceptions = tg_exception_record_load (error);
  g_autoptr (GError) local = NULL;
  GPtrArray *ends;

  if (exceptions == NULL)
    return NULL;
  ends = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_exception_end_free);
  for (guint i = 0; i < exceptions->len; i++) {
    const TgException *one = exceptions->pdata[i];

    if (tg_exception_is_over (one, now))
      g_ptr_array_add (ends, end_what_is_over (one, now));
    else if (tg_exception_is_due (one, now))
      g_ptr_array_add (ends, end_new (one, TG_END_SOON));
  }
  /* What has ended is told all the same. */
  if (!tg_autostart_tidy (NULL, &local))
    g_message ("%s", local->message);
  return ends;
}
