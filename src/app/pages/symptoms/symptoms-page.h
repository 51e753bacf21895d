/* symptoms-page.h: what does not work, on which device, and with which account?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_SYMPTOMS_PAGE (tg_symptoms_page_get_type ())
G_DECLARE_FINAL_TYPE (TgSymptomsPage, tg_symptoms_page, TG, SYMPTOMS_PAGE, TgPage)

G_END_DECLS
