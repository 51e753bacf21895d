/* notice.h: the desktop notification that the start-up check leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exceptions/start-check.h"

G_BEGIN_DECLS

/* NULL where there is nothing that the person should hear.  Pressing it opens the list of exceptions
 * (action app.exceptions). (transfer full) */
GNotification *tg_notice_new (const TgStartNews *news);

G_END_DECLS
