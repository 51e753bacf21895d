/* sntp.c: one packet to a time server and one back; RFC 4330 section 5 says what to accept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/ask/sntp.h"

#include <string.h>

#include "model/source.h"
#include "wire/resolve.h"

#define PACKET       48
#define EPOCH        G_GINT64_CONSTANT (2208988800) /* seconds from 1900, NTP's epoch, to 1970 */
#define ERA          G_GINT64_CONSTANT (4294967296)
#define RETRY_MS     700  /* UDP may lose a packet */
#define MODE_CLIENT  0x23 /* version 4, mode 3 */
#define MODE_SERVER  4
#define AT_ORIGINATE 24
#define AT_RECEIVE   32
#define AT_TRANSMIT  40

typedef struct {
  GPtrArray *sockets; /* of GSocket*, connected */
  GPtrArray *sources; /* of GSource* */
  guint refused;
  guint timeout_ms;
  guint8 cookie[8]; /* the request's transmit time, which may be any number */
  gint64 sent_at;   /* monotonic */
  TgFault fault;
  gint64 ahead_ms;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->sockets);
  g_free (self);
}

/* Completes once; the sources hold no reference to the task. */
static void
finish (GTask *task, TgFault fault)
{
  Asking *self = g_task_get_task_data (task);

  self->fault = fault;
  g_ptr_array_set_size (self->sources, 0);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, fault == TG_FAULT_NONE);
  g_object_unref (task);
}

static guint32
word_at (const guint8 *bytes)
{
  guint32 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT32_FROM_BE (word);
}

/* A timestamp in Unix milliseconds; its first bit says whether it is before or after 2036 (RFC 4330
 * section 3). */
static gint64
time_at (const guint8 *bytes)
{
  gint64 seconds = word_at (bytes);

  if ((bytes[0] & 0x80) == 0)
    seconds += ERA;
  return (seconds - EPOCH) * 1000 + ((gint64)word_at (bytes + 4) * 1000 >> 32);
}

/* Whether this answers our request, from a server that knows the time (RFC 4330 section 5). */
static gboolean
is_believable (const Asking *self, const guint8 *packet, gssize length)
{
  static const guint8 never[8] = { 0 };
  guint leap = packet[0] >> 6, mode = packet[0] & 7, stratum = packet[1];

  return length >= PACKET && mode == MODE_SERVER && leap != 3 && stratum >= 1 && stratum <= 15 &&
         memcmp (packet + AT_ORIGINATE, self->cookie, sizeof self->cookie) == 0 && memcmp (packet + AT_TRANSMIT, never, sizeof never) != 0;
}

static gboolean
on_packet (GSocket *socket, GIOCondition condition, gpointer data)
{
  GTask *task = data;
  Asking *self = g_task_get_task_data (task);
  guint8 packet[PACKET * 2] = { 0 };
  gssize length = g_socket_receive (socket, (char *)packet, sizeof packet, NULL, NULL);

  if (length < 0) { /* "port unreachable": another address may still answer */
    if (++self->refused >= self->sockets->len)
      finish (task, TG_FAULT_REFUSED);
    return G_SOURCE_REMOVE;
  }
  if (!is_believable (self, packet, length))
    return G_SOURCE_CONTINUE;

  gint64 way = (g_get_monotonic_time () - self->sent_at) / 1000;
  gint64 theirs = (time_at (packet + AT_RECEIVE) + time_at (packet + AT_TRANSMIT)) / 2;

  self->ahead_ms = g_get_real_time () / 1000 - way / 2 - theirs;
  finish (task, TG_FAULT_NONE);
  return G_SOURCE_REMOVE;
}

static gboolean
on_timeout (gpointer task)
{
  finish (task, TG_FAULT_CONNECT_TIMEOUT);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer task)
{
  finish (task, TG_FAULT_NONE);
  return G_SOURCE_REMOVE;
}

static gboolean
send_all (gpointer data)
{
  Asking *self = g_task_get_task_data (data);
  guint8 packet[PACKET] = { MODE_CLIENT };

  memcpy (packet + AT_TRANSMIT, self->cookie, sizeof self->cookie);
  for (guint i = 0; i < self->sockets->len; i++)
    g_socket_send (self->sockets->pdata[i], (const char *)packet, sizeof packet, NULL, NULL);
  self->sent_at = g_get_monotonic_time ();
  return G_SOURCE_CONTINUE;
}

static void
watch (GTask *task, GSource *source, GSourceFunc callback)
{
  Asking *self = g_task_get_task_data (task);

  g_source_set_callback (source, callback, task, NULL);
  g_source_attach (source, g_task_get_context (task));
  g_ptr_array_add (self->sources, source);
}

static void
open_socket (GTask *task, GSocketAddress *address)
{
  Asking *self = g_task_get_task_data (task);
  GSocketFamily family = g_socket_address_get_family (address);
  g_autoptr (GSocket) socket = NULL;

  for (guint i = 0; i < self->sockets->len; i++)
    if (g_socket_get_family (self->sockets->pdata[i]) == family)
      return;
  socket = g_socket_new (family, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  /* Connected sockets only receive from the server asked. */
  if (socket == NULL || !g_socket_connect (socket, address, NULL, NULL))
    return;
  g_socket_set_blocking (socket, FALSE);
  watch (task, g_socket_create_source (socket, G_IO_IN, NULL), G_SOURCE_FUNC (on_packet));
  g_ptr_array_add (self->sockets, g_steal_pointer (&socket));
}

static void
resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Asking *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  TgFault fault;
  g_autoptr (GPtrArray) addresses = tg_resolve_finish (result, &fault, NULL);

  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    open_socket (task, addresses->pdata[i]);
  if (self->sockets->len == 0) {
    finish (task, addresses == NULL || addresses->len > 0 ? TG_FAULT_UNREACHABLE : fault);
    return;
  }
  watch (task, g_timeout_source_new (self->timeout_ms), on_timeout);
  watch (task, g_timeout_source_new (RETRY_MS), send_all);
  if (cancellable != NULL)
    watch (task, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled));
  send_all (task);
}

void
tg_sntp_ask_async (TgNetwork *network, const char *ascii_host, guint16 port, guint timeout_ms, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Asking *self = g_new0 (Asking, 1);

  g_task_set_source_tag (task, tg_sntp_ask_async);
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->sources = g_ptr_array_new_with_free_func (tg_source_end);
  self->timeout_ms = tg_network_patient_ms (timeout_ms);
  for (guint i = 0; i < sizeof self->cookie; i += 4) {
    guint32 random = g_random_int ();

    memcpy (self->cookie + i, &random, sizeof random);
  }
  g_task_set_task_data (task, self, asking_free);
  tg_resolve_async (network, ascii_host, port, cancellable, resolved, task);
}

gboolean
tg_sntp_ask_finish (GAsyncResult *result, gint64 *ahead_ms, TgFault *fault, GError **error)
{
  Asking *self = g_task_get_task_data (G_TASK (result));

  *ahead_ms = self->ahead_ms;
  *fault = self->fault;
  return g_task_propagate_boolean (G_TASK (result), error);
}
