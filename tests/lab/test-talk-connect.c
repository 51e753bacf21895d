/* test-talk-connect.c: each address's own result, whatever becomes of the others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/scripted-server.h"
#include "wire/connect.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HOST "mail.example.jp"

static const ScriptLine patient[] = { { ACT_WAIT }, { ACT_END } };

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
on_resolved (GPtrArray *addresses, gpointer user_data)
{
}

/* @ips: for HOST, divided by spaces; NULL: HOST is left to the resolver. */
static TgConnected *
connect_to (const char *host, const char *ips, guint16 port, guint limit_ms, gint64 deadline, GCancellable *cancellable, GError **error)
{
  g_autoptr (TgNetwork) network = tg_network_new ();
  g_auto (GStrv) each = g_strsplit (ips != NULL ? ips : "", " ", -1);
  g_autoptr (GAsyncResult) result = NULL;

  for (char **ip = each; *ip != NULL; ip++) {
    g_autofree char *override = g_strdup_printf (HOST "=%s", *ip);
    g_assert_true (tg_network_override (network, override, NULL));
  }
  network->connect_timeout_ms = limit_ms;
  tg_connect_watched_async (network, host, port, deadline, on_resolved, cancellable, on_connected, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return tg_connect_finish (result, error);
}

static TgConnected *
connect_well (const char *ips, guint16 port, guint limit_ms)
{
  g_autoptr (GError) error = NULL;
  TgConnected *connected = connect_to (HOST, ips, port, limit_ms, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (connected);
  return connected;
}

/* "127.0.0.1=0 ::1=4": as TgAddressOutcome. */
static void
assert_outcomes (TgConnected *connected, const char *expected)
{
  static const char *const names[] = { "ok", "refused", "timeout", "unreachable", "unused" };
  g_autoptr (GString) seen = g_string_new (NULL);

  for (guint i = 0; i < connected->addresses->len; i++) {
    const TgAddressRecord *record = connected->addresses->pdata[i];
    g_string_append_printf (seen, "%s%s %s", i > 0 ? ", " : "", record->ip, names[record->outcome]);
  }
  g_assert_cmpstr (seen->str, ==, expected);
}

/* A port on @ip that answers no SYN: its queue is full, and nobody empties it. */
typedef struct {
  int listener;
  int fillers[4];
} Deaf;

static void
deaf_start (Deaf *self, const char *ip, guint16 port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (ip, port);
  struct sockaddr_storage native;
  gssize size = g_socket_address_get_native_size (address);

  g_assert_true (g_socket_address_to_native (address, &native, sizeof native, NULL));
  self->listener = socket (AF_INET, SOCK_STREAM, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *)&native, (socklen_t)size), ==, 0);
  g_assert_cmpint (listen (self->listener, 0), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (self->fillers); i++) {
    self->fillers[i] = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    connect (self->fillers[i], (struct sockaddr *)&native, (socklen_t)size);
  }
}

static void
deaf_stop (Deaf *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->fillers); i++)
    close (self->fillers[i]);
  close (self->listener);
}

static void
test_first_answers (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", patient, NULL);
  g_autoptr (TgConnected) connected = connect_well ("127.0.0.1 ::1", scripted_server_port (server), 5000);

  g_assert_nonnull (connected->connection);
  g_assert_cmpint (connected->fault, ==, TG_FAULT_NONE);
  assert_outcomes (connected, "127.0.0.1 ok, ::1 unused");

  int no_delay = 0;
  g_socket_get_option (g_socket_connection_get_socket (connected->connection), IPPROTO_TCP, 1 /* TCP_NODELAY */, &no_delay, NULL);
  g_assert_cmpint (no_delay, !=, 0);
}

static void
test_second_answers (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", patient, NULL);
  g_autoptr (TgConnected) connected = connect_well ("::1 127.0.0.1", scripted_server_port (server), 5000);

  g_assert_nonnull (connected->connection);
  assert_outcomes (connected, "::1 refused, 127.0.0.1 ok");
  g_autofree char *used = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (connected->address));
  g_assert_true (g_str_has_prefix (used, "127.0.0.1"));
}

static void
test_answers_behind_a_silent_one (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", patient, NULL);
  Deaf deaf;

  deaf_start (&deaf, "127.0.0.2", scripted_server_port (server));
  g_autoptr (TgConnected) raced = connect_well ("127.0.0.2 127.0.0.1", scripted_server_port (server), 5000);
  assert_outcomes (raced, "127.0.0.2 unused, 127.0.0.1 ok");

  /* Where the first one's limit ends before the second one's turn, its silence is on record. */
  g_autoptr (TgConnected) waited = connect_well ("127.0.0.2 127.0.0.1", scripted_server_port (server), 50);
  assert_outcomes (waited, "127.0.0.2 timeout, 127.0.0.1 ok");
  deaf_stop (&deaf);
}

