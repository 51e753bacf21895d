/* certificate.h: reads X.509 certificates into plain values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

#define TG_CHAIN_MAX 10 /* certificates read; any more are ignored */

/* Reads one DER certificate (RFC 5280).  NULL if it is not one.  Texts are made visible, and at
 * most 100 names are kept. */
TgCertificate *tg_certificate_read  (GBytes *der);

#define TG_BUNDLE_MAX (64 * 1024)

/* Reads what an issuer publishes: one certificate in DER or PEM, or up to TG_CHAIN_MAX in PKCS #7.
 * Empty if it is none of these or larger than TG_BUNDLE_MAX.  Elements are TgCertificate*.
 * (transfer full) */
GPtrArray     *tg_certificates_read (GBytes *bytes);

/* Whether @certificate is valid for @ascii_host by RFC 9525: subject alternative names only, a
 * wildcard only as the whole left-most label, IP addresses only by IP entries. */
gboolean       tg_certificate_names (const TgCertificate *certificate, const char *ascii_host);

/* The name in the certificate that is most like @ascii_host. (transfer none) (nullable) */
const char    *tg_certificate_nearest_name (const TgCertificate *certificate, const char *ascii_host);

#define TG_FEW_NAMES 10 /* with more, it is a shared server's, and most names are other customers' */

/* Whether the certificate does not say which server it belongs to: it has a wildcard, very many
 * names, or none. */
gboolean       tg_certificate_is_vague (const TgCertificate *certificate);

/* What people call it: "R3 (Let’s Encrypt)" for an RFC 4514 name. (transfer full) */
char          *tg_distinguished_name_plain (const char *distinguished);

/* Who it belongs to: the organisation of an RFC 4514 name, or the whole name if there is none.
 * (transfer full) */
char          *tg_distinguished_name_party (const char *distinguished);

/* SHA-256 of the public key, lower-case hex: the same for all certificates with that key. (transfer
 * full) (nullable) */
char          *tg_certificate_key_id       (const TgCertificate *certificate);

/* "A1:B2:…" from lower-case hex, the form that mail programs and devices show. (transfer full) */
char          *tg_fingerprint_grouped      (const char *hex);

G_END_DECLS
