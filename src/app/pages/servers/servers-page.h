/* servers-page.h: the servers, where something about them is unknown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_SERVERS_PAGE (tg_servers_page_get_type ())
G_DECLARE_FINAL_TYPE (TgServersPage, tg_servers_page, TG, SERVERS_PAGE, TgPage)

G_END_DECLS
