/* launch.h: starts the mail program in which an account was saved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "clients/client.h"

G_BEGIN_DECLS

/* Looks in a thread for the place's program, to be started with the place's profile. */
void      tg_launch_find_async  (const TgPlace *place, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* NULL where it has no desktop entry, and with an error where it was cancelled. (transfer full) */
GAppInfo *tg_launch_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS
