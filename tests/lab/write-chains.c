/* write-chains.c: writes certificate chains with every fault, valid or broken as of now, for servers
 * in tests.  Arguments: a new folder; then each NAME.pem holds a chain and its key, root.pem and
 * root.key the authority, unknown.pem and unknown.key another one.  The names are the rows of
 * test-certificates.py.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "support/make-certs.h"

#define HOST       "mail.example.test"
#define NAMES      10000
#define LONG_NAMES 1100 /* as large as NAMES short ones, and made in a fraction of the time */

static const char *folder;
static gint64 now;
static const char *const own_names[] = { HOST, NULL };
static const char *const other_names[] = { "sv123.other.test", NULL };
static const char *const part_names[] = { "ma*.example.test", NULL };

static void
write_text (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

/* The first one's key goes with them. */
static void
write_chain (const char *name, const TestCert *first, ...)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *key = test_cert_key_pem (first);
  g_autofree char *file = g_strconcat (name, ".pem", NULL);
  va_list more;

  va_start (more, first);
  for (const TestCert *cert = first; cert != NULL; cert = va_arg (more, const TestCert *)) {
    g_autofree char *pem = test_cert_pem (cert);

    g_string_append (text, pem);
  }
  va_end (more);
  g_string_append (text, key);
  write_text (file, text->str);
}

/* Its key apart, for whoever signs with it. */
static void
write_authority (const char *name, const TestCert *authority)
{
  g_autofree char *pem = test_cert_pem (authority), *key = test_cert_key_pem (authority);
  g_autofree char *pem_file = g_strconcat (name, ".pem", NULL), *key_file = g_strconcat (name, ".key", NULL);

  write_text (pem_file, pem);
  write_text (key_file, key);
}

/* Valid from a month ago for a year, unless the specification says otherwise. */
static TestCert *
make (TestCertSpec spec, const TestCert *issuer)
{
  if (spec.not_before == 0)
    spec.not_before = now - 30 * TEST_DAY;
  if (spec.not_after == 0)
    spec.not_after = now + 365 * TEST_DAY;
  return test_cert_new (&spec, issuer);
}

static char **
many_names (guint count, const char *prefix)
{
  char **names = g_new0 (char *, count + 1);

  for (guint i = 0; i < count; i++)
    names[i] = g_strdup_printf ("%shost-%u.example.test", prefix, i);
  return names;
}

/* One row each: a server's certificate with this specification, issued by @issuer. */
static void
write_leaves (const TestCert *root, const TestCert *unknown)
{
  const gint64 past = now - 3 * TEST_DAY, old = now - 90 * TEST_DAY;
  const struct {
    const char *name;
    gboolean self_signed;
    TestCertSpec spec;
  } rows[] = {
    { "good", FALSE, { HOST, own_names } },
    { "name", FALSE, { "sv123.other.test", other_names } },
    { "part-of-a-name", FALSE, { HOST, part_names } },
    { "no-san", FALSE, { HOST } },
    { "expired", FALSE, { HOST, own_names, .not_before = old, .not_after = past } },
    { "not-yet-valid", FALSE, { HOST, own_names, .not_before = now + 5 * TEST_DAY } },
    { "self-signed", TRUE, { HOST, own_names } },
    { "name+expired", FALSE, { "sv123.other.test", other_names, .not_before = old, .not_after = past } },
    { "name+self-signed", TRUE, { "sv123.other.test", other_names } },
    { "expired+self-signed", TRUE, { HOST, own_names, .not_before = old, .not_after = past } },
    { "name+expired+self-signed", TRUE, { "sv123.other.test", other_names, .not_before = old, .not_after = past } },
    { "bad-signature", FALSE, { HOST, own_names, .broken_signature = TRUE } },
    { "unknown-extension", FALSE, { HOST, own_names, .critical_unknown = TRUE } },
    { "purpose", FALSE, { HOST, own_names, .purpose = GNUTLS_KP_TLS_WWW_CLIENT } },
    { "must-staple", FALSE, { HOST, own_names, .must_staple = TRUE } },
    { "weak-key", FALSE, { HOST, own_names, .algorithm = GNUTLS_PK_RSA, .bits = 1024 } },
    { "weak-hash", FALSE, { HOST, own_names, .hash = GNUTLS_DIG_SHA1 } },
    { "expires-soon", FALSE, { HOST, own_names, .not_after = now + 9 * TEST_DAY } },
    { "revoked", FALSE, { HOST, own_names } },
    { "rsa", FALSE, { HOST, own_names, .algorithm = GNUTLS_PK_RSA } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TestCert) leaf = make (rows[i].spec, rows[i].self_signed ? NULL : root);

    write_chain (rows[i].name, leaf, NULL);
  }

  g_autoptr (TestCert) stranger = make ((TestCertSpec){ HOST, own_names }, unknown);
  write_chain ("unknown-issuer", stranger, unknown, NULL);
}

static void
write_chains (const TestCert *root)
{
  g_autoptr (TestCert) middle = make ((TestCertSpec){ "Middle CA", .ca = TRUE }, root);
  g_autoptr (TestCert) old =
      make ((TestCertSpec){ "Old Middle CA", .ca = TRUE, .not_before = now - 90 * TEST_DAY, .not_after = now - TEST_DAY }, root);
  g_autoptr (TestCert) office = make ((TestCertSpec){ "Office", own_names }, root);
  g_autoptr (TestCert) limited = make ((TestCertSpec){ "Limited CA", .ca = TRUE, .permitted_dns = "elsewhere.test" }, root);
  g_autoptr (TestCert) extra = make ((TestCertSpec){ "Extra CA", .ca = TRUE }, NULL);
  g_autoptr (TestCert) below = make ((TestCertSpec){ HOST, own_names }, middle);
  g_autoptr (TestCert) below_old = make ((TestCertSpec){ HOST, own_names }, old);
  g_autoptr (TestCert) below_office = make ((TestCertSpec){ HOST, own_names }, office);
  g_autoptr (TestCert) below_limited = make ((TestCertSpec){ HOST, own_names }, limited);

  write_chain ("intermediate", below, middle, NULL);
  write_chain ("reversed", below, root, middle, NULL);
  write_chain ("extra", below, extra, middle, root, extra, NULL);
  write_chain ("incomplete", below, NULL);
  write_chain ("chain-expired", below_old, old, NULL);
  write_chain ("issuer-not-ca", below_office, office, NULL);
  write_chain ("constraint", below_limited, limited, NULL);
}

