/* test-cert-paths.c: where a chain can be read in several ways (cross-signed authorities, an expired root beside its
 * successor, an expired intermediate beside its twin), our verdict is GnuTLS's and OpenSSL's, or the row names the reason;
 * and what is told is the fault of the best way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "test-cert-cast.h"

#define FIRST   "GnuTLS follows the first issuer that fits by name, and never turns back; OpenSSL prefers one in its dates"
#define LAST    "GnuTLS looks for an authority above or at the last certificate only, OpenSSL at each"
#define SURPLUS "GnuTLS takes a second root that was sent for the end of the chain; GIO leaves it out, and is asked again"
#define LISTED  "OpenSSL prefers a listed certificate to one that was sent, even if it has expired"
#define PARTIAL "OpenSSL wants a root at the top unless told otherwise; GnuTLS and GIO take any listed authority"
#define SHA1    "GnuTLS and browsers refuse SHA-1 in certificates; OpenSSL only from security level 1 on"

/**
 * @store: the authorities that the computer trusts; @sent: what the server sends
 * @verdict: "" for trusted; otherwise each problem with the place of its certificate, "[-]" for an authority that was not
 *   sent.  Judged by hand, by RFC 5280 section 6 and what the reader can do about it.
 * @apart: who says otherwise about the chain in just this order: "G" GnuTLS, "O" OpenSSL; @reason: why
 */
