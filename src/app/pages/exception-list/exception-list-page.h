/* exception-list-page.h: every security exception on this computer, with what its server shows now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_EXCEPTION_LIST_PAGE (tg_exception_list_page_get_type ())
G_DECLARE_FINAL_TYPE (TgExceptionListPage, tg_exception_list_page, TG, EXCEPTION_LIST_PAGE, TgPage)

G_END_DECLS
