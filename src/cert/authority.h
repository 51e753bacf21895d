/* authority.h: the certificate of a private authority (of an office, a provider, a device), read from
 * what a file holds: PEM (RFC 7468) or DER (RFC 5280).  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

#define TG_AUTHORITY_FILE_MAX (256 * 1024) /* bytes: an authority has some 2000 */

typedef enum {
  TG_AUTHORITY_OK,
  TG_AUTHORITY_TOO_LARGE,
  TG_AUTHORITY_UNREADABLE, /* no certificate in it */
  TG_AUTHORITY_NOT_ONE,    /* certificates, but none that may vouch for others */
  TG_AUTHORITY_SEVERAL,    /* and none of them stands above the rest */
  TG_AUTHORITY_WEAK,       /* a key or a hash that can be forged */
  TG_AUTHORITY_OVER,       /* outside its dates */
  TG_AUTHORITY_OTHER,      /* fine, but it did not issue the server's certificate */
} TgAuthorityVerdict;

/* The one authority in @bytes: where there are several, the one that nobody else vouches for.
 * @now: Unix seconds.  @authority: set with TG_AUTHORITY_OK only (transfer full) */
TgAuthorityVerdict tg_authority_read    (GBytes *bytes, gint64 now, TgCertificate **authority);

/* Whether @chain (of TgCertificate*, as sent, the server's own first) leads to it; names and dates of
 * the chain aside. */
gboolean           tg_authority_vouches (const TgCertificate *authority, GPtrArray *chain);

/* What @verdict means, in one or two sentences for the person; NULL for OK. (transfer none) */
const char        *tg_authority_reason  (TgAuthorityVerdict verdict);

G_END_DECLS
