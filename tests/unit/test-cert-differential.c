/* test-cert-differential.c: on about a hundred generated chains, our verdict is the same as
 * GnuTLS's, with purpose, name and time, except for names in the CN only, which RFC 9525 refuses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "cert/certificate.h"
#include "cert/trust.h"
#include "support/make-certs.h"

#define HOST   "mail.example.jp"
#define PAST   (TEST_NOW - 1)
#define FUTURE (TEST_NOW + 1)

static const char *const own[] = { HOST, NULL };
static const char *const other[] = { "sv1.example-host.jp", NULL };
static const char *const wild[] = { "*.example.jp", NULL };
static const char *const too_wild[] = { "*.*.jp", "m*.example.jp", "*", NULL };
static const char *const address[] = { "192.0.2.1", NULL };

static const TestCertSpec leaves[] = {
  { .common_name = "good", .dns = own },
  { .common_name = "wild", .dns = wild },
  { .common_name = "too wild", .dns = too_wild },
  { .common_name = HOST },
  { .common_name = HOST, .dns = other },
  { .common_name = HOST, .ips = address },
  { .common_name = "expired", .dns = own, .not_after = PAST },
  { .common_name = "future", .dns = own, .not_before = FUTURE },
  { .common_name = "soon", .dns = own, .not_after = TEST_NOW },
  { .common_name = "client", .dns = own, .purpose = GNUTLS_KP_TLS_WWW_CLIENT },
  { .common_name = "server", .dns = own, .purpose = GNUTLS_KP_TLS_WWW_SERVER },
  { .common_name = "any", .dns = own, .purpose = GNUTLS_KP_ANY },
  { .common_name = "mail", .dns = own, .purpose = GNUTLS_KP_EMAIL_PROTECTION },
  { .common_name = "sha1", .dns = own, .hash = GNUTLS_DIG_SHA1 },
  { .common_name = "sha512", .dns = own, .hash = GNUTLS_DIG_SHA512 },
  { .common_name = "broken", .dns = own, .broken_signature = TRUE },
  { .common_name = "critical", .dns = own, .critical_unknown = TRUE },
  { .common_name = "staple", .dns = own, .must_staple = TRUE },
  { .common_name = "authority", .dns = own, .ca = TRUE },
  { .common_name = "short", .dns = own, .algorithm = GNUTLS_PK_RSA, .bits = 1024 },
  { .common_name = "shorter", .dns = own, .algorithm = GNUTLS_PK_RSA, .bits = 768 },
  { .common_name = "rsa", .dns = own, .algorithm = GNUTLS_PK_RSA },
  { .common_name = "ed25519", .dns = own, .algorithm = GNUTLS_PK_EDDSA_ED25519 },
  { .common_name = "no identifiers", .dns = own, .no_key_identifiers = TRUE },
  { .dns = own },
};

static const TestCertSpec middles[] = {
  { .common_name = "Middle", .ca = TRUE },
  { .common_name = "Middle", .ca = TRUE, .not_after = PAST },
  { .common_name = "Middle", .ca = TRUE, .not_before = FUTURE },
  { .common_name = "Middle" },
  { .common_name = "Middle", .ca = TRUE, .permitted_dns = "example.jp" },
  { .common_name = "Middle", .ca = TRUE, .permitted_dns = "example.com" },
  { .common_name = "Middle", .ca = TRUE, .purpose = GNUTLS_KP_TLS_WWW_CLIENT },
  { .common_name = "Middle", .ca = TRUE, .purpose = GNUTLS_KP_TLS_WWW_SERVER },
  { .common_name = "Middle", .ca = TRUE, .hash = GNUTLS_DIG_SHA1 },
  { .common_name = "Middle", .ca = TRUE, .algorithm = GNUTLS_PK_RSA, .bits = 1024 },
  { .common_name = "Middle", .ca = TRUE, .broken_signature = TRUE },
  { .common_name = "Middle", .ca = TRUE, .critical_unknown = TRUE },
};

static const TestCertSpec roots[] = {
  { .common_name = "Root", .ca = TRUE },
  { .common_name = "Root", .ca = TRUE, .not_after = PAST },
  { .common_name = "Root", .ca = TRUE, .not_before = FUTURE },
  { .common_name = "Root" },
  { .common_name = "Root", .ca = TRUE, .path_length = 1 },
  { .common_name = "Root", .ca = TRUE, .permitted_dns = "example.com" },
  { .common_name = "Root", .ca = TRUE, .hash = GNUTLS_DIG_SHA1 },
};

static time_t
test_time (time_t *result)
{
  if (result != NULL)
    *result = TEST_NOW;
  return TEST_NOW;
}

/* GnuTLS's own verdict, reached as gnutls_certificate_verify_peers() does under NORMAL. */
static gboolean
gnutls_trusts (gnutls_x509_trust_list_t list, const TestCert *const *certs, guint n)
{
  gnutls_typed_vdata_st wanted[] = {
    { .type = GNUTLS_DT_DNS_HOSTNAME, .data = (unsigned char *)HOST },
    { .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *)GNUTLS_KP_TLS_WWW_SERVER },
  };
  gnutls_x509_crt_t crts[TG_CHAIN_MAX];
  unsigned int status = 0;

  for (guint i = 0; i < n; i++)
    crts[i] = certs[i]->crt;
  return gnutls_x509_trust_list_verify_crt2 (list, crts, n, wanted, 2, GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_LOW), &status, NULL) >= 0 &&
         status == 0;
}

