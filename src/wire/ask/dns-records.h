/* dns-records.h: asks a name server for a name's records of one kind (RFC 1035, through c-ares).
 *
 * Whoever answers can write anything there: what comes is a lead, never proof.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum { TG_DNS_MX, TG_DNS_SRV, TG_DNS_TXT, TG_DNS_NS, TG_DNS_PTR } TgDnsKind;

typedef enum {
  TG_DNS_FOUND,
  TG_DNS_NO_RECORD, /* the name is there, and has none of this kind */
  TG_DNS_NO_NAME,
  TG_DNS_FAILED, /* it answered, and not with that: it could not, it did not want to, or nobody can read it */
  TG_DNS_SILENT,
} TgDnsOutcome;

/**
 * TgDnsRecord:
 * @priority: MX (there: preference), SRV; the lowest is preferred
 * @weight, @port: SRV
 * @text: the name that it leads to, as it came and without a trailing dot: "" is the root; TXT: all its strings joined, up to the
 *   first NUL
 */
typedef struct {
  guint16 priority;
  guint16 weight;
  guint16 port;
  char *text;
} TgDnsRecord;

/* @records: of TgDnsRecord*, in the order in which they came, at most TG_DNS_RECORDS_MAX; empty unless TG_DNS_FOUND */
typedef struct {
  TgDnsOutcome outcome;
  GPtrArray *records;
} TgDnsReply;

#define TG_DNS_RECORDS_MAX 64

/* @server: (nullable): NULL asks the name servers that this system is configured with.  @name: in A-labels */
void        tg_dns_records_async  (GInetSocketAddress *server, TgDnsKind kind, const char *name, guint timeout_ms, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
/* NULL only if cancelled. (transfer full) (nullable) */
TgDnsReply *tg_dns_records_finish (GAsyncResult *result, GError **error);
/* The records' texts; empty also where @self is NULL (nullable).  NULL-terminated (transfer full) */
char      **tg_dns_reply_texts    (const TgDnsReply *self);
void        tg_dns_reply_free     (TgDnsReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgDnsReply, tg_dns_reply_free)

G_END_DECLS
