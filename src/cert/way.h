/* way.h: one way to read a chain of certificates, and what speaks against it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cert/chain.h"

G_BEGIN_DECLS

/**
 * TgWay:
 * @notes: of TgNote
 * @weight: how much speaks against it in all
 * @refused: at least one of the notes shuts the gate
 * @steps: the certificates that count, from the server's own up
 * @authority: (nullable) (transfer none): the authority in the trust store that they lead to
 */
typedef struct {
  const TgSentChain *sent;
  gint64             now;
  GArray            *notes;
  guint              weight;
  gboolean           refused;
  TgCertificate     *steps[TG_CHAIN_MAX];
  guint              length;
  gnutls_x509_crt_t  authority;
} TgWay;

/* The way on which GnuTLS trusts the chain as it was sent, at the time given; NULL if it does not.
 * (transfer full) (nullable) */
TgWay *tg_way_try     (const TgSentChain *sent, gint64 now, gnutls_x509_trust_list_t trusted);
/* Why this path does not hold; not refused if nothing speaks against it. (transfer full) */
TgWay *tg_way_explain (const TgSentChain *sent, gint64 now, const TgPath *path);
void   tg_way_free    (TgWay *self);

/* A finding that shuts the gate. */
void   tg_way_note    (TgWay *self, TgCertificate *certificate, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgWay, tg_way_free)

G_END_DECLS
