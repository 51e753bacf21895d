/* certificate-only.h: a test of the certificates alone, for whoever came because of a warning: nobody signs in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/pages/test/verdict.h"
#include "app/shell/page.h"

G_BEGIN_DECLS

/* What the test looks for, translated. (nullable) */
const char *tg_certificate_only_plan (TgWizard *wizard);
gboolean    tg_certificate_only_is   (TgWizard *wizard);
/* Where every server has proven itself, says so in the place of the usual verdict; else FALSE. */
gboolean    tg_certificate_only_show (TgWizard *wizard, const TgVerdictPlace *place);
/* What comes next where there is nothing to be saved: then the sign-in is what is left. */
const char *tg_certificate_only_next (TgWizard *wizard);
/* Goes on to the password in that case; else FALSE. */
gboolean    tg_certificate_only_go_on (TgPage *page);

G_END_DECLS
