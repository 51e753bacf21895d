/* test-cert-trust.c: every fault that a chain can have is told apart, several at once, each on the
 * certificate at fault.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>

#include "cert/certificate.h"
#include "cert/trust.h"
#include "support/make-certs.h"

#define HOST "mail.example.jp"

static const char *const host_names[] = { "other.example.jp", HOST, NULL };
static const char *const foreign_names[] = { "sv123.example-host.jp", NULL };

/* The building blocks of all chains. */
static TestCert *root, *middle, *unknown_root, *unknown_middle;
static char *ca_file;

static TgTrust *
trust_root (void)
{
  g_autoptr (GError) error = NULL;
  TgTrust *trust = tg_trust_new (ca_file, &error);

  g_assert_no_error (error);
  return trust;
}

static GPtrArray *
read_chain (const TestCert *const *certs, guint n)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);

  for (guint i = 0; i < n; i++) {
    TgCertificate *certificate = tg_certificate_read (certs[i]->der);

    g_assert_nonnull (certificate);
    g_ptr_array_add (chain, certificate);
  }
  return chain;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* "cert-expired cert-name-mismatch", sorted. */
static char *
spell (GPtrArray *problems)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (problems, NULL, NULL);

  g_ptr_array_sort (sorted, compare_ids);
  g_ptr_array_add (sorted, NULL);
  return g_strjoinv (" ", (char **)sorted->pdata);
}

/* All ids with their positions: "[0] cert-expired [1] cert-weak". */
static char *
spell_places (GPtrArray *chain)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < chain->len; i++) {
    g_autofree char *ids = spell (((TgCertificate *)chain->pdata[i])->problems);

    if (*ids != '\0')
      g_string_append_printf (all, "%s[%u] %s", all->len > 0 ? " " : "", i, ids);
  }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
assert_verdict (const TestCert *const *certs, guint n, const char *host, gboolean trusted, const char *places)
{
  g_autoptr (TgTrust) trust = trust_root ();
  g_autoptr (GPtrArray) chain = read_chain (certs, n);
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  g_autofree char *seen = NULL;
  gboolean verdict = tg_trust_judge (trust, chain, host, TEST_NOW, problems);

  seen = spell_places (chain);
  g_assert_cmpstr (seen, ==, places);
  g_assert_cmpint (verdict, ==, trusted);
  for (guint i = 0; i < chain->len; i++) {
    TgCertificate *certificate = chain->pdata[i];

    for (guint j = 0; j < certificate->problems->len; j++)
      g_assert_true (tg_problems_has (problems, certificate->problems->pdata[j]));
  }
}

/* Who signs the server's certificate, and what is sent above it. */
typedef enum { BY_ROOT, BY_MIDDLE, BY_MIDDLE_NOT_SENT, BY_ITSELF, BY_UNKNOWN, BY_UNKNOWN_MIDDLE, BY_UNKNOWN_NOT_SENT } Shape;

typedef struct {
  const char *name;
  Shape shape;
  gboolean trusted;
  const char *places;
  const char *host; /* NULL: HOST */
  TestCertSpec leaf;
} LeafCase;

static const char *const wildcard[] = { "*.example.jp", NULL };
static const char *const loopback[] = { "127.0.0.1", "::1", NULL };

#define NAMED .common_name = HOST, .dns = host_names

