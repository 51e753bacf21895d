/* provider-row.h: makes a TgProvider of a row of the compiled table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/providers.h"

G_BEGIN_DECLS

/* A row's servers, of TgServer*, in their order and confirmed by nobody.
 * @list: (nullable): of TG_TABLE_SERVERS_TYPE
 * @mx_host: (nullable): only those that are named after the mail exchanger, which goes by this name; NULL: only those with a name of
 *   their own (transfer full) */
GPtrArray *tg_provider_row_servers (GVariant *list, const char *mx_host, TgOrigin origin);

/* Made when it is first asked for.  Valid for the life of the process, from any thread. (transfer none) */
const TgProvider *tg_provider_row (guint row);

G_END_DECLS
