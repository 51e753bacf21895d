/* chain.h: the way from a server's certificate to somebody who vouches for it, found among what
 * was sent and what this computer trusts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cert/certificate.h"
#include "cert/x509-auto.h"

G_BEGIN_DECLS

/* What was sent, the server's own first; both arrays in step. */
typedef struct {
  gnutls_x509_crt_t crts[TG_CHAIN_MAX];
  TgCertificate    *read[TG_CHAIN_MAX];
  guint             n;
} TgSentChain;

/* Where the way ends. */
typedef enum {
  TG_PATH_TRUSTED,     /* at an authority that this computer knows */
  TG_PATH_SELF_SIGNED, /* at a certificate that vouches for itself */
  TG_PATH_OPEN,        /* the issuer is neither known nor sent */
  TG_PATH_LOOP,        /* back at a certificate that is on the way already */
} TgPathEnd;

/* @steps: indices into the sent chain; @authority: with TG_PATH_TRUSTED the one of the trust store */
typedef struct {
  guint             steps[TG_CHAIN_MAX];
  guint             length;
  gnutls_x509_crt_t authority;
  TgPathEnd         end;
} TgPath;

/* Bounded by the chain's length, whatever it holds: no certificate is used twice. */
void        tg_path_find   (TgPath *self, const TgSentChain *sent, gnutls_x509_trust_list_t trusted);
void        tg_path_clear  (TgPath *self);

/* Whether the issuer calls itself a root.  A root signs itself and need not be sent: where it is not
 * known, nothing is missing. */
gboolean    tg_issuer_is_root (gnutls_x509_crt_t crt);

/* Adds what is wrong between one certificate and the next to the certificates' problems and to
 * @problems.  TRUE where something was. */
gboolean    tg_path_faults (const TgPath *self, const TgSentChain *sent, GPtrArray *problems);

/* Adds @id to the certificate (nullable: one that was not sent) and to the whole. */
void        tg_chain_note  (TgCertificate *certificate, GPtrArray *problems, const char *id);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TgPath, tg_path_clear)

G_END_DECLS
