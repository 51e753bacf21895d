/* launch.h: starts the mail program in which an account was saved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "clients/client.h"

G_BEGIN_DECLS

/* The desktop entry of the place's program; NULL where there is none. (transfer full) */
GAppInfo *tg_launch_find (const TgPlace *place);

G_END_DECLS
