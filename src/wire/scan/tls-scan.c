/* tls-scan.c: what GIO cannot tell about a TLS port, found out with plain GnuTLS (RFC 8446, RFC
 * 5246): what really speaks there, the alert's number, and what a different ClientHello changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/scan/tls-scan.h"

#include <gnutls/gnutls.h>

#include "model/source.h"
#include "model/text/text.h"
#include "proto/reply.h"
#include "wire/network.h"
#include "wire/scan/tls-hello.h"

#define THREADS_MAX    4
#define FIRST_LINE_MAX 200

/* The first is GIO's own; the second adds what nobody should use any more, to see whether that was
 * what the server missed. */
#define USUAL_PRIORITY "NORMAL:%COMPAT:%NO_TICKETS"
#define BROAD_PRIORITY                                                                                                                     \
  "NORMAL:+3DES-CBC:+ARCFOUR-128:+CAMELLIA-128-CBC:+CAMELLIA-256-CBC:+CAMELLIA-128-GCM:+CAMELLIA-256-GCM:"                                 \
  "+AES-256-CCM-8:+AES-128-CCM-8:+DHE-DSS:+MD5:+SHA256:+SHA384:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1:+SIGN-DSA-SHA1:"                            \
  "+SIGN-RSA-SHA224:+GROUP-ALL:+VERS-TLS1.1:+VERS-TLS1.0:%COMPAT:%NO_TICKETS"

typedef struct {
  GSocketAddress *address;
  gboolean starttls;
  gboolean ask_page;
  TgProtocol protocol;
  char *server_name; /* (nullable): an IP address is not a server name (RFC 6066 section 3) */
  gint64 deadline;
  GCancellable *cancellable;
  TgScanFacts facts;
  GTask *task; /* NULL once it has returned */
  GSource *cancel_source;
} Scan;

static void
scan_clear (gpointer data)
{
  Scan *self = data;

  g_object_unref (self->address);
  g_free (self->server_name);
  g_clear_object (&self->cancellable);
  tg_scan_facts_clear (&self->facts);
}

static void
scan_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, scan_clear);
}

void
tg_scan_facts_clear (TgScanFacts *facts)
{
  g_free (facts->first_line);
  *facts = (TgScanFacts){ .alert = -1 };
}

static void
say_hello (Scan *self, TgHello *hello, const char *server_name, const char *priority)
{
  TgHelloWay way = { self->address, self->starttls, self->ask_page, self->protocol, server_name, priority, self->deadline };

  tg_hello_run (hello, &way, self->cancellable);
}

/* (transfer full) (nullable) */
static char *
read_first_line (const TgHello *hello)
{
  gsize length = 0;

  while (length < hello->n_first && hello->first[length] != '\r' && hello->first[length] != '\n')
    length++;
  return length > 0 ? tg_text_visible ((const char *)hello->first, (gssize)length, FIRST_LINE_MAX) : NULL;
}

static void
read_first_hello (TgScanFacts *facts, const TgHello *hello)
{
  facts->done = hello->connected;
  if (hello->connected)
    facts->speaks = tg_speaks_recognise ((const char *)hello->first, hello->n_first);
  if (facts->speaks != TG_SPEAKS_TLS)
    facts->first_line = read_first_line (hello);
  if (hello->n_inside > 0 && tg_speaks_recognise (hello->inside, hello->n_inside) == TG_SPEAKS_HTTP)
    facts->speaks = TG_SPEAKS_HTTP;
  facts->handshake_ok = hello->handshake_ok;
  facts->alert = hello->alert;
  facts->eof = hello->eof && !hello->handshake_ok;
  facts->reset = hello->reset && !hello->handshake_ok;
  facts->old_tls = hello->old_version;
  facts->weak = hello->weak;
  facts->wants_client_certificate = hello->wants_certificate;
}

/* An alert instead of a ServerHello: the server accepted nothing that we offered. */
static gboolean
turned_down_at_once (const TgHello *hello)
{
  return hello->n_first > 0 && hello->first[0] == 21;
}

/* If text came, or nothing at all, or the reason is known, there is nothing left to find out. */
static gboolean
is_open (const TgHello *hello, TgSpeaks speaks)
{
  return hello->connected && !hello->cut_short && !hello->handshake_ok && !hello->wants_certificate &&
         (speaks == TG_SPEAKS_TLS || speaks == TG_SPEAKS_NOTHING);
}

static void
retry_without_name (Scan *self)
{
  TgHello hello;

  say_hello (self, &hello, NULL, USUAL_PRIORITY);
  self->facts.works_without_sni = hello.handshake_ok;
}

