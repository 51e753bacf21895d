/* closing.h: tells when an open mail program has been closed, without asking all the time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

typedef struct _TgClosing TgClosing;

/* Watches Thunderbird's lock in those of @places (of TgPlace*) that are running, Evolution's name on
 * the session bus, and, as a lock may be left behind, the clock once a minute.
 *
 * @callback says that another look is worth it, nothing more: once soon after the watch has begun, as a
 * program may have been closed in between, then at every sign.  It comes in the thread-default main
 * context of the caller, and may free the watch. (transfer full) */
TgClosing *tg_closing_watch (GPtrArray *places, void (*callback) (gpointer user_data), gpointer user_data);
void       tg_closing_free  (TgClosing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgClosing, tg_closing_free)

G_END_DECLS
