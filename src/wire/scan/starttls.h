/* starttls.h: the few lines in the clear that come before TLS, for the second look only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/* Waits until more can be read; FALSE when it must not wait any longer. */
typedef gboolean (*TgStarttlsWait) (gpointer user_data);

/* Leads the non-blocking socket @fd up to the moment where TLS begins.  FALSE where the server
 * does not go along.  Nothing of the account is ever said here. */
gboolean tg_starttls_ask (int fd, TgProtocol protocol, TgStarttlsWait wait, gpointer user_data);

G_END_DECLS