static void
retry_with_everything (Scan *self, const TgHello *first)
{
  TgHello hello;

  say_hello (self, &hello, self->server_name, BROAD_PRIORITY);
  if (hello.handshake_ok && hello.old_version)
    self->facts.old_tls = TRUE;
  else if (hello.handshake_ok)
    self->facts.no_common_cipher = TRUE;
  else if (first->alert == GNUTLS_A_PROTOCOL_VERSION)
    self->facts.old_tls = TRUE;
  else if (turned_down_at_once (first) && (first->alert == GNUTLS_A_HANDSHAKE_FAILURE || first->alert == GNUTLS_A_INSUFFICIENT_SECURITY))
    self->facts.no_common_cipher = TRUE;
}

static void
look (Scan *self)
{
  TgHello first;

  say_hello (self, &first, self->server_name, USUAL_PRIORITY);
  read_first_hello (&self->facts, &first);
  if (!is_open (&first, self->facts.speaks))
    return;
  if (first.alert == GNUTLS_A_UNRECOGNIZED_NAME)
    retry_without_name (self);
  else
    retry_with_everything (self, &first);
}

/* Whichever comes first, the result or the cancellation, returns; both run in the task's context. */
static void
scan_return (Scan *self, gboolean cancelled)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task == NULL)
    return;
  g_clear_pointer (&self->cancel_source, tg_source_end);
  if (cancelled || g_cancellable_is_cancelled (self->cancellable))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  else
    g_task_return_pointer (task, g_atomic_rc_box_acquire (self), scan_unref);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  scan_return (user_data, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
on_looked (gpointer user_data)
{
  scan_return (user_data, FALSE);
  return G_SOURCE_REMOVE;
}

typedef struct {
  Scan *scan;
  GMainContext *context;
} Job;

static void
run_job (gpointer data, gpointer user_data)
{
  Job *job = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  look (job->scan);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_looked, job->scan, scan_unref);
  g_source_attach (source, job->context);
  g_main_context_unref (job->context);
  g_free (job);
}

static GThreadPool *
scan_threads (void)
{
  static GThreadPool *pool;

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, g_thread_pool_new (run_job, NULL, THREADS_MAX, FALSE, NULL));
  return pool;
}

/* To be started with start() once complete. (transfer full) */
static Scan *
scan_new (GSocketAddress *address, const char *ascii_host, guint timeout_ms, GCancellable *cancellable, GAsyncReadyCallback callback,
          gpointer user_data)
{
  Scan *self = g_atomic_rc_box_new0 (Scan);

  self->address = g_object_ref (address);
  self->server_name = g_hostname_is_ip_address (ascii_host) ? NULL : g_strdup (ascii_host);
  self->deadline = g_get_monotonic_time () + tg_network_patient_ms (timeout_ms) * G_TIME_SPAN_MILLISECOND;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->facts.alert = -1;
  self->task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (self->task, tg_tls_scan_async);
  return self;
}

/* @self: (transfer full) */
static void
start (Scan *self)
{
  GMainContext *context = g_task_get_context (self->task);
  Job *job = g_new0 (Job, 1);

  /* A job that is still waiting for its thread can be cancelled, too. */
  if (self->cancellable != NULL) {
    self->cancel_source = g_cancellable_source_new (self->cancellable);
    g_source_set_callback (self->cancel_source, G_SOURCE_FUNC (on_cancelled), g_atomic_rc_box_acquire (self), scan_unref);
    g_source_attach (self->cancel_source, context);
  }
  job->context = g_main_context_ref (context);
  job->scan = self;
  g_thread_pool_push (scan_threads (), job, NULL);
}

void
tg_tls_scan_async (GSocketAddress *address, const char *ascii_host, guint timeout_ms, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  start (scan_new (address, ascii_host, timeout_ms, cancellable, callback, user_data));
}

void
tg_tls_scan_starttls_async (GSocketAddress *address, TgProtocol protocol, const char *ascii_host, guint timeout_ms,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Scan *self = scan_new (address, ascii_host, timeout_ms, cancellable, callback, user_data);

  self->starttls = TRUE;
  self->protocol = protocol;
  start (self);
}

void
tg_tls_scan_page_async (GSocketAddress *address, const char *ascii_host, guint timeout_ms, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  Scan *self = scan_new (address, ascii_host, timeout_ms, cancellable, callback, user_data);

  self->ask_page = TRUE;
  start (self);
}

gboolean
tg_tls_scan_finish (GAsyncResult *result, TgScanFacts *facts, GError **error)
{
  Scan *scan = g_task_propagate_pointer (G_TASK (result), error);

  *facts = (TgScanFacts){ .alert = -1 };
  if (scan == NULL)
    return FALSE;
  *facts = scan->facts;
  scan->facts.first_line = NULL;
  scan_unref (scan);
  return TRUE;
}
