/* chain.h: the path from a server's certificate to a trust anchor, built from the certificates sent
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

/* @steps: indices into the sent chain; @authority: the trust anchor, with TG_PATH_TRUSTED only */
typedef struct {
  guint             steps[TG_CHAIN_MAX];
  guint             length;
  gnutls_x509_crt_t authority;
  TgPathEnd         end;
} TgPath;

/* Never uses a certificate twice, so the path is no longer than the chain, whatever that holds. */
void        tg_path_find   (TgPath *self, const TgSentChain *sent, gnutls_x509_trust_list_t trusted);
void        tg_path_clear  (TgPath *self);

/* Whether the issuer is named as a root.  Roots sign themselves and need not be sent: if one is
 * unknown, nothing is missing from the chain. */
gboolean    tg_issuer_is_root (gnutls_x509_crt_t crt);

/* Adds the faults between neighbouring certificates to the certificates' problems and to @problems.
 * TRUE if there were any. */
gboolean    tg_path_faults (const TgPath *self, const TgSentChain *sent, GPtrArray *problems);

/* Adds @id to @certificate (NULL if it was not sent) and to the chain's @problems. */
void        tg_chain_note  (TgCertificate *certificate, GPtrArray *problems, const char *id);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TgPath, tg_path_clear)

G_END_DECLS
