/* certificates.c: a short-lived certificate authority, and server certificates with every fault
 * that has a finding (RFC 5280; names by RFC 9525).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/servers/certificates.h"

#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

#define DAY       (24 * 60 * 60)
#define CURVE     GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1)
#define SHORT_RSA 1024
#define USUAL_RSA 2048

typedef enum {
  AUTHORITY_PRACTICE,
  AUTHORITY_INTERMEDIATE,
  AUTHORITY_OLD_INTERMEDIATE,
  AUTHORITY_NO_CA,
  AUTHORITY_STRANGER,
  N_AUTHORITIES,
  SELF = N_AUTHORITIES,
} Authority;

static const struct {
  const char *name;
  Authority issuer;
  gboolean is_ca;
  int from_day;
  int to_day;
} authorities[N_AUTHORITIES] = {
  [AUTHORITY_PRACTICE] = { "Tegami Practice CA", SELF, TRUE, -1, 365 },
  [AUTHORITY_INTERMEDIATE] = { "Tegami Practice Intermediate CA", AUTHORITY_PRACTICE, TRUE, -1, 300 },
  [AUTHORITY_OLD_INTERMEDIATE] = { "Tegami Practice Old Intermediate CA", AUTHORITY_PRACTICE, TRUE, -400, -5 },
  [AUTHORITY_NO_CA] = { "Tegami Practice Office", AUTHORITY_PRACTICE, FALSE, -1, 300 },
  [AUTHORITY_STRANGER] = { "Unknown Practice CA", SELF, TRUE, -1, 365 },
};

/* The properties of a server certificate.  @host NULL: localhost.  @sent: how many of the issuers'
 * certificates are sent along.  @rsa: bits; 0: the elliptic-curve key that most of them share. */
static const struct {
  const char *host;
  gboolean nameless; /* has its name in the common name only */
  int from_day;
  int to_day;
  Authority issuer;
  guint sent;
  const char *purpose;
  gboolean spoiled; /* its signature is altered afterwards */
  guint rsa;
} identities[TG_N_IDENTITIES] = {
  [TG_IDENTITY_GOOD] = { .from_day = -1, .to_day = 90 },
  [TG_IDENTITY_WRONG_NAME] = { .host = TG_PRACTICE_OTHER_HOST, .from_day = -1, .to_day = 90 },
  [TG_IDENTITY_WILDCARD] = { .host = "*.example-host.jp", .from_day = -1, .to_day = 90 },
  [TG_IDENTITY_NO_SAN] = { .nameless = TRUE, .from_day = -1, .to_day = 90 },
  [TG_IDENTITY_EXPIRED] = { .from_day = -93, .to_day = -3 },
  [TG_IDENTITY_EXPIRED_WRONG_NAME] = { .host = TG_PRACTICE_OTHER_HOST, .from_day = -93, .to_day = -3 },
  [TG_IDENTITY_EXPIRES_SOON] = { .from_day = -80, .to_day = 10 },
  [TG_IDENTITY_NOT_YET_VALID] = { .from_day = 20, .to_day = 110 },
  [TG_IDENTITY_SELF_SIGNED] = { .from_day = -1, .to_day = 90, .issuer = SELF },
  [TG_IDENTITY_UNKNOWN_ISSUER] = { .from_day = -1, .to_day = 90, .issuer = AUTHORITY_STRANGER, .sent = 1 },
  [TG_IDENTITY_INTERMEDIATE] = { .from_day = -1, .to_day = 90, .issuer = AUTHORITY_INTERMEDIATE, .sent = 1 },
  [TG_IDENTITY_INCOMPLETE] = { .from_day = -1, .to_day = 90, .issuer = AUTHORITY_INTERMEDIATE },
  [TG_IDENTITY_CHAIN_EXPIRED] = { .from_day = -1, .to_day = 90, .issuer = AUTHORITY_OLD_INTERMEDIATE, .sent = 1 },
  [TG_IDENTITY_ISSUER_NOT_CA] = { .from_day = -1, .to_day = 90, .issuer = AUTHORITY_NO_CA, .sent = 1 },
  [TG_IDENTITY_BAD_SIGNATURE] = { .from_day = -1, .to_day = 90, .spoiled = TRUE },
  [TG_IDENTITY_WRONG_PURPOSE] = { .from_day = -1, .to_day = 90, .purpose = GNUTLS_KP_TLS_WWW_CLIENT },
  [TG_IDENTITY_SHORT_KEY] = { .from_day = -1, .to_day = 90, .rsa = SHORT_RSA },
  [TG_IDENTITY_RSA] = { .from_day = -1, .to_day = 90, .rsa = USUAL_RSA },
};

struct _TgCertificates {
  gint64 now;
  gnutls_x509_privkey_t server_key; /* shared by all: making a key costs more than a signature */
  gnutls_x509_privkey_t rsa_keys[TG_N_IDENTITIES];
  gnutls_x509_privkey_t keys[N_AUTHORITIES];
  gnutls_x509_crt_t certificates[N_AUTHORITIES];
  gnutls_certificate_credentials_t credentials[TG_N_IDENTITIES];
};

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)

