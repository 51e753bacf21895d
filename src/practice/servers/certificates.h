/* certificates.h: the practice servers' certificates, made at run time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

/* The certificate that a server presents.  All are for "localhost", 127.0.0.1 and ::1 unless stated
 * otherwise. */
typedef enum {
  TG_IDENTITY_GOOD,
  TG_IDENTITY_WRONG_NAME, /* sv123.example-host.jp */
  TG_IDENTITY_WILDCARD,   /* *.example-host.jp */
  TG_IDENTITY_NO_SAN,
  TG_IDENTITY_EXPIRED,
  TG_IDENTITY_EXPIRED_WRONG_NAME,
  TG_IDENTITY_EXPIRES_SOON,
  TG_IDENTITY_NOT_YET_VALID,
  TG_IDENTITY_SELF_SIGNED,
  TG_IDENTITY_UNKNOWN_ISSUER, /* the chain is complete */
  TG_IDENTITY_INTERMEDIATE,   /* good, with its intermediate certificate */
  TG_IDENTITY_INCOMPLETE,     /* the same without it */
  TG_IDENTITY_CHAIN_EXPIRED,
  TG_IDENTITY_ISSUER_NOT_CA,
  TG_IDENTITY_BAD_SIGNATURE,
  TG_IDENTITY_WRONG_PURPOSE,
  TG_IDENTITY_SHORT_KEY,
  TG_IDENTITY_RSA, /* good, with a key that can also encrypt */
  TG_N_IDENTITIES,
} TgIdentity;

#define TG_PRACTICE_OTHER_HOST "sv123.example-host.jp"

typedef struct _TgCertificates TgCertificates;

/* Makes the practice certificate authority; the rest is made on demand.  Not thread-safe. */
TgCertificates *tg_certificates_new (GError **error);
void tg_certificates_free (TgCertificates *self);

/* The authority's certificate.  (transfer full) */
char *tg_certificates_ca_pem (TgCertificates *self, GError **error);

/* Owned by @self; NULL and an error only if GnuTLS fails. */
gnutls_certificate_credentials_t tg_certificates_get (TgCertificates *self, TgIdentity identity, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgCertificates, tg_certificates_free)

G_END_DECLS
