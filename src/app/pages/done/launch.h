/* launch.h: starts the mail program in which an account was saved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "clients/client.h"

G_BEGIN_DECLS

/* The place's program, to be started with the place's profile; NULL where it has no desktop entry.
 * (transfer full) */
GAppInfo *tg_launch_find (const TgPlace *place);

G_END_DECLS