static void
write_store (const char *name, const TestCert *first, const TestCert *second)
{
  g_autofree char *one = test_cert_pem (first), *two = second != NULL ? test_cert_pem (second) : g_strdup ("");
  g_autofree char *text = g_strconcat (one, two, NULL);
  g_autofree char *file = g_strconcat (name, ".pem", NULL);

  write_text (file, text);
}

/* An authority that another one vouched for while it was young, as most have begun; and an intermediate in two editions.
 * With the stores of computers that know both authorities, in either order, or only one. */
static void
write_cross_signed (void)
{
  const gint64 past = now - 2 * TEST_DAY, long_ago = now - 90 * TEST_DAY;
  g_autoptr (TestCert) old = make ((TestCertSpec){ "Old Root CA", .ca = TRUE, .not_before = long_ago, .not_after = past }, NULL);
  g_autoptr (TestCert) new_root = make ((TestCertSpec){ "New Root CA", .ca = TRUE }, NULL);
  g_autoptr (TestCert) cross = make ((TestCertSpec){ "New Root CA", .ca = TRUE, .key_of = new_root }, old);
  g_autoptr (TestCert) over =
      make ((TestCertSpec){ "New Root CA", .ca = TRUE, .key_of = new_root, .not_before = long_ago, .not_after = past }, old);
  g_autoptr (TestCert) middle = make ((TestCertSpec){ "Signing CA", .ca = TRUE }, new_root);
  g_autoptr (TestCert) former =
      make ((TestCertSpec){ "Signing CA", .ca = TRUE, .key_of = middle, .not_before = long_ago, .not_after = past }, new_root);
  g_autoptr (TestCert) extra = make ((TestCertSpec){ "Extra CA", .ca = TRUE, .not_before = long_ago, .not_after = past }, NULL);
  g_autoptr (TestCert) leaf = make ((TestCertSpec){ HOST, own_names }, middle);

  write_store ("knows-new", new_root, NULL);
  write_store ("knows-old", old, NULL);
  write_store ("knows-both", new_root, old);
  write_store ("knows-both-old-first", old, new_root);
  write_chain ("cross", leaf, middle, cross, NULL);
  write_chain ("cross+root", leaf, middle, cross, old, NULL);
  write_chain ("cross+roots", leaf, middle, cross, new_root, old, NULL);
  write_chain ("cross-shuffled", leaf, old, cross, middle, NULL);
  write_chain ("cross-expired", leaf, middle, over, old, NULL);
  write_chain ("cross-twice", leaf, leaf, middle, middle, cross, extra, NULL);
  write_chain ("two-editions", leaf, middle, former, NULL);
  write_chain ("two-editions-old-first", leaf, former, middle, NULL);
}

static void
write_hostile (const TestCert *root)
{
  g_autoptr (TestCert) seed = make ((TestCertSpec){ "Two", .ca = TRUE }, NULL);
  g_autoptr (TestCert) one = make ((TestCertSpec){ "One", .ca = TRUE }, seed);
  g_autoptr (TestCert) two = make ((TestCertSpec){ "Two", .ca = TRUE, .key_of = seed }, one);
  g_autoptr (TestCert) leaf = make ((TestCertSpec){ HOST, own_names }, one);
  g_autofree char *label = g_strnfill (60, 'a');
  g_autofree char *prefix = g_strdup_printf ("%s.%s.%s.", label, label, label);
  g_auto (GStrv) names = many_names (NAMES, "");
  g_auto (GStrv) long_names = many_names (LONG_NAMES, prefix);
  g_autoptr (TestCert) wide = make ((TestCertSpec){ HOST, (const char *const *)names }, root);
  TestCert *large[6];

  write_chain ("mutual", leaf, one, two, NULL);
  write_chain ("names", wide, NULL);
  for (guint i = 0; i < 5; i++) {
    g_autofree char *name = g_strdup_printf ("Large %u", i);

    large[i] = make ((TestCertSpec){ name, (const char *const *)long_names, .ca = TRUE }, i > 0 ? large[i - 1] : NULL);
  }
  large[5] = make ((TestCertSpec){ HOST, own_names }, large[4]);
  write_chain ("megabyte", large[5], large[4], large[3], large[2], large[1], large[0], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (large); i++)
    test_cert_free (large[i]);
}

int
main (int argc, char **argv)
{
  g_assert_cmpint (argc, ==, 2);
  folder = argv[1];
  now = g_get_real_time () / G_USEC_PER_SEC;

  g_autoptr (TestCert) root = make ((TestCertSpec){ "Test Root CA", .ca = TRUE }, NULL);
  g_autoptr (TestCert) unknown = make ((TestCertSpec){ "Unknown Root CA", .ca = TRUE }, NULL);

  write_authority ("root", root);
  write_authority ("unknown", unknown);
  write_leaves (root, unknown);
  write_chains (root);
  write_cross_signed ();
  write_hostile (root);
  return 0;
}