static gboolean
we_trust (TgTrust *trust, const TestCert *const *certs, guint n)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  gboolean trusted;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (chain, tg_certificate_read (certs[i]->der));
  trusted = tg_trust_judge (trust, chain, HOST, TEST_NOW, problems);
  /* A refusal without a reason could not be explained. */
  if (!trusted)
    g_assert_cmpuint (problems->len, >, 0);
  return trusted;
}

typedef struct {
  TgTrust *trust;
  gnutls_x509_trust_list_t list;
  guint n_chains;
  guint n_trusted;
} Comparison;

static void
compare (Comparison *self, const TestCertSpec *spec, const TestCert *const *certs, guint n)
{
  gboolean theirs = gnutls_trusts (self->list, certs, n);
  gboolean ours = we_trust (self->trust, certs, n);
  g_autoptr (TgCertificate) first = tg_certificate_read (certs[0]->der);
  gboolean name_is_old = first->names[0] == NULL;

  if (theirs && name_is_old)
    g_assert_false (ours);
  else if (ours != theirs)
    g_error ("%s of %u certificates: GnuTLS says %d, we say %d", spec->common_name, n, theirs, ours);
  self->n_chains++;
  self->n_trusted += ours;
}

/* Every way in which a careless server may send the same certificates. */
static void
compare_orders (Comparison *self, const TestCertSpec *spec, const TestCert *leaf, const TestCert *middle, const TestCert *root)
{
  const TestCert *orders[][4] = {
    { leaf, middle },       { leaf }, { leaf, middle, root }, { leaf, root, middle }, { leaf, middle, middle, leaf }, { middle, leaf },
    { root, middle, leaf },
  };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++) {
    guint n = 0;

    while (n < G_N_ELEMENTS (orders[i]) && orders[i][n] != NULL)
      n++;
    compare (self, spec, orders[i], n);
  }
}

static void
compare_under (const TestCert *trusted, const TestCert *root, Comparison *totals, const TestCertSpec *leaf_specs, guint n_leaves,
               const TestCertSpec *middle_specs, guint n_middles)
{
  g_autofree char *file = test_cert_write (&trusted, 1);
  g_autofree char *pem = test_cert_pem (trusted);
  gnutls_datum_t datum = { (unsigned char *)pem, (unsigned int)strlen (pem) };

  totals->trust = tg_trust_new (file, NULL);
  g_assert_cmpint (gnutls_x509_trust_list_init (&totals->list, 0), >=, 0);
  gnutls_x509_trust_list_add_system_trust (totals->list, 0, 0);
  g_assert_cmpint (gnutls_x509_trust_list_add_trust_mem (totals->list, &datum, NULL, GNUTLS_X509_FMT_PEM, 0, 0), ==, 1);
  for (guint m = 0; m < n_middles; m++) {
    g_autoptr (TestCert) middle = test_cert_new (&middle_specs[m], root);

    for (guint i = 0; i < n_leaves; i++) {
      g_autoptr (TestCert) leaf = test_cert_new (&leaf_specs[i], middle);

      compare_orders (totals, &leaf_specs[i], leaf, middle, root);
    }
  }
  gnutls_x509_trust_list_deinit (totals->list, 1);
  g_clear_pointer (&totals->trust, tg_trust_unref);
  g_unlink (file);
}

