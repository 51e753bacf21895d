/* test-cert-stores.c: random chains under random stores get GnuTLS's verdict; so do the authorities that this computer has,
 * of which some have expired.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cert/certificate.h"
#include "test-cert-cast.h"

#define SYSTEM_STORE "/etc/ssl/certs/ca-certificates.crt"
#define STORES       25
#define CHAINS       24 /* under each */

/* @n members of the cast, the first being a server with @servers. */
static CastGroup
draw (GRand *random, guint n, gboolean servers)
{
  guint drawn[CAST_MAX];

  for (guint i = 0; i < n;) {
    guint one = (guint)g_rand_int_range (random, 0, (gint32)cast_size ());

    if (cast_is_server (one) != (servers && i == 0))
      continue;
    drawn[i++] = one;
  }
  return cast_group_of (drawn, n);
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261129);
  guint n_trusted = 0;

  for (guint i = 0; i < STORES; i++) {
    CastGroup store = draw (random, (guint)g_rand_int_range (random, 1, 6), FALSE);
    g_autoptr (TgTrust) trust = cast_trust (&store);

    for (guint k = 0; k < CHAINS; k++) {
      CastGroup sent = draw (random, (guint)g_rand_int_range (random, 1, CAST_MAX), TRUE);
      g_autofree char *places = NULL;
      gboolean ours = cast_judge (trust, &sent, &places);
      gboolean theirs = cast_gnutls_trusts (&store, &sent);

      if (ours != theirs) {
        g_autofree char *authorities = cast_ids (&store), *chain = cast_ids (&sent);

        g_error ("%s under %s: GnuTLS says %d; we say \"%s\"", chain, authorities, theirs, places);
      }
      n_trusted += ours;
    }
  }
  g_test_message ("%u chains, %u of them trusted", STORES * CHAINS, n_trusted);
  g_assert_cmpuint (n_trusted, >, STORES * CHAINS / 50);
}

/* An authority of this computer, shown by a server as its own certificate; it is in the store itself. */
typedef struct {
  TestCert cert;
  char *file;
} Listed;

static void
listed_free (gpointer data)
{
  Listed *self = data;

  g_unlink (self->file);
  g_free (self->file);
  gnutls_x509_crt_deinit (self->cert.crt);
  g_bytes_unref (self->cert.der);
  g_free (self);
}

static GPtrArray *
read_system_store (void)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (listed_free);
  gnutls_x509_trust_list_t list;
  gnutls_x509_trust_list_iter_t position = NULL;
  gnutls_x509_crt_t crt;

  g_assert_cmpint (gnutls_x509_trust_list_init (&list, 0), >=, 0);
  gnutls_x509_trust_list_add_system_trust (list, 0, 0);
  while (gnutls_x509_trust_list_iter_get_ca (list, &position, &crt) >= 0) {
    Listed *one = g_new0 (Listed, 1);
    const TestCert *cert = &one->cert;
    gnutls_datum_t der;

    g_assert_cmpint (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_DER, &der), >=, 0);
    one->cert = (TestCert){ .crt = crt, .der = g_bytes_new (der.data, der.size) };
    one->file = test_cert_write (&cert, 1);
    gnutls_free (der.data);
    g_ptr_array_add (all, one);
  }
  gnutls_x509_trust_list_iter_deinit (position);
  gnutls_x509_trust_list_deinit (list, 1);
  return all;
}

/* What OpenSSL prints of all of them: "FILE: OK" for those that it trusts. */
static char *
ask_openssl (GPtrArray *all)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, TEST_NOW);
  const char *const command[] = { "openssl", "verify", "-attime", now, "-no-CApath", "-no-CAstore", "-CAfile", SYSTEM_STORE };
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (command); i++)
    g_ptr_array_add (words, (gpointer)command[i]);
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (words, ((Listed *)all->pdata[i])->file);
  g_ptr_array_add (words, NULL);
  g_spawn_sync (NULL, (char **)words->pdata, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, NULL,
                &error);
  g_assert_no_error (error);
  return output;
}

static gboolean
has_other_edition (GPtrArray *all, const Listed *one)
{
  for (guint i = 0; i < all->len; i++)
    if (all->pdata[i] != one && gnutls_x509_crt_check_issuer (one->cert.crt, ((Listed *)all->pdata[i])->cert.crt) > 0)
      return TRUE;
  return FALSE;
}

static void
test_system_store (void)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autoptr (TgTrust) trust = tg_trust_new (NULL, NULL);
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *trusted_by_openssl = NULL;
  guint n_expired = 0;

  if (openssl == NULL || !g_file_test (SYSTEM_STORE, G_FILE_TEST_EXISTS)) {
    g_test_skip ("no openssl, or the authorities are elsewhere");
    return;
  }
  all = read_system_store ();
  trusted_by_openssl = ask_openssl (all);
  for (guint i = 0; i < all->len; i++) {
    Listed *one = all->pdata[i];
    CastGroup sent = { .certs = { &one->cert }, .n = 1 };
    g_autofree char *ok = g_strdup_printf ("%s: OK\n", one->file);
    g_autofree char *places = NULL;
    gboolean theirs = strstr (trusted_by_openssl, ok) != NULL;
    gboolean expired = gnutls_x509_crt_get_expiration_time (one->cert.crt) < TEST_NOW;

    cast_judge (trust, &sent, &places);
    /* Of two editions of one root OpenSSL finds one, and takes the other for a stranger's. */
    if (!has_other_edition (all, one))
      g_assert_cmpint (theirs, ==, !expired);
    g_assert_cmpint (strstr (places, "cert-expired") != NULL, ==, expired);
    /* A root names no host; nothing else is wrong with it. */
    g_assert_null (strstr (places, "issuer"));
    g_assert_null (strstr (places, "self-signed"));
    n_expired += expired;
  }
  g_test_message ("%u authorities, %u of them expired", all->len, n_expired);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  cast_make ();
  g_test_add_func ("/cert/stores/random chains get GnuTLS's own verdict", test_random);
  g_test_add_func ("/cert/stores/every authority of this computer gets OpenSSL's own verdict", test_system_store);
  result = g_test_run ();
  cast_free ();
  return result;
}
