/* network.c: the settings of one run, and the trust store that all its talks share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/network.h"

#include <stdlib.h>

#include "tegami-config.h"

#include <glib/gi18n-lib.h>

#include "model/server.h"
#include "wire/worker.h"

#define PRIORITY "NORMAL:%COMPAT:%NO_TICKETS"

/* The public part comes first, so that one pointer serves for both. */
typedef struct {
  TgNetwork public;
  gatomicrefcount references;
  GMutex lock; /* held while the trust store loads: the second talk waits for the first */
} Network;

guint
tg_network_patient_ms (guint ms)
{
  static gsize factor; /* 0 until it has been read */

  if (g_once_init_enter (&factor)) {
    const char *wish = g_getenv ("TEGAMI_PATIENCE");
    g_once_init_leave (&factor, (gsize)CLAMP (wish != NULL ? g_ascii_strtoull (wish, NULL, 10) : 1, 1, 100));
  }
  return ms * (guint)factor;
}

TgNetwork *
tg_network_new (void)
{
  Network *self = g_new0 (Network, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->public.timeout_ms = 20000;
  self->public.connect_timeout_ms = 5000;
  self->public.overrides = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  return &self->public;
}

TgNetwork *
tg_network_ref (TgNetwork *self)
{
  g_atomic_ref_count_inc (&((Network *)self)->references);
  return self;
}

void
tg_network_unref (TgNetwork *self)
{
  Network *network = (Network *)self;

  if (!g_atomic_ref_count_dec (&network->references))
    return;
  g_clear_object (&self->resolver);
  g_hash_table_unref (self->overrides);
  g_clear_pointer (&self->trust, tg_trust_unref);
  g_mutex_clear (&network->lock);
  g_free (network);
}

TgNetwork *
tg_network_asking (TgNetwork *self, GInetSocketAddress *resolver)
{
  TgNetwork *other = tg_network_new ();

  other->timeout_ms = self->timeout_ms;
  other->connect_timeout_ms = self->connect_timeout_ms;
  g_hash_table_unref (other->overrides);
  other->overrides = g_hash_table_ref (self->overrides);
  other->trust = self->trust != NULL ? tg_trust_ref (self->trust) : NULL;
  other->resolver = resolver != NULL ? g_object_ref (resolver) : NULL;
  return other;
}

/* The address as GIO formats it, or NULL.  URLs put literals in brackets. */
static char *
normal_ip (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *bare = length > 2 && text[0] == '[' && text[length - 1] == ']' ? g_strndup (text + 1, length - 2) : g_strdup (text);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (bare);

  return address != NULL ? g_inet_address_to_string (address) : NULL;
}

gboolean
tg_network_override (TgNetwork *self, const char *host_is_ip, GError **error)
{
  const char *equals = strchr (host_is_ip, '=');

  if (equals == NULL || equals == host_is_ip) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not of the form HOST=IP."), host_is_ip);
    return FALSE;
  }

  /* Normalises the name as everywhere else, so that the override matches what is looked up. */
  g_autofree char *host = g_strndup (host_is_ip, (gsize)(equals - host_is_ip));
  g_autoptr (TgServer) server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, host, 0, error);
  if (server == NULL)
    return FALSE;

  g_autofree char *ip = normal_ip (equals + 1);
  if (ip == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not an IP address."), equals + 1);
    return FALSE;
  }

  GPtrArray *ips = g_hash_table_lookup (self->overrides, server->ascii_host);
  if (ips == NULL) {
    ips = g_ptr_array_new_with_free_func (g_free);
    g_hash_table_insert (self->overrides, g_strdup (server->ascii_host), ips);
  }
  g_ptr_array_add (ips, g_steal_pointer (&ip));
  return TRUE;
}

gboolean
tg_network_load_trust (TgNetwork *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&((Network *)self)->lock);

  if (self->trust == NULL)
    g_atomic_pointer_set (&self->trust, tg_trust_new (NULL, error));
  return self->trust != NULL;
}

GTlsDatabase *
tg_network_database (TgNetwork *self)
{
  /* A store that another thread may be loading is the system's, which has no database of ours. */
  TgTrust *trust = g_atomic_pointer_get (&self->trust);

  return trust != NULL ? tg_trust_database (trust) : NULL;
}

static void
load_trust (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (tg_network_load_trust (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* GIO's TLS module and trust store, which the first connection would otherwise wait for.  Loading
 * the module while the process exits would set up libraries that are being torn down, and abort.
 * So exiting waits for a load in progress, and from then on none is started. */
static struct {
  GMutex lock;
  GCond done;
  gboolean running;
  gboolean ending;
} warming;

static gboolean
warming_begins (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&warming.lock);

  warming.running = !warming.ending;
  return warming.running;
}

static void
warming_is_done (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&warming.lock);

  warming.running = FALSE;
  g_cond_broadcast (&warming.done);
}

static void
wait_for_warming (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&warming.lock);

  warming.ending = TRUE;
  while (warming.running)
    g_cond_wait (&warming.done, &warming.lock);
}

static void
warm_up_gio (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GTlsDatabase) database = NULL;

  if (warming_begins ()) {
    database = g_tls_backend_get_default_database (g_tls_backend_get_default ());
    warming_is_done ();
  }
  g_task_return_boolean (task, database != NULL);
}

static gpointer
start_warming_up (gpointer unused)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  atexit (wait_for_warming);
  g_task_set_source_tag (task, start_warming_up);
  tg_worker_run (task, warm_up_gio);
  return NULL;
}

void
tg_network_prepare_async (TgNetwork *self, GAsyncReadyCallback callback, gpointer user_data)
{
  static GOnce warmed_up = G_ONCE_INIT;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  /* Where a store of ours takes its place, that has been loaded by now. */
  if (tg_network_database (self) == NULL)
    g_once (&warmed_up, start_warming_up, NULL);
  g_task_set_source_tag (task, tg_network_prepare_async);
  g_task_set_task_data (task, tg_network_ref (self), (GDestroyNotify)tg_network_unref);
  tg_worker_run (task, load_trust);
}

gboolean
tg_network_prepare_finish (TgNetwork *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tg_network_init (void)
{
  g_setenv ("G_TLS_GNUTLS_PRIORITY", PRIORITY, FALSE);
}
