/* notice.h: the desktop notification that the start-up check leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @ends: of TgExceptionEnd*, one at least.  Pressing it opens the list of exceptions (action
 * app.exceptions). (transfer full) */
GNotification *tg_notice_new (GPtrArray *ends);

G_END_DECLS
