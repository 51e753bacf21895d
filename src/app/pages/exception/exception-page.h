/* exception-page.h: a side page that allows one certificate until a date, once its fingerprint was
 * compared.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

#define TG_TYPE_EXCEPTION_PAGE (tg_exception_page_get_type ())
G_DECLARE_FINAL_TYPE (TgExceptionPage, tg_exception_page, TG, EXCEPTION_PAGE, TgPage)

G_END_DECLS