static const LeafCase leaf_cases[] = {
  { "a good chain has no problem", BY_MIDDLE, TRUE, "", NULL, { NAMED } },
  { "a good certificate of a root has no problem", BY_ROOT, TRUE, "", NULL, { NAMED } },
  { "a server purpose is right", BY_ROOT, TRUE, "", NULL, { NAMED, .purpose = GNUTLS_KP_TLS_WWW_SERVER } },
  { "a wildcard names one label", BY_ROOT, TRUE, "", NULL, { .common_name = "x", .dns = wildcard } },
  { "an IP address is named by its own entry", BY_ROOT, TRUE, "", "127.0.0.1", { .common_name = "x", .ips = loopback } },
  { "an IPv6 address is named by its own entry", BY_ROOT, TRUE, "", "::1", { .common_name = "x", .ips = loopback } },
  { "an IP address is not named by a DNS name", BY_ROOT, FALSE, "[0] cert-name-mismatch", "127.0.0.1", { NAMED } },
  { "a foreign name does not match", BY_MIDDLE, FALSE, "[0] cert-name-mismatch", NULL, { .common_name = HOST, .dns = foreign_names } },
  { "a name in the old place is not accepted", BY_ROOT, FALSE, "[0] cert-no-san", NULL, { .common_name = HOST } },
  { "a foreign name in the old place does not match", BY_ROOT, FALSE, "[0] cert-name-mismatch", NULL, { .common_name = "old.example.jp" } },
  { "an expired certificate", BY_MIDDLE, FALSE, "[0] cert-expired", NULL, { NAMED, .not_after = TEST_NOW - 1 } },
  { "the last second of validity", BY_MIDDLE, TRUE, "[0] cert-expires-soon", NULL, { NAMED, .not_after = TEST_NOW } },
  { "twenty days left", BY_ROOT, TRUE, "[0] cert-expires-soon", NULL, { NAMED, .not_after = TEST_NOW + 20 * TEST_DAY } },
  { "20.9 days left", BY_ROOT, TRUE, "[0] cert-expires-soon", NULL, { NAMED, .not_after = TEST_NOW + 21 * TEST_DAY - 8640 } },
  { "21.1 days left", BY_ROOT, TRUE, "", NULL, { NAMED, .not_after = TEST_NOW + 21 * TEST_DAY + 8640 } },
  { "twenty-one days left", BY_ROOT, TRUE, "", NULL, { NAMED, .not_after = TEST_NOW + 21 * TEST_DAY } },
  { "a certificate of the future", BY_MIDDLE, FALSE, "[0] cert-not-yet-valid", NULL, { NAMED, .not_before = TEST_NOW + 1 } },
  { "a certificate that vouches for itself", BY_ITSELF, FALSE, "[0] cert-self-signed", NULL, { NAMED } },
  { "an authority that nobody knows", BY_UNKNOWN, FALSE, "[1] cert-unknown-issuer", NULL, { NAMED } },
  { "an unknown authority that is not sent itself", BY_UNKNOWN_MIDDLE, FALSE, "[1] cert-unknown-issuer", NULL, { NAMED } },
  { "an intermediate that is not sent", BY_MIDDLE_NOT_SENT, FALSE, "[0] cert-incomplete-chain", NULL, { NAMED } },
  { "an unknown root is not missed where it is not sent", BY_UNKNOWN_NOT_SENT, FALSE, "[0] cert-unknown-issuer", NULL, { NAMED } },
  { "a certificate for clients", BY_MIDDLE, FALSE, "[0] cert-wrong-purpose", NULL, { NAMED, .purpose = GNUTLS_KP_TLS_WWW_CLIENT } },
  { "a signature that does not fit", BY_MIDDLE, FALSE, "[0] cert-bad-signature", NULL, { NAMED, .broken_signature = TRUE } },
  { "a critical extension that nobody knows", BY_MIDDLE, FALSE, "[0] cert-unknown-extension", NULL, { NAMED, .critical_unknown = TRUE } },
  { "a SHA-1 signature", BY_MIDDLE, FALSE, "[0] cert-weak", NULL, { NAMED, .hash = GNUTLS_DIG_SHA1 } },
  { "RSA 1024 works, with a caution", BY_MIDDLE, TRUE, "[0] cert-weak", NULL, { NAMED, .algorithm = GNUTLS_PK_RSA, .bits = 1024 } },
  { "RSA 768 is refused", BY_MIDDLE, FALSE, "[0] cert-weak", NULL, { NAMED, .algorithm = GNUTLS_PK_RSA, .bits = 768 } },
  { "RSA 2048 is long enough", BY_MIDDLE, TRUE, "", NULL, { NAMED, .algorithm = GNUTLS_PK_RSA } },
  { "Ed25519 is long enough", BY_MIDDLE, TRUE, "", NULL, { NAMED, .algorithm = GNUTLS_PK_EDDSA_ED25519 } },
  { "wrong name and expired",
    BY_MIDDLE,
    FALSE,
    "[0] cert-expired cert-name-mismatch",
    NULL,
    { .common_name = "x", .dns = foreign_names, .not_after = TEST_NOW - TEST_DAY } },
  { "wrong name and self-signed",
    BY_ITSELF,
    FALSE,
    "[0] cert-name-mismatch cert-self-signed",
    NULL,
    { .common_name = "x", .dns = foreign_names } },
  { "expired and self-signed", BY_ITSELF, FALSE, "[0] cert-expired cert-self-signed", NULL, { NAMED, .not_after = TEST_NOW - TEST_DAY } },
  { "wrong name, expired and self-signed",
    BY_ITSELF,
    FALSE,
    "[0] cert-expired cert-name-mismatch cert-self-signed",
    NULL,
    { .common_name = "x", .dns = foreign_names, .not_after = TEST_NOW - TEST_DAY } },
  { "unknown authority, expired, for clients, short key",
    BY_UNKNOWN,
    FALSE,
    "[0] cert-expired cert-weak cert-wrong-purpose [1] cert-unknown-issuer",
    NULL,
    { NAMED, .not_after = TEST_NOW - 1, .purpose = GNUTLS_KP_TLS_WWW_CLIENT, .algorithm = GNUTLS_PK_RSA, .bits = 1024 } },
  { "unknown extension and bad signature under an unknown authority",
    BY_UNKNOWN,
    FALSE,
    "[0] cert-bad-signature cert-unknown-extension [1] cert-unknown-issuer",
    NULL,
    { NAMED, .broken_signature = TRUE, .critical_unknown = TRUE } },
  { "incomplete with an unknown extension",
    BY_MIDDLE_NOT_SENT,
    FALSE,
    "[0] cert-incomplete-chain cert-unknown-extension",
    NULL,
    { NAMED, .critical_unknown = TRUE } },
  { "self-signed with an unknown extension",
    BY_ITSELF,
    FALSE,
    "[0] cert-self-signed cert-unknown-extension",
    NULL,
    { NAMED, .critical_unknown = TRUE } },
  { "incomplete, SHA-1 and not yet valid",
    BY_MIDDLE_NOT_SENT,
    FALSE,
    "[0] cert-incomplete-chain cert-not-yet-valid cert-weak",
    NULL,
    { NAMED, .hash = GNUTLS_DIG_SHA1, .not_before = TEST_NOW + TEST_DAY } },
};

