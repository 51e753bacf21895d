/* advanced-box.h: what stands behind *Advanced* on the certificate page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "app/state/wizard.h"

G_BEGIN_DECLS

/* What was seen of @side in the last test. (transfer none) (nullable) */
const TgEvidence *tg_advanced_evidence (TgWizard *wizard, TgSide side);

/* Of TgEvidence*: of @side, and of the other one where the same host shows the same certificate there
 * and it may be allowed there, too: it is compared once. (transfer container) */
GPtrArray        *tg_advanced_covered  (TgWizard *wizard, TgSide side);

/* Fills @box with nothing else: the ways to the exception and to an authority, or the reason why there
 * are none.  FALSE where there is nothing to be said, since the certificate is trusted. */
gboolean          tg_advanced_fill     (GtkBox *box, TgWizard *wizard, TgSide side);

/* For the pages behind it: allows these besides (each nullable), then leaves the side page of @problem;
 * @problem tells why not. */
void              tg_advanced_allow    (GtkLabel *problem, GPtrArray *exceptions, const TgCertificate *authority);

G_END_DECLS
