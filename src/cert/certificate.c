/* certificate.c: reads X.509 certificates (RFC 5280) into plain values, with names written as in
 * RFC 4514 and every text made safe to show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/certificate.h"

#include <string.h>

#include "cert/names.h"
#include "model/text/text.h"

#define DER_MAX    (256 * 1024) /* twice what GnuTLS takes in one handshake message */
#define DN_MAX     4096         /* bytes; GnuTLS compares names in quadratic time */
#define NAMES_MAX  100
#define TEXT_MAX   1024
#define ACCESS_MAX 16 /* access descriptions read */

/* Reads both names in their encoded form. */
static gboolean
read_raw_names (gnutls_x509_crt_t crt, gnutls_datum_t *subject, gnutls_datum_t *issuer)
{
  return gnutls_x509_crt_get_raw_dn (crt, subject) >= 0 && gnutls_x509_crt_get_raw_issuer_dn (crt, issuer) >= 0;
}

gnutls_x509_crt_t
tg_x509_import (GBytes *der)
{
  g_auto (gnutls_x509_crt_t) crt = NULL;
  g_auto (gnutls_datum_t) subject = { NULL, 0 };
  g_auto (gnutls_datum_t) issuer = { NULL, 0 };
  gsize size;
  gconstpointer data = g_bytes_get_data (der, &size);
  gnutls_datum_t datum = { (unsigned char *)data, (unsigned int)size };

  if (size == 0 || size > DER_MAX)
    return NULL;
  if (gnutls_x509_crt_init (&crt) < 0 || gnutls_x509_crt_import (crt, &datum, GNUTLS_X509_FMT_DER) < 0)
    return NULL;
  if (!read_raw_names (crt, &subject, &issuer) || subject.size > DN_MAX || issuer.size > DN_MAX)
    return NULL;
  return g_steal_pointer (&crt);
}

gnutls_subject_alt_names_t
tg_x509_names (gnutls_x509_crt_t crt)
{
  g_auto (gnutls_subject_alt_names_t) names = NULL;
  g_auto (gnutls_datum_t) extension = { NULL, 0 };
  unsigned int critical;

  if (gnutls_x509_crt_get_extension_by_oid2 (crt, GNUTLS_X509EXT_OID_SAN, 0, &extension, &critical) < 0)
    return NULL;
  if (gnutls_subject_alt_names_init (&names) < 0 || gnutls_x509_ext_import_subject_alt_names (&extension, names, 0) < 0)
    return NULL;
  return g_steal_pointer (&names);
}

static char *
visible (const gnutls_datum_t *datum)
{
  return tg_text_visible (datum->data != NULL ? (const char *)datum->data : "", datum->size, TEXT_MAX);
}

typedef int (*ReadName) (gnutls_x509_crt_t crt, gnutls_datum_t *name, unsigned int flags);

/* A subject may be empty if the certificate has alternative names. */
static char *
read_distinguished_name (gnutls_x509_crt_t crt, ReadName read)
{
  g_auto (gnutls_datum_t) name = { NULL, 0 };

  return read (crt, &name, 0) < 0 ? g_strdup ("") : visible (&name);
}

static char *
read_common_name (gnutls_x509_crt_t crt)
{
  char buffer[TEXT_MAX];
  size_t size = sizeof buffer;

  if (gnutls_x509_crt_get_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, 0, buffer, &size) < 0)
    return NULL;
  return tg_text_visible (buffer, size, TEXT_MAX);
}

static char *
ip_to_text (const gnutls_datum_t *ip)
{
  g_autoptr (GInetAddress) address = NULL;

  if (ip->size != 4 && ip->size != 16)
    return NULL;
  address = g_inet_address_new_from_bytes (ip->data, ip->size == 4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (address);
}

static char **
read_names (gnutls_x509_crt_t crt)
{
  g_auto (gnutls_subject_alt_names_t) names = tg_x509_names (crt);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n_names = 0;
  unsigned int type;
  gnutls_datum_t name;

  for (guint i = 0; names != NULL && n_names < NAMES_MAX && gnutls_subject_alt_names_get (names, i, &type, &name, NULL) >= 0; i++) {
    g_autofree char *text = type == GNUTLS_SAN_DNSNAME ? visible (&name) : type == GNUTLS_SAN_IPADDRESS ? ip_to_text (&name) : NULL;

    if (text == NULL)
      continue;
    g_strv_builder_add (builder, text);
    n_names++;
  }
  return g_strv_builder_end (builder);
}

/* "RSA 2048", "ECDSA 256".  Edwards curves have a single key length, so their name says it all. */
static char *
read_key (gnutls_x509_crt_t crt)
{
  static const struct {
    int algorithm;
    const char *name;
    gboolean with_bits;
  } keys[] = {
    { GNUTLS_PK_RSA, "RSA", TRUE },
    { GNUTLS_PK_RSA_PSS, "RSA-PSS", TRUE },
    { GNUTLS_PK_ECDSA, "ECDSA", TRUE },
    { GNUTLS_PK_DSA, "DSA", TRUE },
    { GNUTLS_PK_DH, "DH", TRUE },
    { GNUTLS_PK_EDDSA_ED25519, "Ed25519", FALSE },
    { GNUTLS_PK_EDDSA_ED448, "Ed448", FALSE },
  };
  unsigned int bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (crt, &bits);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].algorithm == algorithm)
      return keys[i].with_bits ? g_strdup_printf ("%s %u", keys[i].name, bits) : g_strdup (keys[i].name);
  return g_strdup ("?");
}

