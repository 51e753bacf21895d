/* port-rules.h: what the ports of a server say together, where the one that was wanted is closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/rules/case.h"

G_BEGIN_DECLS

/* 25, 465, 587, 2525 */
gboolean tg_port_is_for_sending (guint16 port);

/* The web is served there, and no mail at all. */
gboolean tg_host_is_not_mail (const TgCase *self);
/* It sends as Exchange does, and every port for receiving is closed. */
gboolean tg_host_offers_exchange_only (const TgCase *self);

/* One line for each port of this server that was knocked at. */
void tg_host_add_evidence (const TgCase *self, GPtrArray *lines);

G_END_DECLS
