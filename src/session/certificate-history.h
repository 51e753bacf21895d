/* certificate-history.h: whether the servers of a check showed the certificates that they showed before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "probe/check.h"

G_BEGIN_DECLS

/**
 * tg_certificate_history_compare_async:
 * @check: its evidence's previous is set, from our own record
 * @findings: of TgFinding*: where a certificate is not trusted now, what has changed becomes evidence of
 *   those on it
 * @remember: the certificates of the sides that went through over trusted TLS (or by a pin) take the
 *   place of the last time's
 *
 * Files are read and written in threads.  Nobody waits for this but the result: a record that cannot be
 * read or written changes nothing else.
 */
void tg_certificate_history_compare_async  (TgCheckResult *check, GPtrArray *findings, gboolean remember, GAsyncReadyCallback callback,
                                  gpointer user_data);
void tg_certificate_history_compare_finish (GAsyncResult *result);

G_END_DECLS