static char *
read_signature (gnutls_x509_crt_t crt)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (crt);
  const char *name = algorithm > 0 ? gnutls_sign_get_name (algorithm) : NULL;
  char oid[128];
  size_t size = sizeof oid;

  if (name != NULL)
    return g_strdup (name);
  if (gnutls_x509_crt_get_signature_oid (crt, oid, &size) < 0)
    return g_strdup ("?");
  return tg_text_visible (oid, -1, sizeof oid);
}

/* The first issuer address that can be fetched over http.  LDAP directories are internal to an
 * organisation, and other access methods, such as OCSP, may come before it. */
static char *
read_issuer_url (gnutls_x509_crt_t crt)
{
  for (guint i = 0; i < ACCESS_MAX; i++) {
    g_auto (gnutls_datum_t) url = { NULL, 0 };
    int result = gnutls_x509_crt_get_authority_info_access (crt, i, GNUTLS_IA_CAISSUERS_URI, &url, NULL);

    if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
      break;
    if (result >= 0 && url.size > strlen ("http") && g_ascii_strncasecmp ((const char *)url.data, "http", strlen ("http")) == 0)
      return visible (&url);
  }
  return NULL;
}

static gboolean
is_self_issued (gnutls_x509_crt_t crt)
{
  g_auto (gnutls_datum_t) subject = { NULL, 0 };
  g_auto (gnutls_datum_t) issuer = { NULL, 0 };

  return read_raw_names (crt, &subject, &issuer) && subject.size == issuer.size && memcmp (subject.data, issuer.data, subject.size) == 0;
}

TgCertificate *
tg_certificate_read (GBytes *der)
{
  g_auto (gnutls_x509_crt_t) crt = tg_x509_import (der);
  TgCertificate *self;

  if (crt == NULL)
    return NULL;
  self = tg_certificate_alloc ();
  g_strfreev (self->names);
  self->subject = read_distinguished_name (crt, gnutls_x509_crt_get_dn3);
  self->issuer = read_distinguished_name (crt, gnutls_x509_crt_get_issuer_dn3);
  self->names = read_names (crt);
  self->common_name = read_common_name (crt);
  self->not_before = gnutls_x509_crt_get_activation_time (crt);
  self->not_after = gnutls_x509_crt_get_expiration_time (crt);
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
  self->key = read_key (crt);
  self->signature = read_signature (crt);
  self->issuer_url = read_issuer_url (crt);
  self->self_issued = is_self_issued (crt);
  self->is_ca = gnutls_x509_crt_get_ca_status (crt, NULL) > 0;
  self->der = g_bytes_ref (der);
  return self;
}

gboolean
tg_certificate_names (const TgCertificate *certificate, const char *ascii_host)
{
  g_auto (gnutls_x509_crt_t) crt = certificate->der != NULL ? tg_x509_import (certificate->der) : NULL;

  /* Asks the certificate itself: the list of names shown to the person is capped, and in it IP
   * addresses look like DNS names. */
  return crt != NULL && tg_x509_check_name (crt, ascii_host) == TG_NAME_MATCHES;
}

char *
tg_certificate_key_id (const TgCertificate *certificate)
{
  g_auto (gnutls_x509_crt_t) crt = certificate->der != NULL ? tg_x509_import (certificate->der) : NULL;
  guchar id[32];
  size_t size = sizeof id;
  GString *hex;

  if (crt == NULL || gnutls_x509_crt_get_key_id (crt, GNUTLS_KEYID_USE_SHA256, id, &size) < 0)
    return NULL;
  hex = g_string_sized_new (2 * sizeof id);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", id[i]);
  return g_string_free (hex, FALSE);
}
