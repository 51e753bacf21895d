/* make-certs.c: certificates for tests, made while the test runs (RFC 5280), so that none is
 * stored and none can expire.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "support/make-certs.h"

#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <gnutls/abstract.h>
#include <gnutls/x509-ext.h>

#define OID_NOBODY_KNOWS "1.3.6.1.4.1.99999.1"

static void
must (int result)
{
  if (result < 0)
    g_error ("GnuTLS refuses to make a test certificate: %s", gnutls_strerror (result));
}

/* Generating RSA keys is slow: one of each length serves all certificates of a test run that do not
 * ask for a key of their own. */
static gnutls_x509_privkey_t
new_key (gnutls_pk_algorithm_t algorithm, guint bits)
{
  static GHashTable *rsa_keys;
  gnutls_x509_privkey_t key;

  must (gnutls_x509_privkey_init (&key));
  if (algorithm != GNUTLS_PK_RSA) {
    gnutls_ecc_curve_t curve = bits == 384 ? GNUTLS_ECC_CURVE_SECP384R1 : GNUTLS_ECC_CURVE_SECP256R1;

    if (algorithm == GNUTLS_PK_UNKNOWN)
      algorithm = GNUTLS_PK_ECDSA;
    if (algorithm == GNUTLS_PK_EDDSA_ED25519)
      curve = GNUTLS_ECC_CURVE_ED25519;
    must (gnutls_x509_privkey_generate (key, algorithm, GNUTLS_CURVE_TO_BITS (curve), 0));
    return key;
  }

  if (bits == 0)
    bits = 2048;
  if (rsa_keys == NULL)
    rsa_keys = g_hash_table_new (NULL, NULL);
  if (!g_hash_table_contains (rsa_keys, GUINT_TO_POINTER (bits))) {
    gnutls_x509_privkey_t kept;

    must (gnutls_x509_privkey_init (&kept));
    must (gnutls_x509_privkey_generate (kept, GNUTLS_PK_RSA, bits, 0));
    g_hash_table_insert (rsa_keys, GUINT_TO_POINTER (bits), kept);
  }
  must (gnutls_x509_privkey_cpy (key, g_hash_table_lookup (rsa_keys, GUINT_TO_POINTER (bits))));
  return key;
}

static void
set_names (gnutls_x509_crt_t crt, const TestCertSpec *spec)
{
  if (spec->common_name != NULL)
    must (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, spec->common_name, strlen (spec->common_name)));
  if (spec->dns != NULL || spec->ips != NULL) {
    gnutls_subject_alt_names_t sans;
    gnutls_datum_t extension;

    /* All names in one extension: appending them one by one takes quadratic time for 10 000 names. */
    must (gnutls_subject_alt_names_init (&sans));
    for (guint i = 0; spec->dns != NULL && spec->dns[i] != NULL; i++) {
      gnutls_datum_t name = { (unsigned char *)spec->dns[i], strlen (spec->dns[i]) };

      must (gnutls_subject_alt_names_set (sans, GNUTLS_SAN_DNSNAME, &name, NULL));
    }
    for (guint i = 0; spec->ips != NULL && spec->ips[i] != NULL; i++) {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (spec->ips[i]);
      gnutls_datum_t ip = { (unsigned char *)g_inet_address_to_bytes (address), g_inet_address_get_native_size (address) };

      must (gnutls_subject_alt_names_set (sans, GNUTLS_SAN_IPADDRESS, &ip, NULL));
    }
    must (gnutls_x509_ext_export_subject_alt_names (sans, &extension));
    must (gnutls_x509_crt_set_extension_by_oid (crt, GNUTLS_X509EXT_OID_SAN, extension.data, extension.size, 0));
    gnutls_free (extension.data);
    gnutls_subject_alt_names_deinit (sans);
  }
}

static void
set_key_identifiers (gnutls_x509_crt_t crt, const TestCert *issuer)
{
  unsigned char id[64];
  size_t size = sizeof id;

  must (gnutls_x509_crt_get_key_id (crt, 0, id, &size));
  must (gnutls_x509_crt_set_subject_key_id (crt, id, size));
  if (issuer != NULL) {
    size = sizeof id;
    must (gnutls_x509_crt_get_key_id (issuer->crt, 0, id, &size));
  }
  must (gnutls_x509_crt_set_authority_key_id (crt, id, size));
}

