/* other-name.h: the name under which a server has no need of an exception.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"
#include "wire/network.h"

G_BEGIN_DECLS

/* Tries the names in the certificate of @seen, which is right in all else, without credentials.  @address: (nullable): of the
 * account that uses the server */
void tg_other_name_async (TgNetwork *network, const char *address, const TgEvidence *seen, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
/* The best that leads to the same server and is trusted there. (transfer full) (nullable) */
char *tg_other_name_finish (GAsyncResult *result);

G_END_DECLS
