/* place.h: "HOST:PORT" as the server that is most likely meant.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/* Protocol and encryption by the port; @starttls (nullable): "imap", "pop3" or "smtp" decides both.
 * An IPv6 address stands in brackets.  NULL with a sentence for the person. (transfer full) */
TgServer *tg_cli_place_parse (const char *text, const char *starttls, GError **error);

G_END_DECLS
