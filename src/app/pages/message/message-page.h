/* message-page.h: a warning, an error number or a returned mail, pasted, and what it means.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_MESSAGE_PAGE (tg_message_page_get_type ())
G_DECLARE_FINAL_TYPE (TgMessagePage, tg_message_page, TG, MESSAGE_PAGE, TgPage)

G_END_DECLS