static void
set_extensions (gnutls_x509_crt_t crt, const TestCertSpec *spec)
{
  guint usage = spec->key_usage != 0 ? spec->key_usage : spec->ca ? GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN : 0;

  if (spec->ca)
    must (gnutls_x509_crt_set_basic_constraints (crt, 1, spec->path_length > 0 ? spec->path_length - 1 : -1));
  if (usage != 0)
    must (gnutls_x509_crt_set_key_usage (crt, usage));
  if (spec->purpose != NULL)
    must (gnutls_x509_crt_set_key_purpose_oid (crt, spec->purpose, 0));
  if (spec->permitted_dns != NULL) {
    gnutls_x509_name_constraints_t constraints;
    gnutls_datum_t name = { (unsigned char *)spec->permitted_dns, strlen (spec->permitted_dns) };

    must (gnutls_x509_name_constraints_init (&constraints));
    must (gnutls_x509_name_constraints_add_permitted (constraints, GNUTLS_SAN_DNSNAME, &name));
    must (gnutls_x509_crt_set_name_constraints (crt, constraints, 1));
    gnutls_x509_name_constraints_deinit (constraints);
  }
  if (spec->critical_unknown)
    must (gnutls_x509_crt_set_extension_by_oid (crt, OID_NOBODY_KNOWS, "\x05\x00", 2, 1));
  if (spec->must_staple) {
    gnutls_x509_tlsfeatures_t features;

    must (gnutls_x509_tlsfeatures_init (&features));
    must (gnutls_x509_tlsfeatures_add (features, 5));
    must (gnutls_x509_crt_set_tlsfeatures (crt, features));
    gnutls_x509_tlsfeatures_deinit (features);
  }
  if (spec->issuer_url != NULL) {
    gnutls_datum_t url = { (unsigned char *)spec->issuer_url, strlen (spec->issuer_url) };

    must (gnutls_x509_crt_set_authority_info_access (crt, GNUTLS_IA_CAISSUERS_URI, &url));
  }
}

static gnutls_x509_crt_t
read_crt (GBytes *der)
{
  gsize size;
  const void *data = g_bytes_get_data (der, &size);
  gnutls_datum_t datum = { (unsigned char *)data, size };
  gnutls_x509_crt_t crt;

  must (gnutls_x509_crt_init (&crt));
  must (gnutls_x509_crt_import (crt, &datum, GNUTLS_X509_FMT_DER));
  return crt;
}

TestCert *
test_cert_new (const TestCertSpec *spec, const TestCert *issuer)
{
  TestCert *self = g_new0 (TestCert, 1);
  static guint32 serial = 0x10000000;
  gnutls_x509_crt_t crt;
  gnutls_privkey_t signer;
  gnutls_datum_t der;
  guint32 number;
  gnutls_digest_algorithm_t hash = spec->hash;
  gint64 month = 30 * TEST_DAY;

  serial++;
  number = GUINT32_TO_BE (serial);
  must (gnutls_x509_privkey_init (&self->key));
  if (spec->key_of != NULL) {
    must (gnutls_x509_privkey_cpy (self->key, spec->key_of->key));
  } else {
    gnutls_x509_privkey_deinit (self->key);
    self->key = new_key (spec->algorithm, spec->bits);
  }

  must (gnutls_x509_crt_init (&crt));
  must (gnutls_x509_crt_set_version (crt, 3));
  must (gnutls_x509_crt_set_serial (crt, &number, sizeof number));
  must (gnutls_x509_crt_set_activation_time (crt, spec->not_before != 0 ? spec->not_before : TEST_NOW - month));
  must (gnutls_x509_crt_set_expiration_time (crt, spec->not_after != 0 ? spec->not_after : TEST_NOW + 12 * month));
  must (gnutls_x509_crt_set_key (crt, self->key));
  set_names (crt, spec);
  set_extensions (crt, spec);
  if (!spec->no_key_identifiers)
    set_key_identifiers (crt, issuer);

  must (gnutls_privkey_init (&signer));
  must (gnutls_privkey_import_x509 (signer, issuer != NULL ? issuer->key : self->key, 0));
  if (hash == GNUTLS_DIG_UNKNOWN)
    hash = gnutls_privkey_get_pk_algorithm (signer, NULL) == GNUTLS_PK_EDDSA_ED25519 ? GNUTLS_DIG_SHA512 : GNUTLS_DIG_SHA256;
  must (gnutls_x509_crt_privkey_sign (crt, issuer != NULL ? issuer->crt : crt, signer, hash, 0));
  gnutls_privkey_deinit (signer);
  must (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_DER, &der));
  gnutls_x509_crt_deinit (crt);

  if (spec->broken_signature)
    der.data[der.size - 1] ^= 1;
  self->der = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);
  self->crt = read_crt (self->der);
  return self;
}

void
test_cert_free (TestCert *self)
{
  if (self == NULL)
    return;
  gnutls_x509_crt_deinit (self->crt);
  gnutls_x509_privkey_deinit (self->key);
  g_bytes_unref (self->der);
  g_free (self);
}

char *
test_cert_pem (const TestCert *self)
{
  gnutls_datum_t pem;
  char *text;

  must (gnutls_x509_crt_export2 (self->crt, GNUTLS_X509_FMT_PEM, &pem));
  text = g_strndup ((const char *)pem.data, pem.size);
  gnutls_free (pem.data);
  return text;
}

char *
test_cert_key_pem (const TestCert *self)
{
  gnutls_datum_t pem;
  char *text;

  must (gnutls_x509_privkey_export2_pkcs8 (self->key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &pem));
  text = g_strndup ((const char *)pem.data, pem.size);
  gnutls_free (pem.data);
  return text;
}

char *
test_cert_write (const TestCert *const *certs, guint n_certs)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("tegami-test-XXXXXX.pem", &path, &error);

  g_assert_no_error (error);
  close (fd);
  for (guint i = 0; i < n_certs; i++) {
    g_autofree char *pem = test_cert_pem (certs[i]);

    g_string_append (all, pem);
  }
  g_file_set_contents (path, all->str, all->len, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}
