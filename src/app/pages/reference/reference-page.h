/* reference-page.h: a side page: ports, encryption and the usual causes, offline.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_REFERENCE_PAGE (tg_reference_page_get_type ())
G_DECLARE_FINAL_TYPE (TgReferencePage, tg_reference_page, TG, REFERENCE_PAGE, TgPage)

G_END_DECLS
