/* save-page.h: which mail program gets the account, and what will change there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_SAVE_PAGE (tg_save_page_get_type ())
G_DECLARE_FINAL_TYPE (TgSavePage, tg_save_page, TG, SAVE_PAGE, TgPage)

G_END_DECLS
