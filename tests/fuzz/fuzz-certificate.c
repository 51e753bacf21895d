/* fuzz-certificate.c: libFuzzer target for reading and judging certificates (RFC 5280), their names, what
 * issuers publish, stapled replies (RFC 6960) and pins.
 *
 * The input: one byte that picks the host; then parts, each begun by a byte:
 *   0x80 and more   two bytes of length, and a certificate in DER, as in corpus-certificate
 *   0x7f            the rest is what an issuer published, a stapled reply, and a pin
 *   below           a certificate of our own, made at start, with up to 15 bytes replaced
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdint.h>
#include <string.h>

#include <glib/gstdio.h>
#include <gnutls/ocsp.h>

#include "cert/certificate.h"
#include "cert/trust.h"
#include "support/make-certs.h"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define N_SEEDS   4
#define CERTS_MAX 16

static const char *const hosts[] = { "mail.example.jp", "imap.example.jp", "192.0.2.1", "2001:db8::1",
                                     "xn--r8jz45g.jp",  "a.b.c",           "localhost", "" };

static GBytes *seeds[N_SEEDS];
static TgTrust *trust;
static GHashTable *trustable; /* set of fingerprints: what the authorities really signed for a server */

/* The authority that the corpus was made with, and which of its certificates may be trusted. */
static void
read_root (GString *pem)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (CERTIFICATE_ROOT, &text, NULL, NULL));
  g_string_append (pem, text);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, "trusted "))
      g_hash_table_add (trustable, g_strdup (*line + strlen ("trusted ")));
}

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
  g_autofree char *root_pem = test_cert_pem (root);
  g_autoptr (GString) pem = g_string_new (root_pem);
  g_autofree char *file = NULL;
  int fd = g_file_open_tmp ("tegami-fuzz-XXXXXX", &file, NULL);

  trustable = g_hash_table_new (g_str_hash, g_str_equal);
  read_root (pem);
  for (guint i = 0; i < N_SEEDS; i++)
    seeds[i] = g_bytes_ref (all[i]->der);
  g_hash_table_add (trustable, g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, seeds[0]));
  g_assert_true (fd >= 0 && g_close (fd, NULL) && g_file_set_contents (file, pem->str, (gssize)pem->len, NULL));
  trust = tg_trust_new (file, NULL);
  g_assert_nonnull (trust);
  g_unlink (file);
  return 0;
}

static GBytes *
take_seed (guint8 head, const uint8_t **data, size_t *size)
{
  gsize length;
  guint8 *copy = g_memdup2 (g_bytes_get_data (seeds[head % N_SEEDS], &length), g_bytes_get_size (seeds[head % N_SEEDS]));

  for (guint edits = (head >> 2) & 15; edits > 0 && *size >= 3; edits--) {
    copy[((gsize)(*data)[0] << 8 | (*data)[1]) % length] = (*data)[2];
    *data += 3;
    *size -= 3;
  }
  return g_bytes_new_take (copy, length);
}

static GBytes *
take_der (const uint8_t **data, size_t *size)
{
  gsize length = *size >= 2 ? (gsize)(*data)[0] << 8 | (*data)[1] : 0;
  GBytes *der;

  *data += MIN (*size, 2);
  *size -= MIN (*size, 2);
  length = MIN (length, *size);
  der = g_bytes_new (*data, length);
  *data += length;
  *size -= length;
  return der;
}

/* GnuTLS reads stapled replies for GIO, by these functions. */
static void
read_reply (const gnutls_datum_t *datum)
{
  gnutls_ocsp_resp_t reply;
  g_autoptr (GBytes) leaf = g_bytes_ref (seeds[0]);
  unsigned int status;

  g_assert_cmpint (gnutls_ocsp_resp_init (&reply), >=, 0);
  if (gnutls_ocsp_resp_import (reply, datum) >= 0) {
    gsize length;
    gnutls_datum_t der = { (unsigned char *)g_bytes_get_data (leaf, &length), (unsigned int)g_bytes_get_size (leaf) };
    gnutls_x509_crt_t crt;

    gnutls_x509_crt_init (&crt);
    gnutls_x509_crt_import (crt, &der, GNUTLS_X509_FMT_DER);
    gnutls_ocsp_resp_check_crt (reply, 0, crt);
    gnutls_ocsp_resp_verify_direct (reply, crt, &status, 0);
    gnutls_ocsp_resp_get_single (reply, 0, NULL, NULL, NULL, NULL, &status, NULL, NULL, NULL, NULL);
    gnutls_x509_crt_deinit (crt);
  }
  gnutls_ocsp_resp_deinit (reply);
}

static void
read_rest (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) published = tg_certificates_read (bytes);
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (TgException) pin = tg_exception_parse (text, NULL);

  g_assert_cmpuint (published->len, <=, TG_CHAIN_MAX);
  read_reply (&(gnutls_datum_t){ (unsigned char *)data, (unsigned int)size });
  if (pin != NULL)
    g_assert_true (strlen (pin->sha256) == 64 && pin->port > 0 && pin->until >= 0);
}

/* What is shown of a certificate is text, and not too much of it. */
static void
look_at (const TgCertificate *certificate, const char *host)
{
  g_autofree char *subject = tg_distinguished_name_plain (certificate->subject);
  g_autofree char *party = tg_distinguished_name_party (certificate->issuer);
  g_autofree char *key_id = tg_certificate_key_id (certificate);
  g_autofree char *fingerprint = tg_fingerprint_grouped (certificate->sha256);
  const char *nearest = tg_certificate_nearest_name (certificate, host);
  const char *const texts[] = { certificate->subject, certificate->issuer, subject, party, nearest, certificate->issuer_url };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (texts[i] == NULL || g_utf8_validate (texts[i], -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (const char *c = texts[i]; c != NULL && *c != '\0'; c++)
      g_assert_false (g_ascii_iscntrl (*c));
  g_assert_cmpuint (g_strv_length (certificate->names), <=, 100);
  g_assert_true ((nearest == NULL) == (certificate->names[0] == NULL));
  g_assert_cmpuint (strlen (fingerprint), ==, 95);
  g_assert_true (key_id == NULL || strlen (key_id) == 64);
  tg_certificate_names (certificate, host);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  const char *host = size > 0 ? hosts[*data % G_N_ELEMENTS (hosts)] : "";
  gboolean trusted;

  data += MIN (size, 1);
  size -= MIN (size, 1);
  while (size > 0 && chain->len < CERTS_MAX) {
    guint8 head = *data;
    g_autoptr (GBytes) der = NULL;
    TgCertificate *certificate;

    data++;
    size--;
    if (head == 0x7f) {
      read_rest (data, size);
      break;
    }
    der = (head & 0x80) != 0 ? take_der (&data, &size) : take_seed (head, &data, &size);
    certificate = tg_certificate_read (der);
    if (certificate == NULL)
      continue;
    look_at (certificate, host);
    g_ptr_array_add (chain, certificate);
  }
  trusted = tg_trust_judge (trust, chain, host, TEST_NOW, problems);
  g_assert_true (trusted || problems->len > 0);
  /* Only what was signed by an authority can be trusted, and only as it was signed. */
  if (trusted)
    g_assert_true (g_hash_table_contains (trustable, ((TgCertificate *)chain->pdata[0])->sha256));
  return 0;
}
