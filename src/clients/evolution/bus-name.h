/* bus-name.h: whether somebody on the session bus answers to a name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Nobody; nobody yet, but the bus would start it; somebody. */
typedef enum { TG_BUS_NAME_MISSING, TG_BUS_NAME_STARTABLE, TG_BUS_NAME_OWNED } TgBusName;

/* Blocks for as long as the bus itself needs; starts nothing.  No bus: missing. */
TgBusName tg_bus_name (const char *name);

G_END_DECLS
