/* origin-words.h: where a server's settings came from, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/* One translated line for below a value.  @address: the account's, whose row of the provider table is named.
 * (transfer full) (nullable) */
char *tg_origin_describe (const TgServer *server, const char *address);

/* Whether @server stands in the provider table for @address as it is: not so once another port was typed over it. */
gboolean tg_origin_is_in_table (const TgServer *server, const char *address);

G_END_DECLS
