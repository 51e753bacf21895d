/* authority.h: the certificate of a private authority (an office's, a provider's, a device's), read
 * from a file in PEM (RFC 7468) or DER (RFC 5280).  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

#define TG_AUTHORITY_FILE_MAX (256 * 1024) /* bytes; a typical one has 2000 */

typedef enum {
  TG_AUTHORITY_OK,
  TG_AUTHORITY_TOO_LARGE,
  TG_AUTHORITY_UNREADABLE, /* holds no certificate */
  TG_AUTHORITY_NOT_ONE,    /* certificates, but none of a CA */
  TG_AUTHORITY_SEVERAL,    /* several CAs, and none of them is the root of the others */
  TG_AUTHORITY_WEAK,       /* the key or the hash can be forged */
  TG_AUTHORITY_OVER,       /* expired, or not valid yet */
  TG_AUTHORITY_OTHER,      /* a sound CA that did not issue the server's certificate */
} TgAuthorityVerdict;

/* Reads the one authority in @bytes; among several, the root.  @now: Unix seconds.  @authority is
 * set with TG_AUTHORITY_OK only. (transfer full) */
TgAuthorityVerdict tg_authority_read    (GBytes *bytes, gint64 now, TgCertificate **authority);

/* Whether @chain (of TgCertificate*, as sent, the server's own first) leads to @authority, ignoring
 * the chain's names and dates. */
gboolean           tg_authority_vouches (const TgCertificate *authority, GPtrArray *chain);

/* What @verdict means, in one or two sentences for the person; NULL for OK. (transfer none)
 * (nullable) */
const char        *tg_authority_reason  (TgAuthorityVerdict verdict);

G_END_DECLS