static const struct {
  const char *store;
  const char *sent;
  const char *verdict;
  const char *apart;
  const char *reason;
} rows[] = {
  /* One root, and what careless servers send besides. */
  { "new", "leaf mid", "" },
  { "new", "leaf mid new", "" },
  { "new", "leaf-root", "" },
  { "new", "leaf mid stray stray-expired", "" },
  { "new", "leaf stray-expired mid", "" },
  { "new", "leaf leaf mid mid", "" },
  { "new", "leaf-low mid low", "" },
  { "new", "leaf-expired mid", "[0] cert-expired" },
  { "new", "leaf stray-expired", "[0] cert-incomplete-chain" },
  { "new", "leaf-self mid", "[0] cert-self-signed" },
  { "new", "leaf-soon mid", "[0] cert-expires-soon" },

  /* An expired root beside its successor, which it once vouched for. */
  { "new", "leaf mid cross", "" },
  { "new", "leaf mid cross old", "" },
  { "new old", "leaf mid", "" },
  { "new old", "leaf mid cross", "" },
  { "old new", "leaf mid cross", "" },
  { "new old", "leaf mid cross old", "" },
  { "old new", "leaf mid cross old", "" },
  { "new old", "leaf mid cross new old", "" },
  { "new old", "leaf mid cross stray", "" },
  { "new", "leaf mid cross new old", "[4] cert-unknown-issuer", "O", SURPLUS },
  { "new old", "leaf-root cross", "" },
  { "new old", "leaf-root cross old", "" },
  { "new old", "leaf-low low mid cross old", "" },
  { "new old", "leaf-expired mid cross old", "[0] cert-expired" },
  { "new old", "leaf-soon mid cross old", "[0] cert-expires-soon" },
  { "old", "leaf mid cross", "[-] cert-chain-expired" },
  { "old", "leaf mid cross old", "[3] cert-chain-expired" },
  { "old", "leaf mid", "[1] cert-unknown-issuer" },
  { "old", "leaf mid new", "[2] cert-unknown-issuer" },
  { "old", "leaf mid cross new", "[-] cert-chain-expired" },
  { "stray", "leaf mid cross old", "[3] cert-unknown-issuer" },
  { "stray old", "leaf mid new", "[2] cert-unknown-issuer" },

  /* The certificate by which it was vouched for has run out with it. */
  { "new", "leaf mid cross-expired", "" },
  { "new old", "leaf mid cross-expired", "" },
  { "new old", "leaf mid cross-expired old", "" },
  { "old", "leaf mid cross-expired", "[2] cert-chain-expired" },

  /* Several have vouched for it. */
  { "prior", "leaf mid cross-prior", "" },
  { "prior new old", "leaf mid cross cross-prior old", "" },
  { "prior old", "leaf mid cross-prior cross", "" },
  { "prior old", "leaf mid cross cross-prior", "[-] cert-chain-expired" },
  { "prior", "leaf mid cross-expired cross-prior", "[2] cert-chain-expired [2] cert-unknown-issuer", "O", FIRST },
  { "prior", "leaf mid cross-prior cross-expired", "" },
  { "new", "leaf mid cross-bridge bridge", "[3] cert-unknown-issuer", "O", LAST },
  { "new old", "leaf mid cross-bridge bridge", "[-] cert-chain-expired", "O", LAST },
  { "new old", "leaf mid cross-bridge bridge old", "[4] cert-chain-expired", "O", LAST },

  /* Editions of a root: one key, several dates; and a root that only has the same name. */
  { "new earlier", "leaf mid", "" },
  { "earlier new", "leaf mid", "" },
  { "earlier new", "leaf mid earlier", "" },
  { "new", "leaf mid earlier", "" },
  { "earlier", "leaf mid", "[-] cert-chain-expired" },
  { "earlier", "leaf mid new", "[-] cert-chain-expired" },
  { "earlier", "leaf mid earlier", "[2] cert-chain-expired" },
  { "new namesake", "leaf mid", "" },
  { "namesake new", "leaf mid", "" },
  { "namesake new", "leaf mid namesake", "" },
  { "namesake", "leaf mid", "[1] cert-unknown-issuer" },
  { "namesake", "leaf mid namesake", "[1] cert-unknown-issuer" },

  /* Editions of an intermediate. */
  { "new", "leaf mid-expired", "[1] cert-chain-expired" },
  { "new", "leaf mid-future", "[1] cert-not-yet-valid" },
  { "new", "leaf mid mid-expired", "" },
  { "new", "leaf mid-expired mid", "[1] cert-chain-expired", "O", FIRST },
  { "new", "leaf mid-future mid", "[1] cert-not-yet-valid", "O", FIRST },
  { "new old", "leaf mid-old", "[-] cert-chain-expired" },
  { "new old", "leaf mid-old old", "[2] cert-chain-expired" },
  { "new old", "leaf mid mid-old", "" },
  { "new old", "leaf mid-old mid", "[-] cert-chain-expired" },
  { "new old", "leaf mid-old-expired mid", "[1] cert-chain-expired", "O", FIRST },
  { "new", "leaf mid-old", "[1] cert-unknown-issuer" },
  { "new", "leaf mid-old mid", "[1] cert-unknown-issuer" },
  { "new", "leaf mid-stray stray", "[2] cert-unknown-issuer" },
  { "new", "leaf mid-stray mid stray", "[3] cert-unknown-issuer" },
  { "new", "leaf mid-sha1", "[1] cert-weak", "O", SHA1 },
  { "new", "leaf mid-sha1 mid", "[1] cert-weak", "O", SHA1 },
  { "new", "leaf mid-broken", "[1] cert-bad-signature" },
  { "new", "leaf mid-broken mid", "[1] cert-bad-signature" },
  { "new", "leaf mid-clients", "[1] cert-wrong-purpose" },
  { "new", "leaf mid-clients mid", "[1] cert-wrong-purpose" },
  { "new", "leaf mid-no-ca", "[1] cert-issuer-not-ca" },
  { "new", "leaf mid-no-ca mid", "[1] cert-issuer-not-ca" },
  { "new", "leaf mid-expired mid-broken", "[1] cert-chain-expired" },
  { "new", "leaf mid-broken mid-expired", "[2] cert-chain-expired" },
  { "new", "leaf mid-stray mid-expired", "[2] cert-chain-expired" },

  /* Limits. */
  { "new", "leaf-below below tight", "[0] cert-constraint" },
  { "new", "leaf-below below wide tight", "" },
  { "new", "leaf-below below tight wide", "[0] cert-constraint" },
  { "new", "leaf-limited limited", "[0] cert-constraint" },
  { "new", "leaf-limited limited-here limited", "" },
  { "new", "leaf-limited limited limited-here", "[0] cert-constraint" },

  /* Circles, with and without a way out. */
  { "new", "leaf-circle circle-a circle-b", "" },
  { "new", "leaf-circle circle-a circle-b2 circle-b", "[2] cert-unknown-issuer" },
  { "stray", "leaf-circle circle-a circle-b2", "[2] cert-unknown-issuer" },

  /* An intermediate in the store. */
  { "mid", "leaf", "", "O", PARTIAL },
  { "mid", "leaf mid", "", "O", PARTIAL },
  { "mid-expired mid", "leaf", "", "O", PARTIAL },
  { "mid-expired", "leaf", "[-] cert-chain-expired" },
  { "mid-expired new", "leaf mid", "", "O", LISTED },
  { "mid-expired new", "leaf mid mid-expired", "", "O", LISTED },
  { "leaf-self", "leaf-self", "" },
  { "leaf", "leaf", "", "O", PARTIAL },
};

