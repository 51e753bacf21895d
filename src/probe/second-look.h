/* second-look.h: a second connection with plain GnuTLS, where a talk leaves open why it ended.  It explains, it never
 * trusts (wire/scan/tls-scan.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether it can tell more than the talk did. */
gboolean tg_second_look_is_due (const TgEvidence *seen);

/* Begins as the talk did, by STARTTLS or with TLS at once; a server that is silent behind TLS is asked for a web page.
 * @peer: where the talk was connected to */
void     tg_second_look_async  (const TgEvidence *seen, GSocketAddress *peer, guint timeout_ms, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* Writes down what it saw; @evidence: the talk's, which nobody else has yet. */
void     tg_second_look_finish (GAsyncResult *result, TgEvidence *evidence);

/* The same with what was seen while the talk went on.  @facts: (transfer full) its text */
void     tg_second_look_take   (TgEvidence *evidence, TgScanFacts *facts);

G_END_DECLS
