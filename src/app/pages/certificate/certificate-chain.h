/* certificate-chain.h: who vouches for whom, from the server up to who is known, with the link that is
 * broken marked; and a button that asks for a missing certificate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

/* Whether the chain leads to somebody whom this computer knows, whatever else is wrong. */
gboolean   tg_certificate_issuer_is_known (const TgEvidence *evidence);

/* A card, of what the last check saw on this side. */
GtkWidget *tg_certificate_chain_new (TgSession *session, TgSide side);

G_END_DECLS
