/* done-page.h: what was verified, and what can be done next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_DONE_PAGE (tg_done_page_get_type ())
G_DECLARE_FINAL_TYPE (TgDonePage, tg_done_page, TG, DONE_PAGE, TgPage)

G_END_DECLS