static guint
arrange (Shape shape, const TestCert *leaf, const TestCert **certs)
{
  const TestCert *above = shape == BY_MIDDLE           ? middle
                          : shape == BY_UNKNOWN        ? unknown_root
                          : shape == BY_UNKNOWN_MIDDLE ? unknown_middle
                                                       : NULL;

  certs[0] = leaf;
  certs[1] = above;
  return above != NULL ? 2 : 1;
}

static const TestCert *
signer_of (Shape shape)
{
  switch (shape) {
  case BY_ROOT:
    return root;
  case BY_MIDDLE:
  case BY_MIDDLE_NOT_SENT:
    return middle;
  case BY_UNKNOWN:
  case BY_UNKNOWN_NOT_SENT:
    return unknown_root;
  case BY_UNKNOWN_MIDDLE:
    return unknown_middle;
  case BY_ITSELF:
  default:
    return NULL;
  }
}

static void
test_leaf (gconstpointer data)
{
  const LeafCase *row = data;
  g_autoptr (TestCert) leaf = test_cert_new (&row->leaf, signer_of (row->shape));
  const TestCert *certs[2];
  guint n = arrange (row->shape, leaf, certs);

  assert_verdict (certs, n, row->host != NULL ? row->host : HOST, row->trusted, row->places);
}

/* Faults of the certificate between the server's and the root. */
typedef struct {
  const char *name;
  gboolean trusted;
  const char *places;
  TestCertSpec middle;
} MiddleCase;

