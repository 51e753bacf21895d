/* interception.c: who signs certificates in the servers' place: security programs and filters are
 * known by the names of their authorities, others by turning up on unrelated servers.
 *
 * The names are those that the makers give their own certificate authorities, according to their
 * support pages and public lists of interception products.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/surroundings/look-around.h"
#include "model/host.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Lower-case words in the issuer's name; all words of a row must be present. */
static const char *const products[][3] = {
  /* On this computer. */
  { "avast", "shield" },
  { "avast", "root" },
  { "avg", "shield" },
  { "avg technologies" },
  { "avira" },
  { "kaspersky" },
  { "eset ssl filter" },
  { "bitdefender" },
  { "norton", "shield" },
  { "norton", "root" },
  { "symantec", "antivirus" },
  { "mcafee" },
  { "trend micro" },
  { "virus buster" },
  { "f-secure" },
  { "g data" },
  { "drweb" },
  { "dr.web" },
  { "bullguard" },
  { "zonealarm" },
  { "webroot" },
  { "quick heal" },
  { "k7", "computing" },
  { "360", "total security" },
  { "adguard" },
  { "superfish" },
  { "komodia" },
  { "net nanny" },
  { "contentwatch" },
  { "qustodio" },
  { "covenant eyes" },
  { "digital arts" },
  { "i-filter" },
  { "intersafe" },
  { "fiddler" },
  { "charles proxy" },
  { "mitmproxy" },
  { "burp", "portswigger" },
  /* Between this computer and the internet. */
  { "fortinet" },
  { "fortigate" },
  { "sophos" },
  { "zscaler" },
  { "netskope" },
  { "palo alto" },
  { "check point" },
  { "sonicwall" },
  { "watchguard" },
  { "barracuda" },
  { "blue coat" },
  { "bluecoat" },
  { "forcepoint" },
  { "websense" },
  { "cisco umbrella" },
  { "cisco", "web security" },
  { "untangle" },
  { "smoothwall" },
  { "lightspeed" },
  { "securly" },
  { "goguardian" },
  { "iboss" },
  { "cato networks" },
  { "menlo security" },
  { "cyberoam" },
  { "squid" },
  { "opnsense" },
  { "pfsense" },
  { "ssl inspection" },
  { "ssl interception" },
  { "tls inspection" },
  { "https inspection" },
  { "dpi-ssl" },
};

/* Only at the start of a word: "G DATA" is not in "Hosting Data". */
static gboolean
has_words (const char *text, const char *words)
{
  for (const char *found = strstr (text, words); found != NULL; found = strstr (found + 1, words))
    if (found == text || !g_ascii_isalnum (found[-1]))
      return TRUE;
  return FALSE;
}

static gboolean
is_product (const char *issuer)
{
  g_autofree char *small = g_utf8_strdown (issuer, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (products); i++) {
    gboolean all = TRUE;

    for (guint k = 0; k < G_N_ELEMENTS (products[i]) && products[i][k] != NULL; k++)
      all &= has_words (small, products[i][k]);
    if (all)
      return TRUE;
  }
  return FALSE;
}

/* Not if this computer trusts the chain, whoever signed: a school may install its own authority. */
static gboolean
is_unknown (const TgEvidence *side)
{
  return side->fault == TG_FAULT_CERTIFICATE && side->tls != NULL && tg_evidence_chain_issuer (side) != NULL &&
         (tg_problems_has (side->tls->problems, "cert-unknown-issuer") || tg_problems_has (side->tls->problems, "cert-self-signed") ||
          tg_problems_has (side->tls->problems, "cert-incomplete-chain"));
}

static gboolean
are_unrelated (const char *one, const char *other)
{
  return tg_host_registrable (one) != NULL && tg_host_registrable (other) != NULL && !tg_hosts_share_owner (one, other);
}

static void
note (TgLookAround *self, const TgEvidence *side)
{
  g_free (self->seen->issuer);
  self->seen->issuer = g_strdup (tg_evidence_chain_issuer (side));
  tg_surroundings_note (self->seen, TG_ASPECT_INTERCEPTION, TG_LOOK_FAULT,
                        /* TRANSLATORS: a server name, and the distinguished name of an authority */
                        g_strdup_printf (_ ("The certificate of %s is signed by: %s"), side->server->host,
                                         tg_evidence_chain_issuer (side)));
}

void
tg_look_issuer (GTask *task)
{
  TgLookAround *self = tg_look_around_of (task);
  const TgEvidence *sides[2], *unknown[2];
  guint n = tg_look_around_sides (self, sides), n_unknown = 0;
  gboolean shared;

  for (guint i = 0; i < n; i++)
    if (is_unknown (sides[i]))
      unknown[n_unknown++] = sides[i];
  shared = n_unknown == 2 && g_strcmp0 (tg_evidence_chain_issuer (unknown[0]), tg_evidence_chain_issuer (unknown[1])) == 0 &&
           are_unrelated (unknown[0]->server->ascii_host, unknown[1]->server->ascii_host);
  tg_surroundings_note (self->seen, TG_ASPECT_INTERCEPTION, n_unknown == 0 ? TG_LOOK_OK : TG_LOOK_OPEN, NULL);
  for (guint i = 0; i < n_unknown; i++)
    if (shared || is_product (tg_evidence_chain_issuer (unknown[i])))
      note (self, unknown[i]);
}
