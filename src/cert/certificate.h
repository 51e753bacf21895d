/* certificate.h: reads X.509 certificates into plain values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

#define TG_CHAIN_MAX 10 /* certificates that are looked at */

/* Reads one DER certificate (RFC 5280).  NULL where it is not one.  Texts are made visible,
 * names are capped at 100. */
TgCertificate *tg_certificate_read  (GBytes *der);

#define TG_BUNDLE_MAX (64 * 1024)

/* What an issuer publishes: one certificate in DER or PEM, or at most TG_CHAIN_MAX in PKCS #7; empty
 * where it is none of these, or larger than TG_BUNDLE_MAX. Of TgCertificate*. (transfer full) */
GPtrArray     *tg_certificates_read (GBytes *bytes);

/* Whether @certificate is for @ascii_host by RFC 9525: subject alternative names only, a wildcard
 * as the whole left-most label only, IP addresses by their own entries. */
gboolean       tg_certificate_names (const TgCertificate *certificate, const char *ascii_host);

/* Of the certificate's names the one most like @ascii_host. (transfer none) (nullable) */
const char    *tg_certificate_nearest_name (const TgCertificate *certificate, const char *ascii_host);

#define TG_FEW_NAMES 10 /* more are those of a shared server, and most of them strangers' */

/* Whether the certificate does not tell which server it is of: it has a wildcard, very many names, or
 * none. */
gboolean       tg_certificate_is_vague (const TgCertificate *certificate);

/* "R3 (Let’s Encrypt)" out of an RFC 4514 name: what a person calls it. (transfer full) */
char          *tg_distinguished_name_plain (const char *distinguished);

/* The organisation of an RFC 4514 name, else all of it: whose it is, whatever its number. (transfer full) */
char          *tg_distinguished_name_party (const char *distinguished);

/* SHA-256 of the public key, lower-case hex: the same for every certificate for that key. (transfer full) (nullable) */
char          *tg_certificate_key_id       (const TgCertificate *certificate);

/* "A1:B2:…" out of lower-case hex, as mail programs and devices show it. (transfer full) */
char          *tg_fingerprint_grouped      (const char *hex);

G_END_DECLS