static const MiddleCase middle_cases[] = {
  { "an expired intermediate", FALSE, "[1] cert-chain-expired", { .common_name = "M", .ca = TRUE, .not_after = TEST_NOW - 1 } },
  { "an intermediate of the future", FALSE, "[1] cert-not-yet-valid", { .common_name = "M", .ca = TRUE, .not_before = TEST_NOW + 1 } },
  { "an issuer that is no authority", FALSE, "[1] cert-issuer-not-ca", { .common_name = "M" } },
  { "an issuer that is no authority, and says for what its key is",
    FALSE,
    "[1] cert-issuer-not-ca",
    { .common_name = "M", .key_usage = GNUTLS_KEY_DIGITAL_SIGNATURE } },
  { "an authority whose key may not sign certificates",
    FALSE,
    "[1] cert-issuer-not-ca",
    { .common_name = "M", .ca = TRUE, .key_usage = GNUTLS_KEY_CRL_SIGN } },
  { "a name constraint that shuts the host out",
    FALSE,
    "[0] cert-constraint",
    { .common_name = "M", .ca = TRUE, .permitted_dns = "example.com" } },
  { "a name constraint that lets the host in", TRUE, "", { .common_name = "M", .ca = TRUE, .permitted_dns = "example.jp" } },
  { "an intermediate for clients only",
    FALSE,
    "[1] cert-wrong-purpose",
    { .common_name = "M", .ca = TRUE, .purpose = GNUTLS_KP_TLS_WWW_CLIENT } },
  { "an intermediate with an unknown critical extension",
    FALSE,
    "[1] cert-unknown-extension",
    { .common_name = "M", .ca = TRUE, .critical_unknown = TRUE } },
  { "an intermediate with a bad signature", FALSE, "[1] cert-bad-signature", { .common_name = "M", .ca = TRUE, .broken_signature = TRUE } },
  { "an intermediate signed with SHA-1", FALSE, "[1] cert-weak", { .common_name = "M", .ca = TRUE, .hash = GNUTLS_DIG_SHA1 } },
  { "an intermediate with a short key",
    TRUE,
    "[1] cert-weak",
    { .common_name = "M", .ca = TRUE, .algorithm = GNUTLS_PK_RSA, .bits = 1024 } },
};

static void
test_middle (gconstpointer data)
{
  const MiddleCase *row = data;
  g_autoptr (TestCert) between = test_cert_new (&row->middle, root);
  g_autoptr (TestCert) leaf = test_cert_new (&(TestCertSpec){ NAMED }, between);
  const TestCert *certs[] = { leaf, between };

  assert_verdict (certs, 2, HOST, row->trusted, row->places);
}

static void
test_path_length (void)
{
  g_autoptr (TestCert) upper = test_cert_new (&(TestCertSpec){ .common_name = "Upper", .ca = TRUE, .path_length = 1 }, root);
  g_autoptr (TestCert) lower = test_cert_new (&(TestCertSpec){ .common_name = "Lower", .ca = TRUE }, upper);
  g_autoptr (TestCert) leaf = test_cert_new (&(TestCertSpec){ NAMED }, lower);
  const TestCert *certs[] = { leaf, lower, upper };

  assert_verdict (certs, 3, HOST, FALSE, "[0] cert-constraint");
}

static void
test_expired_root (void)
{
  g_autoptr (TestCert) old = test_cert_new (&(TestCertSpec){ .common_name = "Old root", .ca = TRUE, .not_after = TEST_NOW - 1 }, NULL);
  g_autoptr (TestCert) leaf = test_cert_new (&(TestCertSpec){ NAMED }, old);
  g_autofree char *file = test_cert_write ((const TestCert *const *)&old, 1);
  g_autoptr (TgTrust) trust = tg_trust_new (file, NULL);
  g_autoptr (GPtrArray) chain = read_chain ((const TestCert *const *)&leaf, 1);
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  g_autofree char *seen = NULL;

  g_assert_false (tg_trust_judge (trust, chain, HOST, TEST_NOW, problems));
  seen = spell (problems);
  g_assert_cmpstr (seen, ==, "cert-chain-expired");
  g_unlink (file);
}

