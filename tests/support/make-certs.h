/* make-certs.h: certificates for tests, made while the test runs: authorities, intermediates and
 * servers with every fault that RFC 5280 can express.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

/* The time at which the tests judge the certificates: 2026-11-21 12:00 UTC. */
#define TEST_NOW ((gint64) 1795262400)
#define TEST_DAY ((gint64) 86400)

/**
 * TestCertSpec:
 * @common_name: (nullable): the subject's CN; NULL gives an empty subject
 * @dns, @ips: (nullable): NULL-terminated subject alternative names
 * @not_before, @not_after: Unix seconds; 0: a month before and a year after TEST_NOW
 * @ca: an authority; @path_length: its path length, 0 for none (1 means 0, 2 means 1 …)
 * @algorithm: GNUTLS_PK_UNKNOWN for ECDSA; @bits: 0 for 256 (ECDSA) or 2048 (RSA)
 * @hash: of the signature on this certificate; GNUTLS_DIG_UNKNOWN for SHA-256
 * @purpose: (nullable): one extended key usage, instead of none
 * @permitted_dns: (nullable): a name constraint
 * @critical_unknown: carries an unknown critical extension
 * @must_staple: RFC 7633
 * @key_of: (nullable): the certificate whose key to reuse
 * @broken_signature: one bit of the signature is flipped
 * @no_key_identifiers: neither subject nor authority key identifier
 * @issuer_url: (nullable): AIA caIssuers
 * @key_usage: GNUTLS_KEY_…; 0: what an authority needs, otherwise none
 */
typedef struct {
  const char               *common_name;
  const char *const        *dns;
  const char *const        *ips;
  gint64                    not_before;
  gint64                    not_after;
  gboolean                  ca;
  int                       path_length;
  gnutls_pk_algorithm_t     algorithm;
  guint                     bits;
  gnutls_digest_algorithm_t hash;
  const char               *purpose;
  const char               *permitted_dns;
  gboolean                  critical_unknown;
  gboolean                  must_staple;
  const struct _TestCert   *key_of;
  gboolean                  broken_signature;
  gboolean                  no_key_identifiers;
  const char               *issuer_url;
  guint                     key_usage;
} TestCertSpec;

typedef struct _TestCert {
  gnutls_x509_crt_t     crt;
  gnutls_x509_privkey_t key;
  GBytes               *der;
} TestCert;

/* @issuer: NULL for a self-signed one.  Aborts the test if GnuTLS refuses. */
TestCert *test_cert_new     (const TestCertSpec *spec, const TestCert *issuer);
void      test_cert_free    (TestCert *self);

char     *test_cert_pem     (const TestCert *self); /* (transfer full) */
char     *test_cert_key_pem (const TestCert *self); /* (transfer full), unencrypted PKCS #8 */
/* Writes the certificates, in this order, into a new temporary file; the caller unlinks it. */
char     *test_cert_write   (const TestCert *const *certs, guint n_certs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCert, test_cert_free)

G_END_DECLS
