/* start-check.c: expires, until nothing waits any more, and tells each piece of news once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/start-check.h"

#include "exceptions/work.h"

typedef struct {
  TgStartTell tell;
  gpointer tell_data;
  guint said; /* a digest of what was told last */
} Check;

/* The same news twice (the clock has called, and the program is open still) are told once. */
static guint
digest (GPtrArray *ends)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < ends->len; i++) {
    const TgExceptionEnd *one = ends->pdata[i];

    g_string_append_printf (all, "%s:%u %d\n", one->exception->host, one->exception->port, one->state);
  }
  return all->len > 0 ? g_string_hash (all) | 1 : 0;
}

static gpointer
attempt (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  GPtrArray *ends = tg_exceptions_expire (g_get_real_time () / G_USEC_PER_SEC, error);

  for (guint i = 0; ends != NULL && i < ends->len; i++)
    *waits |= ((const TgExceptionEnd *)ends->pdata[i])->state == TG_END_WAITS;
  return ends;
}

static void
attempted (gpointer outcome, gboolean waits, gpointer user_data)
{
  Check *self = user_data;
  guint said = digest (outcome);

  if (said != 0 && said != self->said)
    self->tell (outcome, self->tell_data);
  self->said = said;
}

void
tg_start_check_async (GCancellable *cancellable, TgStartTell tell, gpointer tell_data, GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgWork work = { attempt, g_free, (GDestroyNotify)g_ptr_array_unref };
  Check *self = g_new0 (Check, 1);

  self->tell = tell;
  self->tell_data = tell_data;
  tg_work_until_closed_async (&work, self, tell != NULL ? attempted : NULL, self, cancellable, callback, user_data);
}

GPtrArray *
tg_start_check_finish (GAsyncResult *result, GError **error)
{
  return tg_work_finish (result, error);
}