static void
test_order (void)
{
  g_autoptr (TestCert) lower = test_cert_new (&(TestCertSpec){ .common_name = "Lower", .ca = TRUE }, middle);
  g_autoptr (TestCert) leaf = test_cert_new (&(TestCertSpec){ NAMED }, lower);
  g_autoptr (TestCert) stale = test_cert_new (&(TestCertSpec){ .common_name = "Stale", .ca = TRUE, .not_after = TEST_NOW - 1 }, NULL);
  const TestCert *shuffled[] = { leaf, middle, lower };
  const TestCert *with_root[] = { leaf, lower, middle, root };
  const TestCert *with_extra[] = { leaf, stale, middle, unknown_root, lower };
  const TestCert *twice[] = { leaf, leaf, lower, lower, middle };
  const TestCert *reversed[] = { root, middle, lower, leaf };

  assert_verdict (shuffled, 3, HOST, TRUE, "");
  assert_verdict (with_root, 4, HOST, TRUE, "");
  assert_verdict (with_extra, 5, HOST, TRUE, "");
  assert_verdict (twice, 5, HOST, TRUE, "");
  assert_verdict (reversed, 4, HOST, FALSE, "[0] cert-name-mismatch");
}

static void
test_loop (void)
{
  g_autoptr (TestCert) a_key = test_cert_new (&(TestCertSpec){ .common_name = "A", .ca = TRUE }, NULL);
  g_autoptr (TestCert) b = test_cert_new (&(TestCertSpec){ .common_name = "B", .ca = TRUE, .no_key_identifiers = TRUE }, a_key);
  g_autoptr (TestCert) a =
      test_cert_new (&(TestCertSpec){ .common_name = "A", .ca = TRUE, .dns = host_names, .key_of = a_key, .no_key_identifiers = TRUE }, b);
  g_autoptr (TestCert) leaf = test_cert_new (&(TestCertSpec){ NAMED }, a);
  const TestCert *two[] = { a, b };
  const TestCert *three[] = { leaf, b, a };

  assert_verdict (two, 2, HOST, FALSE, "[1] cert-unknown-issuer");
  assert_verdict (three, 3, HOST, FALSE, "[1] cert-unknown-issuer");
}

static void
test_trusted_leaf (void)
{
  g_autoptr (TestCert) own = test_cert_new (&(TestCertSpec){ NAMED }, NULL);
  g_autofree char *file = test_cert_write ((const TestCert *const *)&own, 1);
  g_autoptr (TgTrust) trust = tg_trust_new (file, NULL);
  g_autoptr (GPtrArray) chain = read_chain ((const TestCert *const *)&own, 1);
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();

  g_assert_true (tg_trust_judge (trust, chain, HOST, TEST_NOW, problems));
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_false (tg_trust_judge (trust, chain, HOST, TEST_NOW + 1000 * TEST_DAY, problems));
  g_assert_true (tg_problems_has (problems, "cert-expired"));
  g_unlink (file);
}

static void
test_empty (void)
{
  g_autoptr (TgTrust) trust = trust_root ();
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();

  g_assert_false (tg_trust_judge (trust, chain, HOST, TEST_NOW, problems));
  g_assert_cmpuint (problems->len, ==, 1);
}

static void
test_long (void)
{
  g_autoptr (TestCert) leaf = test_cert_new (&(TestCertSpec){ NAMED }, middle);
  const TestCert *certs[1000];

  for (guint i = 0; i < G_N_ELEMENTS (certs); i++)
    certs[i] = unknown_root;
  certs[0] = leaf;
  certs[1] = middle;
  assert_verdict (certs, G_N_ELEMENTS (certs), HOST, TRUE, "");
  certs[1] = unknown_root;
  certs[999] = middle;
  assert_verdict (certs, G_N_ELEMENTS (certs), HOST, FALSE, "[0] cert-incomplete-chain");
}

static void
test_many_names (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TestCert) leaf = NULL;
  const TestCert *certs[2];
  g_autoptr (TgCertificate) read = NULL;

  for (guint i = 0; i < 10000; i++)
    g_ptr_array_add (names, g_strdup_printf ("host%05u.example.jp", i));
  g_ptr_array_add (names, NULL);
  leaf = test_cert_new (&(TestCertSpec){ .common_name = "x", .dns = (const char *const *)names->pdata }, middle);
  read = tg_certificate_read (leaf->der);
  g_assert_cmpuint (g_strv_length (read->names), ==, 100);
  certs[0] = leaf;
  certs[1] = middle;
  assert_verdict (certs, 2, "host09999.example.jp", TRUE, "");
  assert_verdict (certs, 2, "host10000.example.jp", FALSE, "[0] cert-name-mismatch");
}

