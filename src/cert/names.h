/* names.h: whether a certificate is for a host (RFC 9525).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cert/x509-auto.h"

G_BEGIN_DECLS

typedef enum {
  TG_NAME_MATCHES,
  TG_NAME_DIFFERS,
  TG_NAME_IN_COMMON_NAME, /* no alternative names, and the CN would match: not accepted */
} TgNameVerdict;

/* @presented: a DNS name from a certificate, @length bytes, possibly with a wildcard */
gboolean      tg_dns_name_matches (const char *presented, gsize length, const char *host);

/* Whether it stands for everybody below a registry's suffix: "*.co.jp". */
gboolean      tg_dns_name_is_too_wide (const char *presented, gsize length);

/* @ascii_host: a DNS name in A-labels without a trailing dot, or an IP address without brackets */
TgNameVerdict tg_x509_check_name  (gnutls_x509_crt_t crt, const char *ascii_host);

G_END_DECLS
