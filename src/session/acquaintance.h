/* acquaintance.h: whether the servers of a check showed the certificates that they showed before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "probe/check.h"

G_BEGIN_DECLS

/* Sets each side's evidence's previous, from our own record.  Where the certificate is not trusted now,
 * what has changed becomes evidence of the findings on it. */
void     tg_acquaintance_recall   (TgCheckResult *check, GPtrArray *findings);

/* Remembers the certificates of the sides that went through over trusted TLS (or by a pin).
 * @outcomes: receive, send.  FALSE and an error where the record cannot be written. */
gboolean tg_acquaintance_remember (const TgCheckResult *check, const TgOutcome outcomes[2], GError **error);

G_END_DECLS
