/* quick-reference-document.h: the quick reference as a paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/quick-reference.h"
#include "papers/document.h"

G_BEGIN_DECLS

/* In the language that is set now. (transfer full) */
TgDocument *tg_quick_reference_document (const TgQuickReference *reference);

G_END_DECLS