static void
test_ca_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("tegami-test-XXXXXX", &path, NULL);
  g_autoptr (TgTrust) good = trust_root ();
  g_autoptr (TgTrust) system = tg_trust_new (NULL, NULL);

  g_close (fd, NULL);
  g_assert_null (tg_trust_new (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_unlink (path);
  g_assert_null (tg_trust_new (path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (tg_trust_database (good));
  g_assert_null (tg_trust_database (system));
}

static void
test_exceptions (void)
{
  g_autoptr (TgTrust) trust = tg_trust_new (NULL, NULL);
  g_autoptr (GPtrArray) exceptions = tg_exception_list_new ();

  g_ptr_array_add (exceptions, tg_exception_new (&(TgException){ .host = "nas.local", .port = 993, .sha256 = "AA", .until = 5 }));
  g_autoptr (TgTrust) one = tg_trust_with_exceptions (trust, exceptions, 5);
  g_assert_null (tg_trust_find_exception (trust, "nas.local", 993));
  g_assert_cmpstr (tg_trust_find_exception (one, "NAS.local", 993)->sha256, ==, "aa");
  g_assert_null (tg_trust_find_exception (one, "nas.local", 995));
  g_assert_null (tg_trust_find_exception (one, "other.local", 993));
  g_ptr_array_add (exceptions, tg_exception_new (&(TgException){ .host = "nas.local", .port = 993, .sha256 = "bb", .until = 6 }));
  g_autoptr (TgTrust) last = tg_trust_with_exceptions (one, exceptions, 5);
  g_assert_cmpstr (tg_trust_find_exception (last, "nas.local", 993)->sha256, ==, "bb");
  g_autoptr (TgTrust) over = tg_trust_with_exceptions (last, exceptions, 7);
  g_assert_null (tg_trust_find_exception (over, "nas.local", 993));
}

static void
add_test (const char *group, const char *name, gconstpointer row, GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/cert/%s/%s", group, name);

  g_test_add_data_func (path, row, function);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  root = test_cert_new (&(TestCertSpec){ .common_name = "Test root", .ca = TRUE }, NULL);
  middle = test_cert_new (&(TestCertSpec){ .common_name = "Test middle", .ca = TRUE }, root);
  unknown_root = test_cert_new (&(TestCertSpec){ .common_name = "Unknown root", .ca = TRUE }, NULL);
  unknown_middle = test_cert_new (&(TestCertSpec){ .common_name = "Unknown middle", .ca = TRUE }, unknown_root);
  ca_file = test_cert_write ((const TestCert *const *)&root, 1);

  for (guint i = 0; i < G_N_ELEMENTS (leaf_cases); i++)
    add_test ("server", leaf_cases[i].name, &leaf_cases[i], test_leaf);
  for (guint i = 0; i < G_N_ELEMENTS (middle_cases); i++)
    add_test ("intermediate", middle_cases[i].name, &middle_cases[i], test_middle);
  g_test_add_func ("/cert/chain/a path length of none shuts a second authority out", test_path_length);
  g_test_add_func ("/cert/chain/an expired root does not vouch", test_expired_root);
  g_test_add_func ("/cert/chain/order and extra certificates do not matter", test_order);
  g_test_add_func ("/cert/chain/two certificates that sign each other end", test_loop);
  g_test_add_func ("/cert/chain/a self-signed certificate in the CA file is trusted within its dates", test_trusted_leaf);
  g_test_add_func ("/cert/chain/an empty chain is not trusted", test_empty);
  g_test_add_func ("/cert/chain/of a thousand certificates ten are looked at", test_long);
  g_test_add_func ("/cert/chain/ten thousand names are searched and a hundred shown", test_many_names);
  g_test_add_func ("/cert/trust/a CA file without a certificate is an error", test_ca_file);
  g_test_add_func ("/cert/trust/a pin is for one host and port", test_exceptions);
  result = g_test_run ();

  g_unlink (ca_file);
  g_free (ca_file);
  test_cert_free (root);
  test_cert_free (middle);
  test_cert_free (unknown_root);
  test_cert_free (unknown_middle);
  return result;
}
