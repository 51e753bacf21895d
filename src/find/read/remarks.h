/* remarks.h: what is odd about a source's answer, for somebody who looks after the domain.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Translated sentences for what TgRemarks (settings.h) tell, one a line; NULL where they tell nothing worth a sentence.
 * (transfer full) (nullable) */
char *tg_remarks_describe (guint remarks);

G_END_DECLS
