/* old-tls.c: one handshake for each old version, with all the ciphers of its time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/scan/old-tls.h"

#include "wire/network.h"
#include "wire/scan/tls-hello.h"
#include "wire/worker.h"

#define OF_ITS_TIME                                                                                                                        \
  ":+3DES-CBC:+ARCFOUR-128:+CAMELLIA-128-CBC:+CAMELLIA-256-CBC:+DHE-RSA:+DHE-DSS:+RSA:+MD5:+SHA1:+SIGN-RSA-SHA1:+SIGN-DSA-SHA1:"           \
  "+SIGN-ECDSA-SHA1:+GROUP-ALL:%COMPAT:%NO_TICKETS"

typedef struct {
  GSocketAddress *address;
  TgServer *server;
  gint64 deadline;
  TgOldTlsFacts facts;
} OldTls;

static void
old_tls_free (gpointer data)
{
  OldTls *self = data;

  g_object_unref (self->address);
  tg_server_unref (self->server);
  g_free (self);
}

/* What ended before the server has said no, by an alert or by hanging up, proves nothing. */
static TgOldTls
answer_to (const OldTls *self, const char *priority, GCancellable *cancellable)
{
  const TgServer *server = self->server;
  const TgHelloWay way = { self->address,
                           server->security == TG_SECURITY_STARTTLS,
                           FALSE,
                           server->protocol,
                           tg_server_is_ip (server) ? NULL : server->ascii_host,
                           priority,
                           self->deadline };
  TgHello hello;

  tg_hello_run (&hello, &way, cancellable);
  if (hello.handshake_ok)
    return TG_OLD_TLS_ACCEPTED;
  if (!hello.connected || hello.cut_short || hello.wants_certificate)
    return TG_OLD_TLS_UNKNOWN;
  return hello.alert >= 0 || hello.eof || hello.reset ? TG_OLD_TLS_REFUSED : TG_OLD_TLS_UNKNOWN;
}

static void
look (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  OldTls *self = task_data;

  self->facts.tls10 = answer_to (self, "NORMAL:-VERS-ALL:+VERS-TLS1.0" OF_ITS_TIME, cancellable);
  self->facts.tls11 = answer_to (self, "NORMAL:-VERS-ALL:+VERS-TLS1.1" OF_ITS_TIME, cancellable);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

void
tg_old_tls_async (GSocketAddress *address, const TgServer *server, guint timeout_ms, GCancellable *cancellable,
                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OldTls *self = g_new0 (OldTls, 1);

  g_task_set_source_tag (task, tg_old_tls_async);
  self->address = g_object_ref (address);
  self->server = tg_server_ref (server);
  self->deadline = g_get_monotonic_time () + tg_network_patient_ms (timeout_ms) * G_TIME_SPAN_MILLISECOND;
  g_task_set_task_data (task, self, old_tls_free);
  tg_worker_run (task, look);
}

gboolean
tg_old_tls_finish (GAsyncResult *result, TgOldTlsFacts *facts)
{
  OldTls *self = g_task_get_task_data (G_TASK (result));

  *facts = self->facts;
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
