/* certificate-page.h: a side page: whom a certificate names, who vouches, how long.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

#define TG_TYPE_CERTIFICATE_PAGE (tg_certificate_page_get_type ())
G_DECLARE_FINAL_TYPE (TgCertificatePage, tg_certificate_page, TG, CERTIFICATE_PAGE, TgPage)

G_END_DECLS
