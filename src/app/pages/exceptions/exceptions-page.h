/* exceptions-page.h: every security exception on this computer, with what its server shows now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

#define TG_TYPE_EXCEPTIONS_PAGE (tg_exceptions_page_get_type ())
G_DECLARE_FINAL_TYPE (TgExceptionsPage, tg_exceptions_page, TG, EXCEPTIONS_PAGE, TgPage)

G_END_DECLS
