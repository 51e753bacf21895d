/* certificate-history.h: whether the servers of a check showed the certificates that they showed before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/previous.h"
#include "probe/check.h"

G_BEGIN_DECLS

/**
 * tg_certificate_history_compare_async:
 * @findings: of const TgFinding*: which sides of @check went through
 * @remember: the certificates of the sides that went through over trusted TLS (or by a pin) take the
 *   place of the last time's
 *
 * Files are read and written in threads.  Nobody waits for this but the result: a record that cannot be
 * read or written changes nothing else.
 */
void tg_certificate_history_compare_async (const TgCheckResult *check, GPtrArray *findings, gboolean remember, GAsyncReadyCallback callback,
                                           gpointer user_data);
/* @previous: (out) (transfer full), by side: the certificate that proved this server the last time; NULL where there is
 * none. */
void tg_certificate_history_compare_finish (GAsyncResult *result, TgPrevious *previous[2]);

G_END_DECLS
