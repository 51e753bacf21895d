/* allow-page.h: a side page that allows one certificate until a date, once its fingerprint was
 * compared.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_ALLOW_PAGE (tg_allow_page_get_type ())
G_DECLARE_FINAL_TYPE (TgAllowPage, tg_allow_page, TG, ALLOW_PAGE, TgPage)

G_END_DECLS
