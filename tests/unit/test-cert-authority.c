/* test-cert-authority.c: a private authority, read from what a file may hold.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/authority.h"
#include "cert/certificate.h"
#include "support/make-certs.h"

static const char *const names[] = { "mail.office.test", NULL };

static TestCert *
make_root (const char *name)
{
  return test_cert_new (&(TestCertSpec){ .common_name = name, .ca = TRUE }, NULL);
}

static TestCert *
make_server (const TestCert *issuer)
{
  return test_cert_new (&(TestCertSpec){ .common_name = "mail", .dns = names }, issuer);
}

/* (transfer full) */
static GBytes *
join (const TestCert *first, const TestCert *second)
{
  g_autofree char *one = test_cert_pem (first);
  g_autofree char *two = second != NULL ? test_cert_pem (second) : g_strdup ("");
  char *both = g_strconcat ("Our authority\n", one, two, NULL);

  return g_bytes_new_take (both, strlen (both));
}

static void
expect (GBytes *bytes, TgAuthorityVerdict expected, const TestCert *which)
{
  TgCertificate *authority = NULL;
  TgAuthorityVerdict verdict = tg_authority_read (bytes, TEST_NOW, &authority);

  g_assert_cmpint (verdict, ==, expected);
  g_assert_true ((tg_authority_reason (verdict) == NULL) == (verdict == TG_AUTHORITY_OK));
  g_assert_true ((authority != NULL) == (verdict == TG_AUTHORITY_OK));
  if (authority != NULL)
    g_assert_true (g_bytes_equal (authority->der, which->der));
  g_clear_pointer (&authority, tg_certificate_free);
}

static void
test_read (void)
{
  g_autoptr (TestCert) root = make_root ("Office Root");
  g_autoptr (TestCert) other = make_root ("Other Root");
  g_autoptr (TestCert) below = test_cert_new (&(TestCertSpec){ .common_name = "Below", .ca = TRUE }, root);
  g_autoptr (TestCert) server = make_server (root);
  g_autoptr (GBytes) pem = join (root, NULL);
  g_autoptr (GBytes) with_server = join (server, root);
  g_autoptr (GBytes) with_below = join (below, root);
  g_autoptr (GBytes) two_roots = join (root, other);
  g_autoptr (GBytes) leaf = join (server, NULL);

  expect (pem, TG_AUTHORITY_OK, root);
  expect (root->der, TG_AUTHORITY_OK, root);
  expect (with_server, TG_AUTHORITY_OK, root);
  expect (with_below, TG_AUTHORITY_OK, root);
  expect (below->der, TG_AUTHORITY_OK, below);
  expect (two_roots, TG_AUTHORITY_SEVERAL, NULL);
  expect (leaf, TG_AUTHORITY_NOT_ONE, NULL);
  expect (server->der, TG_AUTHORITY_NOT_ONE, NULL);
}

static void
test_refused (void)
{
  g_autoptr (TestCert) root = make_root ("Office Root");
  g_autoptr (TestCert) old =
      test_cert_new (&(TestCertSpec){ .common_name = "Old", .ca = TRUE, .not_before = TEST_NOW - 9 * TEST_DAY, .not_after = TEST_NOW - 1 },
                     NULL);
  g_autoptr (TestCert) early =
      test_cert_new (&(TestCertSpec){ .common_name = "Early", .ca = TRUE, .not_before = TEST_NOW + 1, .not_after = TEST_NOW + TEST_DAY },
                     NULL);
  g_autoptr (TestCert) weak =
      test_cert_new (&(TestCertSpec){ .common_name = "Weak", .ca = TRUE, .algorithm = GNUTLS_PK_RSA, .bits = 1024 }, NULL);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) letter = g_bytes_new_static ("Dear customer", 13);
  g_autoptr (GBytes) header = g_bytes_new_static ("-----BEGIN CERTIFICATE-----\nAAAA\n", 33);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (root->der, 0, g_bytes_get_size (root->der) - 1);
  g_autoptr (GBytes) huge = g_bytes_new_take (g_malloc0 (TG_AUTHORITY_FILE_MAX + 1), TG_AUTHORITY_FILE_MAX + 1);
  g_autofree char *key_pem = test_cert_key_pem (root);
  g_autoptr (GBytes) key = g_bytes_new (key_pem, strlen (key_pem));

  expect (old->der, TG_AUTHORITY_OVER, NULL);
  expect (early->der, TG_AUTHORITY_OVER, NULL);
  expect (weak->der, TG_AUTHORITY_WEAK, NULL);
  expect (nothing, TG_AUTHORITY_UNREADABLE, NULL);
  expect (letter, TG_AUTHORITY_UNREADABLE, NULL);
  expect (header, TG_AUTHORITY_UNREADABLE, NULL);
  expect (cut, TG_AUTHORITY_UNREADABLE, NULL);
  expect (key, TG_AUTHORITY_UNREADABLE, NULL);
  expect (huge, TG_AUTHORITY_TOO_LARGE, NULL);
}

static gboolean
vouches (const TestCert *authority, const TestCert *server, const TestCert *between)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
  TgCertificate *read = tg_certificate_read (authority->der);
  gboolean result;

  g_ptr_array_add (chain, tg_certificate_read (server->der));
  if (between != NULL)
    g_ptr_array_add (chain, tg_certificate_read (between->der));
  result = tg_authority_vouches (read, chain);
  tg_certificate_free (read);
  return result;
}

static void
test_vouches (void)
{
  g_autoptr (TestCert) root = make_root ("Office Root");
  g_autoptr (TestCert) namesake = make_root ("Office Root");
  g_autoptr (TestCert) below = test_cert_new (&(TestCertSpec){ .common_name = "Below", .ca = TRUE }, root);
  g_autoptr (TestCert) server = make_server (root);
  g_autoptr (TestCert) far = make_server (below);
  g_autoptr (TestCert) self = test_cert_new (&(TestCertSpec){ .common_name = "nas", .dns = names, .ca = TRUE }, NULL);

  g_assert_true (vouches (root, server, NULL));
  g_assert_true (vouches (root, server, root));
  g_assert_true (vouches (root, far, below));
  g_assert_true (vouches (self, self, NULL));
  g_assert_false (vouches (root, far, NULL));
  g_assert_false (vouches (namesake, server, NULL));
  g_assert_false (vouches (root, self, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authority/the one authority in a file is found", test_read);
  g_test_add_func ("/authority/what is none is refused with a reason", test_refused);
  g_test_add_func ("/authority/it vouches only for what it issued", test_vouches);
  return g_test_run ();
}
