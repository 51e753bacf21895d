/* logins.h: whether Thunderbird has a password saved for a server: yes or no, never which.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The origins that have one; NULL where the file cannot be read. (transfer full) (nullable) */
GHashTable *tg_logins_read (const char *profile);
/* 1 yes, 0 no, -1 unknown. @origins: (nullable) */
int         tg_logins_has  (GHashTable *origins, const char *origin);

G_END_DECLS
