/* limit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/limit.h"

#include "model/source.h"
#include "wire/network.h"

/* What the clock reaches: it may strike while another thread frees the limit. */
typedef struct {
  GCancellable *stop;
  gint up; /* atomic */
} End;

struct _TgLimit {
  End *end;                  /* an atomic reference counted box */
  GCancellable *cancellable; /* (nullable): the caller's */
  gulong handler;
  GSource *clock;
};

static void
end_clear (gpointer data)
{
  g_clear_object (&((End *)data)->stop);
}

static void
end_release (gpointer end)
{
  g_atomic_rc_box_release_full (end, end_clear);
}

static gboolean
time_is_up (gpointer end)
{
  g_atomic_int_set (&((End *)end)->up, TRUE);
  g_cancellable_cancel (((End *)end)->stop);
  return G_SOURCE_REMOVE;
}

static void
pass_on (GCancellable *cancellable, gpointer stop)
{
  g_cancellable_cancel (stop);
}

TgLimit *
tg_limit_new (guint ms, GCancellable *cancellable)
{
  TgLimit *self = g_new0 (TgLimit, 1);

  self->end = g_atomic_rc_box_new0 (End);
  self->end->stop = g_cancellable_new ();
  self->clock = g_timeout_source_new (tg_network_patient_ms (ms));
  g_source_set_callback (self->clock, time_is_up, g_atomic_rc_box_acquire (self->end), end_release);
  g_source_attach (self->clock, g_main_context_get_thread_default ());
  if (cancellable != NULL) {
    self->cancellable = g_object_ref (cancellable);
    self->handler = g_cancellable_connect (cancellable, G_CALLBACK (pass_on), g_object_ref (self->end->stop), g_object_unref);
  }
  return self;
}

void
tg_limit_free (TgLimit *self)
{
  g_clear_pointer (&self->clock, tg_source_end);
  g_cancellable_disconnect (self->cancellable, self->handler);
  g_clear_object (&self->cancellable);
  end_release (self->end);
  g_free (self);
}

GCancellable *
tg_limit_stop (TgLimit *self)
{
  return self->end->stop;
}

gboolean
tg_limit_is_up (TgLimit *self)
{
  return g_atomic_int_get (&self->end->up);
}
