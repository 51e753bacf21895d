/* starttls.h: the few lines in the clear that precede TLS, for the second look only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/* Waits until more can be read; FALSE if the time is up. */
typedef gboolean (*TgStarttlsWait) (gpointer user_data);

/* Takes the non-blocking socket @fd to the point where TLS begins.  FALSE if the server does not
 * cooperate.  Never says anything about the account. */
gboolean tg_starttls_ask (int fd, TgProtocol protocol, TgStarttlsWait wait, gpointer user_data);

G_END_DECLS
