/* certificate-details.h: what only a support desk wants to know about a certificate, folded away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

GtkWidget *tg_certificate_details_new (const TgEvidence *evidence);

G_END_DECLS
