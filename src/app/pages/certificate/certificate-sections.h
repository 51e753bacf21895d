/* certificate-sections.h: the facts of a certificate chain, each as a card.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

/* What the last check saw on this side, added to @box: names, validity, issuer, chain, last time's, fingerprint,
 * technical details. */
void tg_certificate_sections_fill (GtkBox *box, TgSession *session, TgSide side, gint64 now);

G_END_DECLS
