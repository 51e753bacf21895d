/* clock.c: compares this computer's clock with an independent one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/surroundings/look-around.h"

#include <glib/gi18n-lib.h>

#include "wire/ask/sntp.h"

#define TIME_TIMEOUT_MS 2000
#define TOLERATED_MS    (5 * 60 * 1000)

static char *
moment (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : g_strdup ("?");
}

void
tg_look_clock_heard (TgLookAround *self, gint64 ahead_ms, const char *source)
{
  TgSurroundings *seen = self->seen;
  gint64 here = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *shown = moment (here);
  g_autofree char *truth = moment (here - ahead_ms / 1000);

  seen->clock_known = TRUE;
  seen->clock_ahead = ahead_ms / 1000;
  seen->aspects[TG_ASPECT_CLOCK].look = ABS (ahead_ms) > TOLERATED_MS ? TG_LOOK_FAULT : TG_LOOK_OK;
  g_ptr_array_add (seen->aspects[TG_ASPECT_CLOCK].evidence, g_strdup_printf (_ ("This computer’s clock: %s"), shown));
  /* TRANSLATORS: a web or time server, and the time there */
  g_ptr_array_add (seen->aspects[TG_ASPECT_CLOCK].evidence, g_strdup_printf (_ ("The clock of %s: %s"), source, truth));
}

static void
told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TgLookAround *self = tg_look_around_of (task);
  gint64 ahead_ms;
  TgFault fault;

  if (tg_sntp_ask_finish (result, &ahead_ms, &fault, NULL)) {
    tg_look_clock_heard (self, ahead_ms, self->sources->time_host);
    fault = TG_FAULT_NONE;
  } else {
    if (fault == TG_FAULT_NONE) /* cut short */
      fault = TG_FAULT_CONNECT_TIMEOUT;
    tg_surroundings_note (self->seen, TG_ASPECT_CLOCK, TG_LOOK_OPEN, NULL);
  }
  tg_look_around_asked (self, self->sources->time_host, fault);
  tg_look_around_end (task);
}

void
tg_look_clock (GTask *task)
{
  TgLookAround *self = tg_look_around_of (task);

  if (self->sources->time_host == NULL)
    return;
  tg_look_around_begin (task);
  tg_surroundings_contacted (self->seen, g_strdup_printf (_ ("%s: what time it is"), self->sources->time_host));
  tg_sntp_ask_async (self->network, self->sources->time_host, self->sources->time_port, TIME_TIMEOUT_MS, self->stop, told,
                     g_object_ref (task));
}
