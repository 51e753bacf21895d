/* autoconfig.h: reads config-v1.1.xml, which mail providers and the public ISP database publish (draft-ietf-mailmaint-autoconfig-06).
 * Pure; without DTDs and entities (safety rule 10).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/read/settings.h"

G_BEGIN_DECLS

/* @bytes: what came, of any kind and length
 * @address: whose settings are looked for
 * @asked: (nullable): the domain that was asked about, where it is not the address's own: that of its mail exchanger
 * @settings: (out): NULL unless TG_READ_SETTINGS (transfer full) */
TgReadOutcome tg_autoconfig_read (GBytes *bytes, const char *address, const char *asked, TgSettings **settings);

/* Of TgOffers, by the word that such a file has for it; 0: nobody knows it. */
guint tg_autoconfig_offers (const char *authentication);

G_END_DECLS
