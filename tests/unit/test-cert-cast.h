/* test-cert-cast.h: a cast of authorities, intermediates and servers from which chains with several readings are made:
 * cross-signed roots, an expired root beside its successor, editions of one intermediate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cert/trust.h"
#include "support/make-certs.h"

G_BEGIN_DECLS

#define CAST_MAX 8 /* certificates in one group */

/* The certificates with these ids, in this order. */
typedef struct {
  const TestCert *certs[CAST_MAX];
  guint n;
} CastGroup;

/* Makes the cast, and sets the time of GnuTLS to TEST_NOW. */
void      cast_make          (void);
void      cast_free          (void);

guint     cast_size          (void);
CastGroup cast_group         (const char *ids); /* separated by blanks */
char     *cast_ids           (const CastGroup *group);
/* Whether this one is a server. */
gboolean  cast_is_server     (guint index);
CastGroup cast_group_of      (const guint *indices, guint n);

/* A new file with these certificates.  The caller unlinks it. (transfer full) */
char     *cast_write         (const CastGroup *group);
/* The computer's own authorities, and these. */
TgTrust  *cast_trust         (const CastGroup *store);

/* Our verdict.  @places: (out): the problems as "[0] cert-expired [2] …", the number being the certificate's, "[-]" where it
 * was not sent.  Aborts where a certificate in its dates is called expired, or where a refusal has no reason. */
gboolean  cast_judge         (TgTrust *trust, const CastGroup *sent, char **places);
/* GnuTLS's own verdict on the chain as it is sent, dates included, as gnutls_certificate_verify_peers() reaches it. */
gboolean  cast_gnutls_trusts (const CastGroup *store, const CastGroup *sent);

G_END_DECLS
