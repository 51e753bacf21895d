/* judge.c: the verdict on a chain (RFC 5280 section 6; names by RFC 9525).  GnuTLS decides;
 * where it refuses, of several ways to read the chain the best one is explained.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/names.h"
#include "cert/trust-store.h"
#include "cert/way.h"

#define CHAIN_MAX (512 * 1024) /* bytes in all; certificates beyond that count as not sent */

/* Why GnuTLS refuses: the way with the least against it.  If nothing speaks against one of them,
 * GnuTLS did not find it, since it never turns back; then what it met on its own way.
 * (transfer full) */
static TgWay *
find_least_fault (const TgSentChain *sent, gint64 now, GPtrArray *authorities)
{
  g_autoptr (GArray) paths = tg_paths_find (sent, authorities);
  TgWay *best = NULL;
  TgPath first;

  for (guint i = 0; i < paths->len && (best == NULL || best->refused); i++) {
    g_autoptr (TgWay) way = tg_way_explain (sent, now, &g_array_index (paths, TgPath, i));

    if (best == NULL || way->weight < best->weight) {
      g_clear_pointer (&best, tg_way_free);
      best = g_steal_pointer (&way);
    }
  }
  if (best->refused)
    return best;
  tg_way_free (best);
  tg_path_find_first (&first, sent, authorities);
  best = tg_way_explain (sent, now, &first);
  /* GnuTLS refused for a reason that the tables do not have. */
  if (!best->refused)
    tg_way_note (best, best->steps[best->length - 1], "cert-unknown-issuer");
  return best;
}

static void
check_name (TgWay *self, const char *ascii_host)
{
  gnutls_x509_crt_t crt = self->sent->crts[0];
  TgNameVerdict verdict = tg_x509_check_name (crt, ascii_host);

  if (verdict == TG_NAME_IN_COMMON_NAME)
    tg_way_note (self, self->sent->read[0], "cert-no-san");
  else if (verdict == TG_NAME_DIFFERS || !gnutls_x509_crt_check_hostname (crt, ascii_host))
    tg_way_note (self, self->sent->read[0], "cert-name-mismatch");
}

static TgCertificate *
read_authority (gnutls_x509_crt_t authority)
{
  g_auto (gnutls_datum_t) datum = { NULL, 0 };
  g_autoptr (GBytes) der = NULL;

  if (authority == NULL || gnutls_x509_crt_export2 (authority, GNUTLS_X509_FMT_DER, &datum) < 0)
    return NULL;
  der = g_bytes_new (datum.data, datum.size);
  return tg_certificate_read (der);
}

/* Writes down what was found; @authority: (out) (optional). */
static void
tell (const TgWay *self, GPtrArray *problems, TgCertificate **authority)
{
  TgCertificate *top = authority != NULL ? read_authority (self->authority) : NULL;

  for (guint i = self->sent->n; i > 0; i--) {
    /* The authority at the top may have been sent as well. */
    gboolean is_top = self->authority != NULL && gnutls_x509_crt_equals (self->sent->crts[i - 1], self->authority);

    self->sent->read[i - 1]->step = is_top ? self->length + 1 : 0;
  }
  for (guint i = 0; i < self->length; i++)
    self->steps[i]->step = i + 1;
  for (guint i = 0; i < self->notes->len; i++) {
    const TgNote *one = &g_array_index (self->notes, TgNote, i);
    TgCertificate *on = one->certificate != NULL ? one->certificate : top;

    if (on != NULL)
      tg_problems_add (on->problems, one->id);
    tg_problems_add (problems, one->id);
  }
  if (authority != NULL)
    *authority = top;
}

static gboolean
judge (const TgSentChain *sent, TgTrust *trust, const char *ascii_host, gint64 now, GPtrArray *problems, TgCertificate **authority)
{
  gnutls_x509_trust_list_t trusted = tg_trust_lock_list (trust);
  g_autoptr (TgWay) way = tg_way_try (sent, now, trusted);

  if (way == NULL)
    way = find_least_fault (sent, now, tg_trust_authorities (trust));
  check_name (way, ascii_host);
  tell (way, problems, authority);
  tg_trust_unlock_list (trust);
  return !way->refused;
}

gboolean
tg_trust_judge_to_the_top (TgTrust *trust, GPtrArray *chain, const char *ascii_host, gint64 now, GPtrArray *problems,
                           TgCertificate **authority)
{
  TgSentChain sent = { .n = 0 };
  gboolean trusted = FALSE;
  gsize size = 0;

  for (guint i = 0; i < chain->len && i < TG_CHAIN_MAX && size < CHAIN_MAX; i++) {
    TgCertificate *certificate = chain->pdata[i];
    gnutls_x509_crt_t crt = tg_x509_import (certificate->der);

    size += g_bytes_get_size (certificate->der);
    if (crt == NULL && i == 0)
      break;
    if (crt == NULL)
      continue;
    sent.crts[sent.n] = crt;
    sent.read[sent.n++] = certificate;
  }
  if (authority != NULL)
    *authority = NULL;
  if (sent.n > 0) {
    trusted = judge (&sent, trust, ascii_host, now, problems, authority);
  } else {
    if (chain->len > 0)
      tg_problems_add (((TgCertificate *)chain->pdata[0])->problems, "cert-incomplete-chain");
    tg_problems_add (problems, "cert-incomplete-chain");
  }
  for (guint i = 0; i < sent.n; i++)
    gnutls_x509_crt_deinit (sent.crts[i]);
  return trusted;
}

gboolean
tg_trust_judge (TgTrust *trust, GPtrArray *chain, const char *ascii_host, gint64 now, GPtrArray *problems)
{
  return tg_trust_judge_to_the_top (trust, chain, ascii_host, now, problems, NULL);
}
