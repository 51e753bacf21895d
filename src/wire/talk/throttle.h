/* throttle.h: an input stream that gives no more than so much between two turns of the main loop.
 *
 * TLS reads on by itself as long as it gets records without content, and a server may send those faster than they are
 * read: no deadline, no signal and no window would have its turn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TG_TYPE_THROTTLE (tg_throttle_get_type ())
G_DECLARE_FINAL_TYPE (TgThrottle, tg_throttle, TG, THROTTLE, GFilterInputStream)

/* @base: pollable.  What blocks, as a handshake in a thread, is passed on as it is. (transfer full) */
GInputStream *tg_throttle_new (GInputStream *base);

G_END_DECLS
