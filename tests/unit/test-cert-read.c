/* test-cert-read.c: certificates become plain values that are safe to show, garbage becomes
 * nothing, and names are matched by RFC 9525.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "cert/certificate.h"
#include "support/make-certs.h"

static const char *const names[] = { "mail.example.jp", "*.example.jp", NULL };
static const char *const ips[] = { "192.0.2.1", "2001:db8::1", NULL };

static void
test_values (void)
{
  g_autoptr (TestCert) root = test_cert_new (&(TestCertSpec){ .common_name = "Root, the", .ca = TRUE }, NULL);
  g_autoptr (TestCert) leaf = test_cert_new (&(TestCertSpec){ .common_name = "mail.example.jp",
                                                              .dns = names,
                                                              .ips = ips,
                                                              .issuer_url = "http://ca.example/issuer.der",
                                                              .not_before = 1700000000,
                                                              .not_after = 1800000000 },
                                             root);
  g_autoptr (TgCertificate) upper = tg_certificate_read (root->der);
  g_autoptr (TgCertificate) read = tg_certificate_read (leaf->der);
  g_autofree char *joined = g_strjoinv (" ", read->names);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, leaf->der);

  g_assert_cmpstr (read->subject, ==, "CN=mail.example.jp");
  g_assert_cmpstr (read->issuer, ==, "CN=Root\\, the");
  g_assert_cmpstr (joined, ==, "mail.example.jp *.example.jp 192.0.2.1 2001:db8::1");
  g_assert_cmpstr (read->common_name, ==, "mail.example.jp");
  g_assert_cmpint (read->not_before, ==, 1700000000);
  g_assert_cmpint (read->not_after, ==, 1800000000);
  g_assert_cmpstr (read->sha256, ==, digest);
  g_assert_cmpstr (read->key, ==, "ECDSA 256");
  g_assert_cmpstr (read->signature, ==, "ECDSA-SHA256");
  g_assert_cmpstr (read->issuer_url, ==, "http://ca.example/issuer.der");
  g_assert_false (read->self_issued);
  g_assert_false (read->is_ca);
  g_assert_true (g_bytes_equal (read->der, leaf->der));
  g_assert_cmpuint (read->problems->len, ==, 0);

  g_assert_true (upper->self_issued);
  g_assert_true (upper->is_ca);
  g_assert_null (upper->issuer_url);
  g_assert_nonnull (upper->names);
  g_assert_null (upper->names[0]);
}

static void
test_keys (void)
{
  static const struct {
    gnutls_pk_algorithm_t algorithm;
    guint bits;
    const char *key;
    const char *signature;
  } rows[] = {
    { GNUTLS_PK_RSA, 2048, "RSA 2048", "RSA-SHA256" },          { GNUTLS_PK_RSA, 1024, "RSA 1024", "RSA-SHA256" },
    { GNUTLS_PK_ECDSA, 256, "ECDSA 256", "ECDSA-SHA256" },      { GNUTLS_PK_ECDSA, 384, "ECDSA 384", "ECDSA-SHA256" },
    { GNUTLS_PK_EDDSA_ED25519, 0, "Ed25519", "EdDSA-Ed25519" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TestCert) cert =
        test_cert_new (&(TestCertSpec){ .common_name = "x", .algorithm = rows[i].algorithm, .bits = rows[i].bits }, NULL);
    g_autoptr (TgCertificate) read = tg_certificate_read (cert->der);

    g_assert_cmpstr (read->key, ==, rows[i].key);
    g_assert_cmpstr (read->signature, ==, rows[i].signature);
  }
}

static void
test_hostile_text (void)
{
  static const char *const dns[] = { "a\nb\033[31m.example", NULL };
  g_autoptr (TestCert) cert = test_cert_new (&(TestCertSpec){ .common_name = "safe\xe2\x80\xaegnp.exe\x07", .dns = dns }, NULL);
  g_autoptr (TgCertificate) read = tg_certificate_read (cert->der);

  g_assert_nonnull (read);
  g_assert_cmpstr (read->common_name, ==, "safe\\u{202E}gnp.exe\\x07");
  g_assert_null (strchr (read->names[0], '\n'));
  g_assert_null (strchr (read->names[0], '\033'));
  g_assert_null (strstr (read->subject, "\xe2\x80\xae"));
}

static void
test_empty_subject (void)
{
  g_autoptr (TestCert) cert = test_cert_new (&(TestCertSpec){ .dns = names }, NULL);
  g_autoptr (TgCertificate) read = tg_certificate_read (cert->der);

  g_assert_cmpstr (read->subject, ==, "");
  g_assert_null (read->common_name);
  g_assert_true (tg_certificate_names (read, "mail.example.jp"));
}

static void
test_garbage (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  g_autoptr (TestCert) cert = test_cert_new (&(TestCertSpec){ .common_name = "x", .dns = names, .ips = ips }, NULL);
  gsize size;
  const guint8 *der = g_bytes_get_data (cert->der, &size);
  g_autofree guint8 *large = g_malloc0 (2 * 1024 * 1024);
  g_autoptr (GBytes) zeros = g_bytes_new (large, 1024 * 1024);

  for (gsize length = 0; length < size; length++) {
    g_autoptr (GBytes) cut = g_bytes_new (der, length);

    g_assert_null (tg_certificate_read (cut));
  }
  for (guint i = 0; i < 2000; i++) {
    g_autofree guint8 *copy = g_memdup2 (der, size);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (TgCertificate) read = NULL;

    copy[g_rand_int_range (rand, 0, (int)size)] ^= (guint8)g_rand_int_range (rand, 1, 256);
    bytes = g_bytes_new (copy, size);
    read = tg_certificate_read (bytes);
    if (read != NULL)
      g_assert_true (g_utf8_validate (read->subject, -1, NULL) && g_utf8_validate (read->issuer, -1, NULL));
  }
  g_assert_null (tg_certificate_read (zeros));
  memcpy (large, der, size);
  g_bytes_unref (zeros);
  zeros = g_bytes_new (large, 2 * 1024 * 1024);
  g_assert_null (tg_certificate_read (zeros));
}

static void
test_matching (void)
{
  static const struct {
    const char *host;
    gboolean named;
  } rows[] = {
    { "mail.example.jp", TRUE },
    { "MAIL.EXAMPLE.JP", TRUE },
    { "other.example.jp", TRUE },
    { "xn--r8jz45g.example.jp", TRUE },
    { "a.b.example.jp", FALSE },
    { "example.jp", FALSE },
    { ".example.jp", FALSE },
    { "mail.example.jp.evil.example", FALSE },
    { "mail.example.com", FALSE },
    { "192.0.2.1", TRUE },
    { "192.0.2.2", FALSE },
    { "2001:db8::1", TRUE },
    { "2001:0db8:0:0::0:1", TRUE },
    { "2001:db8::2", FALSE },
    { "", FALSE },
  };
  g_autoptr (TestCert) cert = test_cert_new (&(TestCertSpec){ .common_name = "cn.example.com", .dns = names, .ips = ips }, NULL);
  g_autoptr (TgCertificate) read = tg_certificate_read (cert->der);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (tg_certificate_names (read, rows[i].host), ==, rows[i].named);
}

static void
test_strange_names (void)
{
  static const struct {
    const char *presented;
    const char *host;
  } rows[] = {
    { "*.jp", "example.jp" },
    { "*.co.jp", "example.co.jp" },
    { "*.Ne.JP", "example.ne.jp" },
    { "*.kawasaki.jp", "example.kawasaki.jp" },
    { "*.co.uk", "example.co.uk" },
    { "*", "localhost" },
    { "m*.example.jp", "mail.example.jp" },
    { "mail.*.jp", "mail.example.jp" },
    { "*.*.jp", "mail.example.jp" },
    { "192.0.2.1", "192.0.2.1" },
    { "*.0.2.1", "192.0.2.1" },
    { "cn.example.com", "CN=cn.example.com" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *const dns[] = { rows[i].presented, NULL };
    g_autoptr (TestCert) cert = test_cert_new (&(TestCertSpec){ .common_name = rows[i].host, .dns = dns }, NULL);
    g_autoptr (TgCertificate) read = tg_certificate_read (cert->der);

    g_assert_false (tg_certificate_names (read, rows[i].host));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/read/every value is read", test_values);
  g_test_add_func ("/cert/read/keys and signatures have their names", test_keys);
  g_test_add_func ("/cert/read/texts are made visible", test_hostile_text);
  g_test_add_func ("/cert/read/a subject may be empty", test_empty_subject);
  g_test_add_func ("/cert/read/garbage is no certificate", test_garbage);
  g_test_add_func ("/cert/names/alternative names are matched", test_matching);
  g_test_add_func ("/cert/names/strange wildcards name nothing", test_strange_names);
  return g_test_run ();
}
