/* write-certificate-corpus.c: writes the seeds for fuzz-certificate, and the authority behind them.
 * Arguments: a folder for the seeds, and the file for the authority.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gnutls/pkcs7.h>
#include <string.h>

#include "support/make-certs.h"

#define HOST "mail.example.jp"

static const char *folder;
static GString *authority;

static void
write_bytes (const char *name, const GByteArray *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, (const char *)bytes->data, bytes->len, NULL));
}

static void
write_chain (const char *name, guint8 host, const TestCert *first, ...)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  va_list more;

  g_byte_array_append (bytes, &host, 1);
  va_start (more, first);
  for (const TestCert *cert = first; cert != NULL; cert = va_arg (more, const TestCert *)) {
    gsize size;
    const guchar *der = g_bytes_get_data (cert->der, &size);
    const guint8 head[3] = { 0x80, (guint8)(size >> 8), (guint8)size };

    g_byte_array_append (bytes, head, sizeof head);
    g_byte_array_append (bytes, der, (guint)size);
  }
  va_end (more);
  write_bytes (name, bytes);
}

static void
write_rest (const char *name, gconstpointer data, gsize size)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *)"\0\x7f", 2);
  g_byte_array_append (bytes, data, (guint)size);
  write_bytes (name, bytes);
}

static void
may_be_trusted (const TestCert *cert)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, cert->der);

  g_string_append_printf (authority, "trusted %s\n", sha256);
}

static void
write_leaves (const TestCert *root)
{
  static const char *const own[] = { HOST, NULL };
  static const char *const wild[] = { "other.example.jp", "*.example.jp", "*.jp", "m*il.example.jp", NULL };
  static const char *const foreign[] = { "sv123.example-host.jp", "mail.example.jp.example.net", NULL };
  static const char *const idn[] = { "xn--r8jz45g.jp", "xn--", "xn--a.jp", NULL };
  static const char *const ips[] = { "192.0.2.1", "2001:db8::1", NULL };
  const gint64 past = TEST_NOW - TEST_DAY;
  const struct {
    const char *name;
    guint8 host;
    gboolean self_signed;
    gboolean good;
    TestCertSpec spec;
  } rows[] = {
    { "good", 0, FALSE, TRUE, { HOST, own, .issuer_url = "http://ca.example/root.cer" } },
    { "wildcard", 1, FALSE, TRUE, { "*.example.jp", wild } },
    { "addresses", 3, FALSE, TRUE, { "192.0.2.1", .ips = ips } },
    { "idn", 4, FALSE, TRUE, { "idn", idn } },
    { "expires-soon", 0, FALSE, TRUE, { HOST, own, .not_after = TEST_NOW + 3 * TEST_DAY } },
    { "server-purpose", 0, FALSE, TRUE, { HOST, own, .purpose = GNUTLS_KP_TLS_WWW_SERVER } },
    { "must-staple", 0, FALSE, TRUE, { HOST, own, .must_staple = TRUE } },
    { "rsa", 0, FALSE, TRUE, { HOST, own, .algorithm = GNUTLS_PK_RSA } },
    { "short-rsa", 0, FALSE, TRUE, { HOST, own, .algorithm = GNUTLS_PK_RSA, .bits = 1024 } },
    { "ed25519", 0, FALSE, TRUE, { HOST, own, .algorithm = GNUTLS_PK_EDDSA_ED25519 } },
    { "no-identifiers", 0, FALSE, TRUE, { HOST, own, .no_key_identifiers = TRUE } },
    { "name", 0, FALSE, FALSE, { "sv123.example-host.jp", foreign } },
    { "no-san", 0, FALSE, FALSE, { HOST } },
    { "nameless", 0, FALSE, TRUE, { NULL, own } },
    { "expired", 0, FALSE, FALSE, { HOST, own, .not_after = past } },
    { "not-yet", 0, FALSE, FALSE, { HOST, own, .not_before = TEST_NOW + TEST_DAY } },
    { "purpose", 0, FALSE, FALSE, { HOST, own, .purpose = GNUTLS_KP_TLS_WWW_CLIENT } },
    { "bad-signature", 0, FALSE, FALSE, { HOST, own, .broken_signature = TRUE } },
    { "unknown-extension", 0, FALSE, FALSE, { HOST, own, .critical_unknown = TRUE } },
    { "sha1", 0, FALSE, FALSE, { HOST, own, .hash = GNUTLS_DIG_SHA1 } },
    { "self-signed", 0, TRUE, FALSE, { HOST, own } },
    { "self-signed-expired", 0, TRUE, FALSE, { HOST, own, .not_after = past } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TestCert) leaf = test_cert_new (&rows[i].spec, rows[i].self_signed ? NULL : root);

    write_chain (rows[i].name, rows[i].host, leaf, NULL);
    if (rows[i].good)
      may_be_trusted (leaf);
  }
}

static void
write_envelope (const TestCert *one, const TestCert *two)
{
  gnutls_pkcs7_t envelope;
  gnutls_datum_t der;
  const TestCert *certs[] = { one, two };

  g_assert_cmpint (gnutls_pkcs7_init (&envelope), >=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (certs); i++)
    g_assert_cmpint (gnutls_pkcs7_set_crt (envelope, certs[i]->crt), >=, 0);
  g_assert_cmpint (gnutls_pkcs7_export2 (envelope, GNUTLS_X509_FMT_DER, &der), >=, 0);
  write_rest ("published-envelope", der.data, der.size);
  gnutls_free (der.data);
  g_assert_cmpint (gnutls_pkcs7_export2 (envelope, GNUTLS_X509_FMT_PEM, &der), >=, 0);
  write_rest ("published-envelope-pem", der.data, der.size);
  gnutls_free (der.data);
  gnutls_pkcs7_deinit (envelope);
}

static void
write_chains (const TestCert *root)
{
  static const char *const own[] = { HOST, NULL };
  g_autoptr (TestCert) middle = test_cert_new (&(TestCertSpec){ "Middle", .ca = TRUE, .path_length = 1 }, root);
  g_autoptr (TestCert) upper = test_cert_new (&(TestCertSpec){ "Upper", .ca = TRUE, .permitted_dns = "example.jp" }, root);
  g_autoptr (TestCert) lower = test_cert_new (&(TestCertSpec){ "Lower", .ca = TRUE }, upper);
  g_autoptr (TestCert) limited = test_cert_new (&(TestCertSpec){ "Limited", .ca = TRUE, .permitted_dns = "elsewhere.jp" }, root);
  g_autoptr (TestCert) old = test_cert_new (&(TestCertSpec){ "Old", .ca = TRUE, .not_after = TEST_NOW - TEST_DAY }, root);
  g_autoptr (TestCert) office = test_cert_new (&(TestCertSpec){ "Office", own }, root);
  g_autoptr (TestCert) stranger = test_cert_new (&(TestCertSpec){ "Stranger", .ca = TRUE }, NULL);
  g_autoptr (TestCert) seed = test_cert_new (&(TestCertSpec){ "Two", .ca = TRUE }, NULL);
  g_autoptr (TestCert) one = test_cert_new (&(TestCertSpec){ "One", .ca = TRUE }, seed);
  g_autoptr (TestCert) two = test_cert_new (&(TestCertSpec){ "Two", .ca = TRUE, .key_of = seed }, one);
  const TestCert *const issuers[] = { middle, lower, limited, old, office, stranger, one };
  g_autoptr (GPtrArray) leaves = g_ptr_array_new_with_free_func ((GDestroyNotify)test_cert_free);
  g_autofree char *pem = test_cert_pem (middle);
  gsize size;
  gconstpointer der = g_bytes_get_data (middle->der, &size);

  for (guint i = 0; i < G_N_ELEMENTS (issuers); i++)
    g_ptr_array_add (leaves, test_cert_new (&(TestCertSpec){ HOST, own }, issuers[i]));
  may_be_trusted (office); /* a server's certificate, too */
  may_be_trusted (leaves->pdata[0]);
  may_be_trusted (leaves->pdata[1]);
  write_chain ("intermediate", 0, leaves->pdata[0], middle, NULL);
  write_chain ("incomplete", 0, leaves->pdata[0], NULL);
  write_chain ("reversed", 0, leaves->pdata[1], root, upper, lower, NULL);
  write_chain ("extra", 0, leaves->pdata[1], stranger, lower, middle, upper, root, stranger, NULL);
  write_chain ("constraint", 0, leaves->pdata[2], limited, NULL);
  write_chain ("chain-expired", 0, leaves->pdata[3], old, NULL);
  write_chain ("issuer-not-ca", 0, leaves->pdata[4], office, NULL);
  write_chain ("unknown-issuer", 0, leaves->pdata[5], stranger, NULL);
  write_chain ("mutual", 0, leaves->pdata[6], one, two, one, NULL);
  write_chain ("nothing", 0, NULL);
  write_rest ("published", der, size);
  write_rest ("published-pem", pem, strlen (pem));
  write_envelope (middle, root);
}

int
main (int argc, char **argv)
{
  static const char pin[] = "[2001:db8::1]:993=0011223344556677:8899aabbccddeeff00112233445566778899aabbccddeeff,until=2026-12-31";
  g_autoptr (TestCert) root = test_cert_new (&(TestCertSpec){ "Corpus Root", .ca = TRUE }, NULL);
  g_autofree char *pem = test_cert_pem (root);

  g_assert_cmpint (argc, ==, 3);
  folder = argv[1];
  authority = g_string_new (NULL);
  write_leaves (root);
  write_chains (root);
  write_rest ("pin", pin, strlen (pin));
  g_string_append (authority, pem);
  g_assert_true (g_file_set_contents (argv[2], authority->str, -1, NULL));
  g_string_free (authority, TRUE);
  return 0;
}
