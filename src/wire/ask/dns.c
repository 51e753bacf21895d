/* dns.c: one query to one name server through c-ares, in a worker thread.
 *
 * Follows RFC 1035; c-ares handles the packets, and checks that the answer belongs to the query.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/ask/dns.h"

#include <netdb.h>
#include <string.h>

#include "wire/ask/dns-channel.h"
#include "wire/network.h"
#include "wire/worker.h"

#define DNS_PORT 53

typedef struct {
  GInetSocketAddress *server;
  char *host;
  guint timeout_ms;
} Question;

/* What c-ares calls back with. */
typedef struct {
  TgDnsAnswer *answer;
  gboolean over;
} Hearing;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->server);
  g_free (self->host);
  g_free (self);
}

static TgDnsAnswer *
answer_new (void)
{
  TgDnsAnswer *self = g_new0 (TgDnsAnswer, 1);

  self->fault = TG_FAULT_RESOLVER;
  self->ips = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tg_dns_answer_free (TgDnsAnswer *self)
{
  g_ptr_array_unref (self->ips);
  g_free (self);
}

GInetSocketAddress *
tg_dns_parse_server (const char *text)
{
  g_autoptr (GSocketConnectable) place = g_network_address_parse (text, DNS_PORT, NULL);
  GNetworkAddress *address = G_NETWORK_ADDRESS (place);
  /* A bare IPv6 address contains colons of its own. */
  GSocketAddress *bare = g_inet_socket_address_new_from_string (text, DNS_PORT);

  if (bare != NULL)
    return G_INET_SOCKET_ADDRESS (bare);
  if (address == NULL || g_network_address_get_port (address) == 0)
    return NULL;
  return G_INET_SOCKET_ADDRESS (
      g_inet_socket_address_new_from_string (g_network_address_get_hostname (address), g_network_address_get_port (address)));
}

static void
add_addresses (const struct ares_addrinfo *found, GPtrArray *ips)
{
  for (const struct ares_addrinfo_node *node = found->nodes; node != NULL && ips->len < TG_DNS_ADDRESSES_MAX; node = node->ai_next) {
    g_autoptr (GSocketAddress) address = g_socket_address_new_from_native (node->ai_addr, node->ai_addrlen);

    if (G_IS_INET_SOCKET_ADDRESS (address))
      g_ptr_array_add (ips, g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))));
  }
}

static void
heard (void *data, int status, int timeouts, struct ares_addrinfo *found)
{
  Hearing *self = data;
  TgDnsAnswer *answer = self->answer;

  self->over = TRUE;
  switch (status) {
  case ARES_SUCCESS:
    add_addresses (found, answer->ips);
    answer->fault = answer->ips->len > 0 ? TG_FAULT_NONE : TG_FAULT_NAME_NOT_FOUND;
    answer->replied = TRUE;
    break;
  case ARES_ENODATA:
  case ARES_ENOTFOUND:
    answer->fault = TG_FAULT_NAME_NOT_FOUND;
    answer->replied = TRUE;
    break;
  case ARES_ESERVFAIL:
  case ARES_EREFUSED:
  case ARES_ENOTIMP:
  case ARES_EFORMERR:
    answer->replied = TRUE;
    break;
  default:
    break;
  }
  if (found != NULL)
    ares_freeaddrinfo (found);
}

static void
ask (const Question *question, ares_channel channel, GCancellable *cancellable, Hearing *hearing)
{
  const struct ares_addrinfo_hints hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };

  ares_getaddrinfo (channel, question->host, NULL, &hints, heard, hearing);
  tg_dns_channel_run (channel, &hearing->over, question->timeout_ms, cancellable);
}

static void
ask_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  Hearing hearing = { .answer = answer_new () };
  ares_channel channel = tg_dns_channel_open (question->server, question->timeout_ms);

  if (channel != NULL) {
    ask (question, channel, cancellable, &hearing);
    ares_destroy (channel);
  }
  g_task_return_pointer (task, hearing.answer, (GDestroyNotify)tg_dns_answer_free);
}

void
tg_dns_ask_async (GInetSocketAddress *server, const char *ascii_host, guint timeout_ms, GCancellable *cancellable,
                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, tg_dns_ask_async);
  question->server = g_object_ref (server);
  question->host = g_strdup (ascii_host);
  question->timeout_ms = tg_network_patient_ms (timeout_ms);
  g_task_set_task_data (task, question, question_free);
  tg_worker_wait (task, ask_in_thread);
}

TgDnsAnswer *
tg_dns_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
