/* take.h: takes the step that a finding offers, as far as that is not the test itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"
#include "diagnose/next-step.h"

G_BEGIN_DECLS

/* Looks, in a thread, for what this computer has for such steps; once is enough. */
void     tg_steps_prepare (void);
/* What there is to take steps of a finding on @side with.  Points into the session's and the table's own values. */
void     tg_steps_means   (TgPage *page, TgSide side, TgStepMeans *means);
/* FALSE: @step is one for the test: to run it, or to wait for it. */
gboolean tg_steps_take    (TgPage *page, TgSide side, const TgNextStep *step);

G_END_DECLS
