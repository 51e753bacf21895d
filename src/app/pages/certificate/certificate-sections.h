/* certificate-sections.h: the facts of a certificate chain, each as a card.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/evidence.h"

G_BEGIN_DECLS

/* Names, validity, issuer, chain, fingerprint of what @evidence saw, added to @box. */
void tg_certificate_sections_fill (GtkBox *box, const TgEvidence *evidence, gint64 now);

/* "Example CA" from an issuer's or subject's RFC 4514 text: its CN, else its O, else all of it.
 * (transfer full) */
char *tg_certificate_plain_name (const char *distinguished_name);

G_END_DECLS