/* OpenSSL's verdict, with these authorities only. */
static gboolean
openssl_trusts (const CastGroup *store, const CastGroup *sent)
{
  const CastGroup own = { .certs = { sent->certs[0] }, .n = 1 };
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, TEST_NOW);
  g_autofree char *authorities = cast_write (store), *all = cast_write (sent), *first = cast_write (&own);
  const char *const command[] = { "openssl",     "verify",  "-attime",   now,          "-purpose", "sslserver", "-no-CApath",
                                  "-no-CAstore", "-CAfile", authorities, "-untrusted", all,        first,       NULL };
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_unlink (authorities);
  g_unlink (all);
  g_unlink (first);
  return g_spawn_check_wait_status (status, NULL);
}

/* The next order of the certificates above the server's own; FALSE after the last one. */
static gboolean
next_order (const CastGroup *all, guint *order)
{
  guint i = all->n - 1, k = all->n - 1;

  while (i > 1 && order[i - 1] > order[i])
    i--;
  if (i <= 1)
    return FALSE;
  while (order[k] < order[i - 1])
    k--;
  guint swapped = order[k];
  order[k] = order[i - 1];
  order[i - 1] = swapped;
  for (k = all->n - 1; i < k; i++, k--) {
    swapped = order[k];
    order[k] = order[i];
    order[i] = swapped;
  }
  return TRUE;
}

static CastGroup
arranged (const CastGroup *all, const guint *order, guint n)
{
  CastGroup self = { .n = n };

  for (guint i = 0; i < n; i++)
    self.certs[i] = all->certs[order[i]];
  return self;
}

/* Servers send their certificates in any order, and GnuTLS sorts them. */
static void
compare_orders (TgTrust *trust, const CastGroup *store, const CastGroup *sent)
{
  guint order[CAST_MAX] = { 0, 1, 2, 3, 4, 5, 6, 7 };

  while (next_order (sent, order)) {
    CastGroup some = arranged (sent, order, sent->n);
    g_autofree char *places = NULL;
    gboolean ours = cast_judge (trust, &some, &places);

    if (ours != cast_gnutls_trusts (store, &some)) {
      g_autofree char *ids = cast_ids (&some);

      g_error ("%s: GnuTLS says %d; we say \"%s\"", ids, !ours, places);
    }
  }
}

static void
test_row (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  CastGroup store = cast_group (rows[row].store), sent = cast_group (rows[row].sent);
  g_autoptr (TgTrust) trust = cast_trust (&store);
  g_autofree char *places = NULL;
  gboolean ours = cast_judge (trust, &sent, &places);
  gboolean gnutls = cast_gnutls_trusts (&store, &sent);
  gboolean openssl = openssl_trusts (&store, &sent);
  g_autofree char *apart = g_strconcat (gnutls != ours ? "G" : "", openssl != ours ? "O" : "", NULL);

  g_assert_cmpstr (places, ==, rows[row].verdict);
  g_assert_cmpstr (apart, ==, rows[row].apart != NULL ? rows[row].apart : "");
  g_assert_cmpint (*apart != '\0', ==, rows[row].reason != NULL);
  compare_orders (trust, &store, &sent);
}

int
main (int argc, char **argv)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  int result;

  if (openssl == NULL) {
    g_printerr ("SKIPPED: openssl is not installed\n");
    return 77;
  }
  g_test_init (&argc, &argv, NULL);
  cast_make ();
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++) {
    g_autofree char *name = g_strdup_printf ("/cert/paths/%s, trusting %s", rows[row].sent, rows[row].store);

    g_test_add_data_func (name, GUINT_TO_POINTER (row), test_row);
  }
  result = g_test_run ();
  cast_free ();
  return result;
}
