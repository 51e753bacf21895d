/* dns-names.c: names out of MX and PTR records.  Follows RFC 1035, 3596 (IPv6), 7505 (null MX).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/ask/dns-names.h"

#include <string.h>

#include "wire/ask/dns-records.h"

#define HOST_MAX  253
#define LABEL_MAX 63

static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > LABEL_MAX || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (const char *c = label; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-')
      return FALSE;
  return TRUE;
}

char *
tg_dns_plain_name (const char *text)
{
  g_autofree char *name = g_ascii_strdown (text, -1);
  g_auto (GStrv) labels = NULL;
  gsize length = strlen (name);

  if (length > 0 && name[length - 1] == '.')
    name[--length] = '\0';
  if (length > HOST_MAX || strchr (name, '.') == NULL || g_hostname_is_ip_address (name))
    return NULL;
  labels = g_strsplit (name, ".", -1);
  for (guint i = 0; labels[i] != NULL; i++)
    if (!is_label (labels[i]))
      return NULL;
  return g_steal_pointer (&name);
}

char *
tg_dns_reverse_name (const char *ip)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (ip);
  g_autoptr (GString) name = g_string_new (NULL);
  gboolean is_ipv6 = address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
  const guint8 *bytes;

  if (address == NULL)
    return NULL;
  bytes = g_inet_address_to_bytes (address);
  for (gsize i = g_inet_address_get_native_size (address); i > 0; i--)
    if (is_ipv6)
      g_string_append_printf (name, "%x.%x.", bytes[i - 1] & 0xfu, bytes[i - 1] >> 4);
    else
      g_string_append_printf (name, "%u.", bytes[i - 1]);
  g_string_append (name, is_ipv6 ? "ip6.arpa" : "in-addr.arpa");
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void
add_name (GPtrArray *names, const char *text)
{
  g_autofree char *name = text != NULL ? tg_dns_plain_name (text) : NULL;

  if (name != NULL && names->len < TG_DNS_NAMES_MAX && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_steal_pointer (&name));
}

static int
preferred_first (gconstpointer a, gconstpointer b)
{
  const TgDnsRecord *left = *(const TgDnsRecord *const *)a, *right = *(const TgDnsRecord *const *)b;

  return (int)left->priority - (int)right->priority;
}

static void
heard (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TgDnsReply) reply = tg_dns_records_finish (result, &error);
  GPtrArray *names;

  if (reply == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  names = g_ptr_array_new ();
  g_ptr_array_sort (reply->records, preferred_first); /* stable */
  for (guint i = 0; i < reply->records->len; i++)
    add_name (names, ((const TgDnsRecord *)reply->records->pdata[i])->text);
  g_ptr_array_add (names, NULL);
  g_task_return_pointer (task, g_ptr_array_free (names, FALSE), (GDestroyNotify)g_strfreev);
}

void
tg_dns_names_async (GInetSocketAddress *server, TgDnsNames what, const char *about, guint timeout_ms, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  gboolean reverse = what == TG_DNS_REVERSE_NAMES;
  g_autofree char *name = reverse ? tg_dns_reverse_name (about) : g_strdup (about);

  g_task_set_source_tag (task, tg_dns_names_async);
  if (name != NULL) {
    tg_dns_records_async (server, reverse ? TG_DNS_PTR : TG_DNS_MX, name, timeout_ms, cancellable, heard, task);
    return;
  }
  g_task_return_pointer (task, g_new0 (char *, 1), (GDestroyNotify)g_strfreev);
  g_object_unref (task);
}

char **
tg_dns_names_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
