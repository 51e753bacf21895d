/* chain.h: the paths from a server's certificate to a trust anchor, built from the certificates sent
 * and the authorities that this computer trusts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cert/certificate.h"
#include "cert/x509-auto.h"

G_BEGIN_DECLS

/* The certificates as sent, the server's own first; the two arrays run in parallel. */
typedef struct {
  gnutls_x509_crt_t crts[TG_CHAIN_MAX];
  TgCertificate    *read[TG_CHAIN_MAX];
  guint             n;
} TgSentChain;

/* How the path ends. */
typedef enum {
  TG_PATH_TRUSTED,     /* at an authority in the trust store */
  TG_PATH_SELF_SIGNED, /* at a self-signed certificate */
  TG_PATH_OPEN,        /* the issuer is neither in the trust store nor sent */
  TG_PATH_LOOP,        /* at a certificate that is already on the path */
} TgPathEnd;

/* @steps: indices into the sent chain; @authority: (transfer none): the trust anchor, with
 * TG_PATH_TRUSTED only */
typedef struct {
  guint             steps[TG_CHAIN_MAX];
  guint             length;
  gnutls_x509_crt_t authority;
  TgPathEnd         end;
} TgPath;

#define TG_PATHS_MAX 16 /* no honest chain comes near */

/* All paths (of TgPath), each to its end: an authority may have several certificates, by itself and
 * by others.  @authorities: of gnutls_x509_crt_t; they must outlive the paths.  No path uses a
 * certificate twice, so none is longer than the chain; never empty. (transfer full) */
GArray     *tg_paths_find      (const TgSentChain *sent, GPtrArray *authorities);
/* The one that GnuTLS takes: always to the first issuer sent that fits by name. */
void        tg_path_find_first (TgPath *self, const TgSentChain *sent, GPtrArray *authorities);

/* Whether @issuer's key has made the signature on @crt. */
gboolean    tg_signature_fits  (gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer);

/* Whether the issuer is named as a root.  Roots sign themselves and need not be sent: if one is
 * unknown, nothing is missing from the chain. */
gboolean    tg_issuer_is_root  (gnutls_x509_crt_t crt);

/* A finding on a certificate of the chain; NULL for one that was not sent. */
typedef struct {
  TgCertificate *certificate;
  const char    *id;
} TgNote;

/* Adds it to @notes (of TgNote), once. */
void        tg_notes_add       (GArray *notes, TgCertificate *certificate, const char *id);

/* Notes the faults between neighbouring certificates.  TRUE if there were any. */
gboolean    tg_path_faults     (const TgPath *self, const TgSentChain *sent, GArray *notes);

G_END_DECLS
