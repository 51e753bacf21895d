/* answers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/sources/answers.h"

#include <glib/gi18n-lib.h>

#include "find/read/remarks.h"

void
tg_search_ask_records (TgSearch *self, TgOrigin source, TgDnsKind kind, const char *name, GAsyncReadyCallback callback, gpointer data)
{
  static const char *const words[] = {
    [TG_DNS_MX] = "DNS MX", [TG_DNS_SRV] = "DNS SRV", [TG_DNS_TXT] = "DNS TXT", [TG_DNS_NS] = "DNS NS", [TG_DNS_PTR] = "DNS PTR",
  };
  g_autofree char *line = g_strdup_printf ("%s %s", words[kind], name);

  tg_search_asks (self, source, line);
  tg_dns_records_async (self->network->resolver, kind, name, tg_search_patience (self), self->stop, callback, data);
}

/* The first answer of all tells how far away the name server is. */
TgDnsReply *
tg_search_take_records (TgSearch *self, GAsyncResult *result)
{
  TgDnsReply *reply = tg_dns_records_finish (result, NULL);

  if (reply != NULL && reply->outcome != TG_DNS_SILENT && self->dns_ms <= 0)
    self->dns_ms = tg_search_now (self);
  return reply;
}

TgSourceOutcome
tg_search_read (TgSearch *self, TgOrigin source, guint hops, TgReadOutcome read, const TgSettings *settings, TgCandidate **candidate,
                char **detail)
{
  *candidate = NULL;
  switch (read) {
  case TG_READ_SETTINGS:
    *candidate = tg_candidate_from_settings (self->found->address, source, hops, settings);
    *detail = tg_remarks_describe (settings->remarks);
    return TG_SOURCE_FOUND;
  case TG_READ_BROKEN:
    *detail = g_strdup (_ ("What is published there cannot be read."));
    return TG_SOURCE_FAILED;
  case TG_READ_NOTHING:
  default:
    *detail = g_strdup (_ ("Nothing is published there."));
    return TG_SOURCE_NONE;
  }
}

void
tg_search_settle_read (TgSearch *self, TgOrigin source, guint hops, TgReadOutcome read, const TgSettings *settings)
{
  g_autofree char *detail = NULL;
  TgCandidate *candidate;
  TgSourceOutcome outcome = tg_search_read (self, source, hops, read, settings, &candidate, &detail);

  tg_search_settle (self, source, outcome, candidate, detail);
}
