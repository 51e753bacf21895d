/* logins.h: whether Thunderbird has a password saved for a server: yes or no, never which.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TgLogins TgLogins;

TgLogins *tg_logins_read (const char *profile); /* never NULL */
void      tg_logins_free (TgLogins *self);

/* 1 yes, 0 no, -1 unknown (the file cannot be read). */
int       tg_logins_has  (TgLogins *self, const char *origin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLogins, tg_logins_free)

G_END_DECLS
