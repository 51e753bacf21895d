/* fuzz-certificate.c: libFuzzer target for reading and judging certificates (RFC 5280).
 *
 * The input is a chain: certificates of our own, made at start and then damaged as the input says,
 * so that the fuzzer begins deep in the format without a stored corpus; or raw DER.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdint.h>
#include <string.h>

#include <glib/gstdio.h>

#include "cert/certificate.h"
#include "cert/trust.h"
#include "support/make-certs.h"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define N_SEEDS 4

static GBytes *seeds[N_SEEDS];
static TgTrust *trust;

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  static const char *const dns[] = { "mail.example.jp", "*.example.jp", NULL };
  static const char *const ips[] = { "192.0.2.1", "2001:db8::1", NULL };
  g_autoptr (TestCert) root = test_cert_new (&(TestCertSpec){ .common_name = "Root", .ca = TRUE }, NULL);
  g_autoptr (TestCert) middle =
      test_cert_new (&(TestCertSpec){ .common_name = "M", .ca = TRUE, .path_length = 2, .permitted_dns = "example.jp" }, root);
  g_autoptr (TestCert) leaf = test_cert_new (&(TestCertSpec){ .common_name = "x",
                                                              .dns = dns,
                                                              .ips = ips,
                                                              .purpose = GNUTLS_KP_TLS_WWW_SERVER,
                                                              .issuer_url = "http://ca.example/",
                                                              .must_staple = TRUE },
                                             middle);
  g_autoptr (TestCert) own =
      test_cert_new (&(TestCertSpec){ .common_name = "mail.example.jp", .algorithm = GNUTLS_PK_RSA, .critical_unknown = TRUE }, NULL);
  const TestCert *all[N_SEEDS] = { leaf, middle, root, own };
  g_autofree char *file = test_cert_write ((const TestCert *const *)&root, 1);

  for (guint i = 0; i < N_SEEDS; i++)
    seeds[i] = g_bytes_ref (all[i]->der);
  trust = tg_trust_new (file, NULL);
  g_assert_nonnull (trust);
  g_unlink (file);
  return 0;
}

/* One certificate: a seed with up to 15 bytes replaced, or the rest of the input as it is. */
static GBytes *
take_der (const uint8_t **data, size_t *size)
{
  guint8 head = (*data)[0];
  g_autofree guint8 *copy = NULL;
  gsize length;

  (*data)++;
  (*size)--;
  if ((head & 0x80) != 0) {
    GBytes *rest = g_bytes_new (*data, *size);

    *data += *size;
    *size = 0;
    return rest;
  }
  copy = g_memdup2 (g_bytes_get_data (seeds[head % N_SEEDS], &length), g_bytes_get_size (seeds[head % N_SEEDS]));
  for (guint edits = (head >> 2) & 15; edits > 0 && *size >= 3; edits--) {
    copy[((gsize)(*data)[0] << 8 | (*data)[1]) % length] = (*data)[2];
    *data += 3;
    *size -= 3;
  }
  return g_bytes_new_take (g_steal_pointer (&copy), length);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  gboolean trusted;

  while (size > 0 && chain->len < 16) {
    g_autoptr (GBytes) der = take_der (&data, &size);
    TgCertificate *certificate = tg_certificate_read (der);

    if (certificate == NULL)
      continue;
    g_assert_true (g_utf8_validate (certificate->subject, -1, NULL) && g_utf8_validate (certificate->issuer, -1, NULL));
    g_assert_cmpuint (g_strv_length (certificate->names), <=, 100);
    g_ptr_array_add (chain, certificate);
  }
  trusted = tg_trust_judge (trust, chain, "mail.example.jp", TEST_NOW, problems);
  g_assert_true (trusted || problems->len > 0);
  /* Only what was signed by the root can be trusted, and only as it was signed. */
  if (trusted)
    g_assert_true (g_bytes_equal (((TgCertificate *)chain->pdata[0])->der, seeds[0]));
  return 0;
}