static void
test_chains (void)
{
  Comparison totals = { 0 };
  g_autoptr (TestCert) stranger = test_cert_new (&roots[0], NULL);

  for (guint r = 0; r < G_N_ELEMENTS (roots); r++) {
    g_autoptr (TestCert) root = test_cert_new (&roots[r], NULL);

    compare_under (root, root, &totals, leaves, r == 0 ? G_N_ELEMENTS (leaves) : 2, middles, r == 0 ? 1 : 2);
    if (r == 0)
      compare_under (root, root, &totals, leaves, 1, middles, G_N_ELEMENTS (middles));
    compare_under (stranger, root, &totals, leaves, 2, middles, 1);
  }
  g_test_message ("%u chains compared, %u of them trusted", totals.n_chains, totals.n_trusted);
  g_assert_cmpuint (totals.n_chains, >=, 150);
  g_assert_cmpuint (totals.n_trusted, >=, 30);
}

/* A server certificate that is itself in the trust store, or whose issuer is. */
static void
test_pinned_in_the_list (void)
{
  Comparison totals = { 0 };
  g_autoptr (TestCert) root = test_cert_new (&roots[0], NULL);
  g_autoptr (TestCert) middle = test_cert_new (&middles[0], root);

  compare_under (middle, root, &totals, leaves, 8, middles, 1);
  for (guint i = 0; i < G_N_ELEMENTS (leaves); i++) {
    g_autoptr (TestCert) alone = NULL;

    /* A self-signed certificate needs no valid signature: being in the store is enough. */
    if (leaves[i].bits == 768 || leaves[i].purpose != NULL)
      continue;
    alone = test_cert_new (&leaves[i], NULL);
    compare_under (alone, alone, &totals, leaves, 1, middles, 1);
  }
}

/* GnuTLS also takes "*mail.example.jp" for "mail.example.jp"; RFC 9525 does not allow that. */
static void
test_names (void)
{
  static const char *const presented[] = { "mail.example.jp",  "*.example.jp",  "MAIL.Example.JP",  "*.jp",           "*",
                                           "mail.*.jp",        "m*.example.jp", "*mail.example.jp", "xn--r8jz45g.jp", "*.xn--r8jz45g.jp",
                                           "mail.example.jp.", "example.jp",    ".example.jp" };
  static const char *const hosts[] = { "mail.example.jp",     "example.jp", "a.b.example.jp", "xn--r8jz45g.jp",
                                       "mail.xn--r8jz45g.jp", "jp",         "MAIL.EXAMPLE.JP" };

  for (guint i = 0; i < G_N_ELEMENTS (presented); i++) {
    const char *const dns[] = { presented[i], NULL };
    g_autoptr (TestCert) cert = test_cert_new (&(TestCertSpec){ .common_name = "x", .dns = dns }, NULL);
    g_autoptr (TgCertificate) read = tg_certificate_read (cert->der);

    for (guint j = 0; j < G_N_ELEMENTS (hosts); j++) {
      gboolean theirs = gnutls_x509_crt_check_hostname (cert->crt, hosts[j]) != 0;

      if (g_str_has_prefix (presented[i], "*m"))
        g_assert_false (tg_certificate_names (read, hosts[j]));
      else if (tg_certificate_names (read, hosts[j]) != theirs)
        g_error ("%s for %s: GnuTLS says %d", presented[i], hosts[j], theirs);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gnutls_global_set_time_function (test_time);
  g_test_add_func ("/cert/differential/generated chains get GnuTLS's own verdict", test_chains);
  g_test_add_func ("/cert/differential/listed certificates get GnuTLS's own verdict", test_pinned_in_the_list);
  g_test_add_func ("/cert/differential/names match as in GnuTLS", test_names);
  return g_test_run ();
}