static void
test_none_answers (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", patient, NULL);
  guint16 port = scripted_server_port (server);
  Deaf deaf;

  g_autoptr (TgConnected) refused = connect_well ("127.0.0.3 ::1", port, 5000);
  assert_outcomes (refused, "127.0.0.3 refused, ::1 refused");
  g_assert_cmpint (refused->fault, ==, TG_FAULT_REFUSED);
  g_assert_null (refused->connection);

  g_autoptr (TgConnected) unreachable = connect_well ("255.255.255.255", port, 5000);
  assert_outcomes (unreachable, "255.255.255.255 unreachable");
  g_assert_cmpint (unreachable->fault, ==, TG_FAULT_UNREACHABLE);

  g_autoptr (TgConnected) some = connect_well ("255.255.255.255 ::1", port, 5000);
  assert_outcomes (some, "255.255.255.255 unreachable, ::1 refused");
  g_assert_cmpint (some->fault, ==, TG_FAULT_REFUSED);

  deaf_start (&deaf, "127.0.0.2", port);
  g_autoptr (TgConnected) silent = connect_well ("127.0.0.2 127.0.0.3", port, 300);
  assert_outcomes (silent, "127.0.0.2 timeout, 127.0.0.3 refused");
  g_assert_cmpint (silent->fault, ==, TG_FAULT_CONNECT_TIMEOUT);

  g_autoptr (TgConnected) late = connect_to (HOST, "127.0.0.2 127.0.0.3", port, 60000, g_get_monotonic_time () + 50000, NULL, NULL);
  assert_outcomes (late, "127.0.0.2 timeout, 127.0.0.3 unused");
  g_assert_cmpint (late->fault, ==, TG_FAULT_CONNECT_TIMEOUT);
  deaf_stop (&deaf);
}

static gboolean
cancel (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("127.0.0.1", patient, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Deaf deaf;

  deaf_start (&deaf, "127.0.0.2", scripted_server_port (server));
  g_timeout_add (20, cancel, cancellable);
  g_assert_null (connect_to (HOST, "127.0.0.2", scripted_server_port (server), 60000, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  deaf_stop (&deaf);
}

/* A resolver of our own in place of the system's. */
typedef struct {
  GResolver parent;
} FakeResolver;
typedef GResolverClass FakeResolverClass;
GType fake_resolver_get_type (void);
G_DEFINE_TYPE (FakeResolver, fake_resolver, G_TYPE_RESOLVER)

static void
fake_lookup_async (GResolver *resolver, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  if (g_str_equal (name, "nowhere.example.jp"))
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no such name");
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, "no resolver");
}

static GList *
fake_lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_resolver_class_init (FakeResolverClass *class)
{
  class->lookup_by_name_async = fake_lookup_async;
  class->lookup_by_name_finish = fake_lookup_finish;
}

static void
fake_resolver_init (FakeResolver *self)
{
}

static void
test_no_name_and_no_resolver (void)
{
  g_autoptr (GResolver) before = g_resolver_get_default ();
  g_autoptr (GResolver) fake = g_object_new (fake_resolver_get_type (), NULL);

  g_resolver_set_default (fake);
  g_autoptr (TgConnected) nowhere = connect_to ("nowhere.example.jp", NULL, 993, 1000, 0, NULL, NULL);
  g_assert_cmpint (nowhere->fault, ==, TG_FAULT_NAME_NOT_FOUND);
  g_assert_cmpuint (nowhere->addresses->len, ==, 0);
  g_autoptr (TgConnected) dead = connect_to ("dead.example.jp", NULL, 993, 1000, 0, NULL, NULL);
  g_assert_cmpint (dead->fault, ==, TG_FAULT_RESOLVER);
  g_resolver_set_default (before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connect/the first address that answers is used", test_first_answers);
  g_test_add_func ("/connect/a refused IPv6 address is told from the IPv4 one in use", test_second_answers);
  g_test_add_func ("/connect/a silent address does not hold up the next", test_answers_behind_a_silent_one);
  g_test_add_func ("/connect/refused, silent and unreachable are told apart", test_none_answers);
  g_test_add_func ("/connect/a race can be cancelled", test_cancelled);
  g_test_add_func ("/connect/no such name is told from no resolver", test_no_name_and_no_resolver);
  return g_test_run ();
}
