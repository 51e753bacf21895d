/* links.h: who has issued whom, each asked of GnuTLS once.  Comparing names and signatures is what takes time, and a server
 * decides how many ways there are through its certificates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cert/chain.h"

G_BEGIN_DECLS

typedef struct _TgLinks TgLinks;

/* @sent, @authorities: outlive it. (transfer full) */
TgLinks  *tg_links_new   (const TgSentChain *sent, GPtrArray *authorities);
void      tg_links_free  (TgLinks *self);

/* The authorities whose name certificate number @index gives as its issuer's. (transfer none): of gnutls_x509_crt_t */
GPtrArray *tg_links_authorities (TgLinks *self, guint index);
/* Whether the name of certificate number @issuer is that of the issuer of number @index. */
gboolean  tg_links_names (TgLinks *self, guint index, guint issuer);

/* Whether the signature on number @index is by number @issuer, or by the authority that is number @issuer of
 * tg_links_authorities(). */
gboolean  tg_links_signed              (TgLinks *self, guint index, guint issuer);
gboolean  tg_links_signed_by_authority (TgLinks *self, guint index, guint issuer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLinks, tg_links_free)

G_END_DECLS
