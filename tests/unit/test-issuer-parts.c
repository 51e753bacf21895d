/* test-issuer-parts.c: the parts of asking an issuer: reading what it publishes, and which
 * addresses are on the public internet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gnutls/pkcs7.h>
#include <string.h>

#include "cert/certificate.h"
#include "support/make-certs.h"
#include "wire/public-address.h"

static void
test_public_addresses_are_told_from_others (void)
{
  static const struct {
    const char *ip;
    gboolean is_public;
  } rows[] = {
    { "8.8.8.8", TRUE },
    { "203.0.112.255", TRUE },
    { "172.15.255.255", TRUE },
    { "172.32.0.1", TRUE },
    { "100.63.0.1", TRUE },
    { "2606:4700::1", TRUE },
    { "2400:cb00::1", TRUE },
    { "0.0.0.0", FALSE },
    { "10.0.0.1", FALSE },
    { "100.64.0.1", FALSE },
    { "127.0.0.1", FALSE },
    { "127.255.255.254", FALSE },
    { "169.254.169.254", FALSE },
    { "172.16.0.1", FALSE },
    { "172.31.255.255", FALSE },
    { "192.168.1.1", FALSE },
    { "198.18.0.1", FALSE },
    { "224.0.0.251", FALSE },
    { "255.255.255.255", FALSE },
    { "::", FALSE },
    { "::1", FALSE },
    { "::ffff:127.0.0.1", FALSE },
    { "::ffff:8.8.8.8", FALSE },
    { "64:ff9b::c0a8:101", FALSE },
    { "64:ff9b::808:808", TRUE },
    { "64:ff9b:1::808:808", FALSE },
    { "fe80::1", FALSE },
    { "fd00::1", FALSE },
    { "ff02::1", FALSE },
    { "2002:c0a8:101::1", FALSE },
    { "2001::1", FALSE },
    { "2001:db8::1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GInetAddress) address = g_inet_address_new_from_string (rows[i].ip);

    g_test_message ("%s", rows[i].ip);
    g_assert_cmpint (tg_address_is_public (address), ==, rows[i].is_public);
  }
}

static void
assert_reads (gconstpointer data, gsize size, guint expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) certificates = tg_certificates_read (bytes);

  g_assert_cmpuint (certificates->len, ==, expected);
  for (guint i = 0; i < expected; i++)
    g_assert_true (g_str_has_prefix (((TgCertificate *)certificates->pdata[i])->subject, "CN=CA"));
}

static void
test_every_form_that_an_issuer_publishes_is_read (void)
{
  g_autoptr (TestCert) one = test_cert_new (&(TestCertSpec){ .common_name = "CA 1", .ca = TRUE }, NULL);
  g_autoptr (TestCert) two = test_cert_new (&(TestCertSpec){ .common_name = "CA 2", .ca = TRUE }, one);
  const TestCert *const certs[] = { one, two };
  g_autofree char *pem = test_cert_pem (one);
  g_autofree guint8 *large = g_malloc0 (TG_BUNDLE_MAX + 1);
  gsize size;
  gconstpointer der = g_bytes_get_data (one->der, &size);
  gnutls_pkcs7_t envelope;

  assert_reads (der, size, 1);
  assert_reads (pem, strlen (pem), 1);
  assert_reads ("", 0, 0);
  assert_reads ("<html>", 6, 0);
  memcpy (large, der, size);
  assert_reads (large, TG_BUNDLE_MAX + 1, 0);

  g_assert_cmpint (gnutls_pkcs7_init (&envelope), >=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (certs); i++)
    g_assert_cmpint (gnutls_pkcs7_set_crt (envelope, certs[i]->crt), >=, 0);
  for (guint format = GNUTLS_X509_FMT_DER; format <= GNUTLS_X509_FMT_PEM; format++) {
    gnutls_datum_t made;

    g_assert_cmpint (gnutls_pkcs7_export2 (envelope, format, &made), >=, 0);
    assert_reads (made.data, made.size, 2);
    assert_reads (made.data, made.size / 2, 0);
    gnutls_free (made.data);
  }
  gnutls_pkcs7_deinit (envelope);
}

static void
test_distinguished_names_are_shortened_for_people (void)
{
  static const struct {
    const char *full, *plain, *party;
  } rows[] = {
    { "CN=R3,O=Let's Encrypt,C=US", "R3 (Let's Encrypt)", "Let's Encrypt" },
    { "CN=E5,O=Let's Encrypt,C=US", "E5 (Let's Encrypt)", "Let's Encrypt" },
    { "O=Example\\, Inc.", "Example, Inc.", "Example, Inc." },
    { "CN=mail.example.jp", "mail.example.jp", "CN=mail.example.jp" },
    { "O=Bank \\u{202E}knaB\\x07", "Bank \\u{202E}knaB\\x07", "Bank \\u{202E}knaB\\x07" },
    { "OU=Nobody", "OU=Nobody", "OU=Nobody" },
    { "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *plain = tg_distinguished_name_plain (rows[i].full);
    g_autofree char *party = tg_distinguished_name_party (rows[i].full);

    g_assert_cmpstr (plain, ==, rows[i].plain);
    g_assert_cmpstr (party, ==, rows[i].party);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/issuer/public addresses are told from others", test_public_addresses_are_told_from_others);
  g_test_add_func ("/issuer/every form that an issuer publishes is read", test_every_form_that_an_issuer_publishes_is_read);
  g_test_add_func ("/issuer/distinguished names are shortened for people", test_distinguished_names_are_shortened_for_people);
  return g_test_run ();
}
