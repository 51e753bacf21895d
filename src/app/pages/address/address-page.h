/* address-page.h: the mail address and the mail password.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_ADDRESS_PAGE (tg_address_page_get_type ())
G_DECLARE_FINAL_TYPE (TgAddressPage, tg_address_page, TG, ADDRESS_PAGE, TgPage)

G_END_DECLS
