/* connection-id.h: tells the ID of an internet connection or contract from a mail user name, by the
 * patterns in data/connection-ids.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @user looks like a connection ID.  Never TRUE for the address itself or the part before
 * its @. */
gboolean tg_connection_id_looks_like (const char *user, const char *address);

G_END_DECLS
