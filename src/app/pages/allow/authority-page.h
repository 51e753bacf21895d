/* authority-page.h: a side page that trusts an authority of the person's own, read from a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_AUTHORITY_PAGE (tg_authority_page_get_type ())
G_DECLARE_FINAL_TYPE (TgAuthorityPage, tg_authority_page, TG, AUTHORITY_PAGE, TgPage)

G_END_DECLS
