/* throttle.c: an allowance of bytes, renewed whenever the main loop dispatches the stream's source.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/talk/throttle.h"

/* A record of TLS at its largest (RFC 8446, section 5.2: 16 KiB and some); some hundred of the smallest ones. */
#define ALLOWANCE (20 * 1024)

struct _TgThrottle {
  GFilterInputStream parent_instance;
  gsize left; /* bytes until the next turn */
};

static void tg_throttle_pollable (GPollableInputStreamInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TgThrottle, tg_throttle, G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, tg_throttle_pollable))

static GPollableInputStream *
base_of (TgThrottle *self)
{
  return G_POLLABLE_INPUT_STREAM (g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (self)));
}

/* Ready when the base is, or when nothing but the turn is waited for. */
typedef struct {
  GSource source;
  TgThrottle *stream;
} TurnSource;

static gboolean
turn_prepare (GSource *source, int *timeout)
{
  *timeout = -1;
  return ((TurnSource *)source)->stream->left == 0;
}

/* The base's source is a child of this one, and makes it ready. */
static gboolean
turn_check (GSource *source)
{
  return ((TurnSource *)source)->stream->left == 0;
}

static gboolean
turn_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  TgThrottle *stream = ((TurnSource *)source)->stream;

  stream->left = ALLOWANCE;
  return ((GPollableSourceFunc)(void (*) (void))callback) (G_OBJECT (stream), user_data);
}

static void
turn_finalize (GSource *source)
{
  g_object_unref (((TurnSource *)source)->stream);
}

static GSource *
tg_throttle_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  static GSourceFuncs funcs = { .prepare = turn_prepare, .check = turn_check, .dispatch = turn_dispatch, .finalize = turn_finalize };
  TgThrottle *self = TG_THROTTLE (stream);
  GSource *source = g_source_new (&funcs, sizeof (TurnSource));
  g_autoptr (GSource) base = g_pollable_input_stream_create_source (base_of (self), cancellable);

  g_source_set_static_name (source, "tegami turn");
  ((TurnSource *)source)->stream = g_object_ref (self);
  g_source_set_dummy_callback (base);
  g_source_add_child_source (source, base);
  return source;
}

static gboolean
tg_throttle_can_poll (GPollableInputStream *stream)
{
  return g_pollable_input_stream_can_poll (base_of (TG_THROTTLE (stream)));
}

static gboolean
tg_throttle_is_readable (GPollableInputStream *stream)
{
  return TG_THROTTLE (stream)->left > 0 && g_pollable_input_stream_is_readable (base_of (TG_THROTTLE (stream)));
}

static gssize
tg_throttle_read_nonblocking (GPollableInputStream *stream, void *buffer, gsize count, GError **error)
{
  TgThrottle *self = TG_THROTTLE (stream);
  gssize got;

  if (self->left == 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "not in this turn");
    return -1;
  }
  got = g_pollable_input_stream_read_nonblocking (base_of (self), buffer, MIN (count, self->left), NULL, error);
  self->left -= (gsize)MAX (got, 0);
  return got;
}

static void
tg_throttle_pollable (GPollableInputStreamInterface *interface)
{
  interface->can_poll = tg_throttle_can_poll;
  interface->is_readable = tg_throttle_is_readable;
  interface->create_source = tg_throttle_create_source;
  interface->read_nonblocking = tg_throttle_read_nonblocking;
}

static void
tg_throttle_class_init (TgThrottleClass *klass)
{
}

static void
tg_throttle_init (TgThrottle *self)
{
  self->left = ALLOWANCE;
}

GInputStream *
tg_throttle_new (GInputStream *base)
{
  return g_object_new (TG_TYPE_THROTTLE, "base-stream", base, "close-base-stream", TRUE, NULL);
}
