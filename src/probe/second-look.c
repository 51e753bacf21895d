/* second-look.c: which look can explain a talk, and what it adds to the evidence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/second-look.h"

#include "wire/scan/tls-scan.h"

#define PAGE_TIMEOUT_MS 1500

/* How long the numbers of a Diffie-Hellman key exchange are, GIO does not tell. */
static gboolean
may_be_short (const TgTlsFacts *tls)
{
  return tls != NULL && tls->cipher != NULL && g_str_has_prefix (tls->cipher, "TLS_DHE_");
}

/* As a web server is, until it is asked. */
static gboolean
is_silent_behind_tls (const TgEvidence *seen)
{
  return seen->fault == TG_FAULT_DEADLINE && seen->encrypted && seen->greeting == NULL && seen->server->security == TG_SECURITY_TLS;
}

gboolean
tg_second_look_is_due (const TgEvidence *seen)
{
  return seen->fault == TG_FAULT_TLS || may_be_short (seen->tls) || (seen->fault == TG_FAULT_SILENT && !seen->encrypted) ||
         is_silent_behind_tls (seen);
}

void
tg_second_look_async (const TgEvidence *seen, GSocketAddress *peer, guint timeout_ms, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  const TgServer *server = seen->server;

  if (is_silent_behind_tls (seen))
    tg_tls_scan_page_async (peer, server->ascii_host, MIN (timeout_ms, PAGE_TIMEOUT_MS), cancellable, callback, user_data);
  else if (seen->tls != NULL && server->security == TG_SECURITY_STARTTLS)
    tg_tls_scan_starttls_async (peer, server->protocol, server->ascii_host, timeout_ms, cancellable, callback, user_data);
  else
    tg_tls_scan_async (peer, server->ascii_host, timeout_ms, cancellable, callback, user_data);
}

void
tg_second_look_take (TgEvidence *evidence, TgScanFacts *facts)
{
  if (!facts->done) {
    tg_scan_facts_clear (facts);
    return;
  }
  tg_scan_facts_clear (&evidence->scan);
  evidence->scan = *facts;
  *facts = (TgScanFacts){ .alert = -1 };
  if (evidence->tls != NULL && evidence->tls->alert < 0)
    evidence->tls->alert = evidence->scan.alert;
}

void
tg_second_look_finish (GAsyncResult *result, TgEvidence *evidence)
{
  TgScanFacts facts;

  tg_tls_scan_finish (result, &facts, NULL);
  tg_second_look_take (evidence, &facts);
}
