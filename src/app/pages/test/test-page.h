/* test-page.h: receiving and sending, tried for real; then what was found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_TEST_PAGE (tg_test_page_get_type ())
G_DECLARE_FINAL_TYPE (TgTestPage, tg_test_page, TG, TEST_PAGE, TgPage)

G_END_DECLS