static gboolean
worked (int result, GError **error)
{
  if (result >= 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "GnuTLS: %s", gnutls_strerror (result));
  return FALSE;
}

static gboolean
make_key (gnutls_x509_privkey_t *key, gnutls_pk_algorithm_t algorithm, guint bits, GError **error)
{
  return worked (gnutls_x509_privkey_init (key), error) && worked (gnutls_x509_privkey_generate (*key, algorithm, bits, 0), error);
}

/* What authorities and servers have in common. */
static gboolean
fill_in (TgCertificates *self, gnutls_x509_crt_t certificate, const char *common_name, gnutls_x509_privkey_t key, int from_day, int to_day,
         GError **error)
{
  guint8 serial[12];
  guint8 key_id[32];
  gsize key_id_size = sizeof key_id;

  if (!worked (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial), error))
    return FALSE;
  serial[0] &= 0x7f; /* positive (RFC 5280 section 4.1.2.2) */
  serial[0] |= 0x40;
  return worked (gnutls_x509_crt_set_version (certificate, 3), error) &&
         worked (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial), error) &&
         worked (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_ORGANIZATION_NAME, 0, "Tegami practice", 15), error) &&
         worked (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, common_name, strlen (common_name)), error) &&
         worked (gnutls_x509_crt_set_activation_time (certificate, self->now + from_day * DAY), error) &&
         worked (gnutls_x509_crt_set_expiration_time (certificate, self->now + to_day * DAY), error) &&
         worked (gnutls_x509_crt_set_key (certificate, key), error) &&
         worked (gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA256, key_id, &key_id_size), error) &&
         worked (gnutls_x509_crt_set_subject_key_id (certificate, key_id, 20), error);
}

/* @key signs for SELF. */
static gboolean
sign (TgCertificates *self, gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, Authority issuer, GError **error)
{
  guint8 key_id[64];
  gsize key_id_size = sizeof key_id;

  if (issuer == SELF)
    return worked (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0), error);
  return worked (gnutls_x509_crt_get_subject_key_id (self->certificates[issuer], key_id, &key_id_size, NULL), error) &&
         worked (gnutls_x509_crt_set_authority_key_id (certificate, key_id, key_id_size), error) &&
         worked (gnutls_x509_crt_sign2 (certificate, self->certificates[issuer], self->keys[issuer], GNUTLS_DIG_SHA256, 0), error);
}

static gboolean
need_authority (TgCertificates *self, Authority which, GError **error)
{
  g_auto (gnutls_x509_crt_t) certificate = NULL;

  if (which == SELF || self->certificates[which] != NULL)
    return TRUE;
  if (!need_authority (self, authorities[which].issuer, error) ||
      (self->keys[which] == NULL && !make_key (&self->keys[which], GNUTLS_PK_ECDSA, CURVE, error)) ||
      !worked (gnutls_x509_crt_init (&certificate), error) ||
      !fill_in (self, certificate, authorities[which].name, self->keys[which], authorities[which].from_day, authorities[which].to_day,
                error))
    return FALSE;
  if (authorities[which].is_ca &&
      (!worked (gnutls_x509_crt_set_basic_constraints (certificate, 1, -1), error) ||
       !worked (gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN), error)))
    return FALSE;
  if (!authorities[which].is_ca && !worked (gnutls_x509_crt_set_basic_constraints (certificate, 0, -1), error))
    return FALSE;
  if (!sign (self, certificate, self->keys[which], authorities[which].issuer, error))
    return FALSE;
  self->certificates[which] = g_steal_pointer (&certificate);
  return TRUE;
}

static gboolean
add_names (gnutls_x509_crt_t certificate, const char *host, GError **error)
{
  static const guint8 loopback4[4] = { 127, 0, 0, 1 };
  static const guint8 loopback6[16] = { [15] = 1 };
  const char *name = host != NULL ? host : "localhost";

  if (!worked (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, name, strlen (name), GNUTLS_FSAN_APPEND), error))
    return FALSE;
  return host != NULL ||
         (worked (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, loopback4, sizeof loopback4, GNUTLS_FSAN_APPEND),
                  error) &&
          worked (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, loopback6, sizeof loopback6, GNUTLS_FSAN_APPEND),
                  error));
}

/* Flips one bit at the end, which is inside the signature, and parses the result. */
static gboolean
spoil_signature (gnutls_x509_crt_t *certificate, GError **error)
{
  gnutls_datum_t der = { NULL, 0 };
  g_auto (gnutls_x509_crt_t) spoiled = NULL;
  gboolean ok;

  if (!worked (gnutls_x509_crt_export2 (*certificate, GNUTLS_X509_FMT_DER, &der), error))
    return FALSE;
  der.data[der.size - 1] ^= 1;
  ok = worked (gnutls_x509_crt_init (&spoiled), error) && worked (gnutls_x509_crt_import (spoiled, &der, GNUTLS_X509_FMT_DER), error);
  gnutls_free (der.data);
  if (ok) {
    gnutls_x509_crt_deinit (*certificate);
    *certificate = g_steal_pointer (&spoiled);
  }
  return ok;
}

