/* certificate.c: every fault that a certificate can have (certificates.c makes them).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tegami-config.h"

#include <glib/gi18n-lib.h>

#include "practice/scenarios/scenario.h"

/* The same certificate on both sides, as is usual for misconfigured servers. */
#define BOTH(kind, ...)                                                                                                                    \
  { "imaps", .identity = kind, .expect = { __VA_ARGS__ } },                                                                                \
  {                                                                                                                                        \
    "smtp+starttls", .identity = kind, .expect = { __VA_ARGS__ }                                                                           \
  }

const TgScenario tg_scenarios_certificate[] = {
  { "cert-wrong-name", N_ ("The certificate belongs to another server name"), BOTH (TG_IDENTITY_WRONG_NAME, "cert-name-mismatch") },
  { "cert-wildcard", N_ ("The certificate belongs to all servers of another company"), BOTH (TG_IDENTITY_WILDCARD, "cert-name-mismatch") },
  { "cert-no-san", N_ ("The certificate has its name only in the old field"), BOTH (TG_IDENTITY_NO_SAN, "cert-no-san") },
  { "cert-expired", N_ ("The certificate has expired"), BOTH (TG_IDENTITY_EXPIRED, "cert-expired") },
  { "cert-expired-wrong-name", N_ ("The certificate has expired and has another name"),
    BOTH (TG_IDENTITY_EXPIRED_WRONG_NAME, "cert-name-mismatch", "cert-expired") },
  { "cert-expires-soon", N_ ("The certificate expires soon"), BOTH (TG_IDENTITY_EXPIRES_SOON, "cert-expires-soon") },
  { "cert-not-yet-valid", N_ ("The certificate is not valid yet"), BOTH (TG_IDENTITY_NOT_YET_VALID, "cert-not-yet-valid") },
  { "cert-self-signed", N_ ("The certificate is self-signed"), BOTH (TG_IDENTITY_SELF_SIGNED, "cert-self-signed") },
  { "cert-unknown-issuer", N_ ("This computer does not know the certificate's issuer"),
    BOTH (TG_IDENTITY_UNKNOWN_ISSUER, "cert-unknown-issuer") },
  { "cert-incomplete-chain", N_ ("The intermediate certificate is missing"), BOTH (TG_IDENTITY_INCOMPLETE, "cert-incomplete-chain") },
  { "cert-chain-expired", N_ ("The intermediate certificate has expired"), BOTH (TG_IDENTITY_CHAIN_EXPIRED, "cert-chain-expired") },
  { "cert-issuer-not-ca", N_ ("The certificate was issued by someone not allowed to"),
    BOTH (TG_IDENTITY_ISSUER_NOT_CA, "cert-issuer-not-ca") },
  { "cert-bad-signature", N_ ("The certificate's signature is wrong"), BOTH (TG_IDENTITY_BAD_SIGNATURE, "cert-bad-signature") },
  { "cert-wrong-purpose", N_ ("The certificate is not for servers"), BOTH (TG_IDENTITY_WRONG_PURPOSE, "cert-wrong-purpose") },
  { "cert-weak", N_ ("The certificate's key is too short"), BOTH (TG_IDENTITY_SHORT_KEY, "cert-weak") },
  { NULL },
};
