/* dns-names.c: MX and PTR records through c-ares.  Follows RFC 1035, 3596 (IPv6), 7505 (null MX).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/ask/dns-names.h"

#include <netdb.h>
#include <string.h>
#include <sys/socket.h>

#include "wire/ask/dns-channel.h"
#include "wire/network.h"
#include "wire/worker.h"

#define CLASS_IN  1
#define TYPE_PTR  12
#define TYPE_MX   15
#define HOST_MAX  253
#define LABEL_MAX 63

typedef struct {
  GInetSocketAddress *server; /* (nullable) */
  TgDnsNames what;
  char *about;
  guint timeout_ms;
} Question;

/* What c-ares calls back with. */
typedef struct {
  const Question *question;
  GPtrArray *names; /* of char* */
  gboolean over;
} Hearing;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_clear_object (&self->server);
  g_free (self->about);
  g_free (self);
}

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
  const struct ares_mx_reply *left = *(const struct ares_mx_reply *const *)a, *right = *(const struct ares_mx_reply *const *)b;

  return (int)left->priority - (int)right->priority;
}

static void
read_mail_servers (const unsigned char *reply, int length, GPtrArray *names)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  struct ares_mx_reply *found = NULL;

  if (ares_parse_mx_reply (reply, length, &found) != ARES_SUCCESS)
    return;
  for (struct ares_mx_reply *row = found; row != NULL; row = row->next)
    g_ptr_array_add (order, row);
  g_ptr_array_sort (order, preferred_first); /* stable */
  for (guint i = 0; i < order->len; i++)
    add_name (names, ((struct ares_mx_reply *)order->pdata[i])->host);
  ares_free_data (found);
}

static void
read_reverse_names (const unsigned char *reply, int length, const char *ip, GPtrArray *names)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (ip);
  struct hostent *found = NULL;

  if (ares_parse_ptr_reply (reply, length, g_inet_address_to_bytes (address), (int)g_inet_address_get_native_size (address),
                            (int)g_inet_address_get_family (address), &found) != ARES_SUCCESS)
    return;
  add_name (names, found->h_name);
  for (char **name = found->h_aliases; name != NULL && *name != NULL; name++)
    add_name (names, *name);
  ares_free_hostent (found);
}

static void
heard (void *data, int status, int timeouts, unsigned char *reply, int length)
{
  Hearing *self = data;

  self->over = TRUE;
  if (status != ARES_SUCCESS)
    return;
  if (self->question->what == TG_DNS_MAIL_SERVERS)
    read_mail_servers (reply, length, self->names);
  else
    read_reverse_names (reply, length, self->question->about, self->names);
}

static void
ask_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  gboolean reverse = question->what == TG_DNS_REVERSE_NAMES;
  g_autofree char *name = reverse ? tg_dns_reverse_name (question->about) : g_strdup (question->about);
  Hearing hearing = { .question = question, .names = g_ptr_array_new () };
  ares_channel channel = name != NULL ? tg_dns_channel_open (question->server, question->timeout_ms) : NULL;

  if (channel != NULL) {
    ares_query (channel, name, CLASS_IN, reverse ? TYPE_PTR : TYPE_MX, heard, &hearing);
    tg_dns_channel_run (channel, &hearing.over, question->timeout_ms, cancellable);
    ares_destroy (channel);
  }
  g_ptr_array_add (hearing.names, NULL);
  g_task_return_pointer (task, g_ptr_array_free (hearing.names, FALSE), (GDestroyNotify)g_strfreev);
}

void
tg_dns_names_async (GInetSocketAddress *server, TgDnsNames what, const char *about, guint timeout_ms, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, tg_dns_names_async);
  question->server = server != NULL ? g_object_ref (server) : NULL;
  question->what = what;
  question->about = g_strdup (about);
  question->timeout_ms = tg_network_patient_ms (timeout_ms);
  g_task_set_task_data (task, question, question_free);
  tg_worker_run (task, ask_in_thread);
}

char **
tg_dns_names_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
