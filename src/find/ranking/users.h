/* users.h: the user names that are tried, and in which order.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TG_USERS_MAX 2 /* providers lock accounts after few refusals: safety rule 3 */

/* Likeliest first, as they would be sent: what is stated; then, unless whoever stated it is @sure, the address and the part before its
 * @, up to TG_USERS_MAX.  @stated: (nullable) NULL-terminated. (transfer full) */
char **tg_users_to_try (const char *address, const char *stated, gboolean sure);

G_END_DECLS
