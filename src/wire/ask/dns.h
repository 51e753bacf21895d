/* dns.h: queries a given name server, bypassing the system's resolver (RFC 1035, through c-ares),
 * to compare it with what this network's own resolver answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"
#include "wire/network.h"

G_BEGIN_DECLS

/**
 * TgDnsAnswer:
 * @fault: TG_FAULT_NONE, TG_FAULT_NAME_NOT_FOUND, or TG_FAULT_RESOLVER if there was no usable
 *   answer
 * @replied: the name server said something, even "no such name" or a refusal
 * @ips: of char*, at most TG_DNS_ADDRESSES_MAX; may be empty
 */
typedef struct {
  TgFault    fault;
  gboolean   replied;
  GPtrArray *ips;
} TgDnsAnswer;

#define TG_DNS_ADDRESSES_MAX 8

/* "IP", "IP:PORT" or "[IPv6]:PORT"; NULL for anything else. (transfer full) (nullable) */
GInetSocketAddress *tg_dns_parse_server (const char *text);

/* Asks @server for the addresses of @ascii_host, by UDP, then by TCP if the answer is too long.
 * Uses neither the hosts file nor search domains. */
void         tg_dns_ask_async   (GInetSocketAddress *server, const char *ascii_host, guint timeout_ms, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
/* NULL only if cancelled. (transfer full) (nullable) */
TgDnsAnswer *tg_dns_ask_finish  (GAsyncResult *result, GError **error);
void         tg_dns_answer_free (TgDnsAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgDnsAnswer, tg_dns_answer_free)

G_END_DECLS
