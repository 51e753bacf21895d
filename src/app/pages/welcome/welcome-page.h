/* welcome-page.h: what would you like to do?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_WELCOME_PAGE (tg_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (TgWelcomePage, tg_welcome_page, TG, WELCOME_PAGE, TgPage)

G_END_DECLS
