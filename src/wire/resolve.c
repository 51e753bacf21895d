/* resolve.c: names to addresses through the system's resolver, a name server, literals, or --resolve.
 *
 * Follows RFC 8305 section 4 (interleaved address families).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/resolve.h"

#include <net/if.h>

#include "wire/ask/dns.h"
#include "wire/connect.h"

typedef struct {
  guint16 port;
  TgFault fault;
} Lookup;

static gboolean
holds (GPtrArray *addresses, GSocketAddress *address)
{
  g_autofree char *text = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));

  for (guint i = 0; i < addresses->len; i++) {
    g_autofree char *other = g_socket_connectable_to_string (addresses->pdata[i]);
    if (g_str_equal (text, other))
      return TRUE;
  }
  return FALSE;
}

char *
tg_resolve_ip (gpointer address)
{
  g_autofree char *ip = g_inet_address_to_string (g_inet_socket_address_get_address (address));
  guint32 scope = g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? g_inet_socket_address_get_scope_id (address) : 0;
  char zone[IF_NAMESIZE];

  return scope != 0 && if_indextoname (scope, zone) != NULL ? g_strdup_printf ("%s%%%s", ip, zone) : g_steal_pointer (&ip);
}

/* The index of the next address from @from on whose family is, or is not, @family. */
static guint
next_of_family (GPtrArray *addresses, guint from, GSocketFamily family, gboolean same)
{
  while (from < addresses->len && (g_socket_address_get_family (addresses->pdata[from]) == family) != same)
    from++;
  return from;
}

GPtrArray *
tg_resolve_interleave (GPtrArray *addresses)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (g_object_unref);

  if (addresses->len == 0)
    return g_steal_pointer (&order);

  GSocketFamily first = g_socket_address_get_family (addresses->pdata[0]);
  guint next[2] = { next_of_family (addresses, 0, first, FALSE), next_of_family (addresses, 0, first, TRUE) };
  gboolean same = TRUE;

  while (order->len < TG_ADDRESSES_MAX && (next[0] < addresses->len || next[1] < addresses->len)) {
    if (next[same] < addresses->len) {
      GSocketAddress *address = addresses->pdata[next[same]];
      if (!holds (order, address))
        g_ptr_array_add (order, g_object_ref (address));
      next[same] = next_of_family (addresses, next[same] + 1, first, same);
    }
    same = !same;
  }
  return g_steal_pointer (&order);
}

static void
return_addresses (GTask *task, GPtrArray *addresses)
{
  g_task_return_pointer (task, tg_resolve_interleave (addresses), (GDestroyNotify)g_ptr_array_unref);
}

static void
looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Lookup *lookup = g_task_get_task_data (task);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  GList *found = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (error != NULL)
    lookup->fault = g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND) ? TG_FAULT_NAME_NOT_FOUND : TG_FAULT_RESOLVER;
  for (GList *l = found; l != NULL; l = l->next)
    g_ptr_array_add (addresses, g_inet_socket_address_new (l->data, lookup->port));
  g_resolver_free_addresses (found);
  if (error == NULL && addresses->len == 0)
    lookup->fault = TG_FAULT_NAME_NOT_FOUND;
  return_addresses (task, addresses);
}

/* The same, from the name server that this run asks. */
static void
told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Lookup *lookup = g_task_get_task_data (task);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (TgDnsAnswer) answer = tg_dns_ask_finish (result, &error);

  if (answer == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  lookup->fault = answer->fault;
  for (guint i = 0; i < answer->ips->len; i++)
    g_ptr_array_add (addresses, g_inet_socket_address_new_from_string (answer->ips->pdata[i], lookup->port));
  return_addresses (task, addresses);
}

/* The answer without the resolver, if --resolve gives one or the host is a literal (possibly with a
 * zone, as in fe80::1%eth0); NULL: ask. */
static GPtrArray *
known_addresses (TgNetwork *network, const char *ascii_host, guint16 port)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *override = g_hash_table_lookup (network->overrides, ascii_host);

  for (guint i = 0; override != NULL && i < override->len; i++)
    g_ptr_array_add (addresses, g_inet_socket_address_new_from_string (override->pdata[i], port));
  if (override == NULL) {
    GSocketAddress *literal = g_inet_socket_address_new_from_string (ascii_host, port);
    if (literal != NULL)
      g_ptr_array_add (addresses, literal);
  }
  return addresses->len > 0 ? g_steal_pointer (&addresses) : NULL;
}

void
tg_resolve_async (TgNetwork *network, const char *ascii_host, guint16 port, GCancellable *cancellable, GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Lookup *lookup = g_new0 (Lookup, 1);

  g_task_set_source_tag (task, tg_resolve_async);
  g_task_set_task_data (task, lookup, g_free);
  lookup->port = port;

  g_autoptr (GPtrArray) known = known_addresses (network, ascii_host, port);
  if (known != NULL) {
    return_addresses (task, known);
    return;
  }
  if (*ascii_host == '\0') {
    g_autoptr (GPtrArray) none = g_ptr_array_new ();

    lookup->fault = TG_FAULT_NAME_NOT_FOUND;
    return_addresses (task, none);
    return;
  }
  if (network->resolver != NULL) {
    tg_dns_ask_async (network->resolver, ascii_host, network->connect_timeout_ms, cancellable, told, g_steal_pointer (&task));
    return;
  }
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, ascii_host, cancellable, looked_up, g_steal_pointer (&task));
}

GPtrArray *
tg_resolve_finish (GAsyncResult *result, TgFault *fault, GError **error)
{
  Lookup *lookup = g_task_get_task_data (G_TASK (result));

  *fault = lookup->fault;
  return g_task_propagate_pointer (G_TASK (result), error);
}