static gboolean
make_server (TgCertificates *self, TgIdentity which, gnutls_x509_privkey_t key, gnutls_x509_crt_t *made, GError **error)
{
  static const char issuer_url[] = "http://practice.example/intermediate.crt";
  g_auto (gnutls_x509_crt_t) certificate = NULL;
  const char *host = identities[which].host;
  const char *purpose = identities[which].purpose != NULL ? identities[which].purpose : GNUTLS_KP_TLS_WWW_SERVER;
  const guint usage = GNUTLS_KEY_DIGITAL_SIGNATURE | (identities[which].rsa != 0 ? GNUTLS_KEY_KEY_ENCIPHERMENT : 0);

  if (!worked (gnutls_x509_crt_init (&certificate), error) ||
      !fill_in (self, certificate, host != NULL ? host : "localhost", key, identities[which].from_day, identities[which].to_day, error) ||
      !worked (gnutls_x509_crt_set_key_usage (certificate, usage), error) ||
      !worked (gnutls_x509_crt_set_key_purpose_oid (certificate, purpose, 0), error) ||
      (!identities[which].nameless && !add_names (certificate, host, error)))
    return FALSE;
  if (identities[which].issuer == AUTHORITY_INTERMEDIATE) {
    const gnutls_datum_t url = { (guint8 *)issuer_url, sizeof issuer_url - 1 };
    if (!worked (gnutls_x509_crt_set_authority_info_access (certificate, GNUTLS_IA_CAISSUERS_URI, (gnutls_datum_t *)&url), error))
      return FALSE;
  }
  if (!sign (self, certificate, key, identities[which].issuer, error) ||
      (identities[which].spoiled && !spoil_signature (&certificate, error)))
    return FALSE;
  *made = g_steal_pointer (&certificate);
  return TRUE;
}

TgCertificates *
tg_certificates_new (GError **error)
{
  g_autoptr (TgCertificates) self = g_new0 (TgCertificates, 1);

  self->now = g_get_real_time () / G_USEC_PER_SEC;
  if (!make_key (&self->server_key, GNUTLS_PK_ECDSA, CURVE, error) || !need_authority (self, AUTHORITY_PRACTICE, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
tg_certificates_free (TgCertificates *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < TG_N_IDENTITIES; i++) {
    g_clear_pointer (&self->credentials[i], gnutls_certificate_free_credentials);
    g_clear_pointer (&self->rsa_keys[i], gnutls_x509_privkey_deinit);
  }
  for (guint i = 0; i < N_AUTHORITIES; i++) {
    g_clear_pointer (&self->certificates[i], gnutls_x509_crt_deinit);
    g_clear_pointer (&self->keys[i], gnutls_x509_privkey_deinit);
  }
  g_clear_pointer (&self->server_key, gnutls_x509_privkey_deinit);
  g_free (self);
}

char *
tg_certificates_ca_pem (TgCertificates *self, GError **error)
{
  gnutls_datum_t pem = { NULL, 0 };
  char *text;

  if (!worked (gnutls_x509_crt_export2 (self->certificates[AUTHORITY_PRACTICE], GNUTLS_X509_FMT_PEM, &pem), error))
    return NULL;
  text = g_strndup ((const char *)pem.data, pem.size);
  gnutls_free (pem.data);
  return text;
}

gnutls_certificate_credentials_t
tg_certificates_get (TgCertificates *self, TgIdentity identity, GError **error)
{
  gnutls_certificate_credentials_t credentials = NULL;
  g_auto (gnutls_x509_crt_t) server = NULL;
  gnutls_x509_crt_t chain[3];
  guint length = 0;
  gnutls_x509_privkey_t key = self->server_key;

  if (self->credentials[identity] != NULL)
    return self->credentials[identity];
  if (identities[identity].rsa != 0) {
    if (self->rsa_keys[identity] == NULL && !make_key (&self->rsa_keys[identity], GNUTLS_PK_RSA, identities[identity].rsa, error))
      return NULL;
    key = self->rsa_keys[identity];
  }
  if (!need_authority (self, identities[identity].issuer, error) || !make_server (self, identity, key, &server, error) ||
      !worked (gnutls_certificate_allocate_credentials (&credentials), error))
    return NULL;

  chain[length++] = server;
  for (Authority i = identities[identity].issuer; length <= identities[identity].sent; i = authorities[i].issuer)
    chain[length++] = self->certificates[i];
  if (!worked (gnutls_certificate_set_x509_key (credentials, chain, (int)length, key), error)) {
    gnutls_certificate_free_credentials (credentials);
    return NULL;
  }
  self->credentials[identity] = credentials;
  return credentials;
}
