/* profile-prefs.h: all the prefs that count in a profile: what Thunderbird keeps in prefs.js, what user.js sets again at
 * every start, and what the program's administrator chose.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/thunderbird/prefs/prefs.h"

G_BEGIN_DECLS

/* What a person sets for every start, beside prefs.js. */
#define TG_PREFS_USER_FILE "user.js"

/* As Thunderbird would have them once it has started; never NULL.  To be read only. (transfer full) */
TgPrefs *tg_profile_prefs_read (const char *folder);

/* Puts what else counts in the profile over and under the contents of its prefs.js. */
void tg_profile_prefs_attach (TgPrefs *prefs, const char *folder);

/* admin-prefs.c: what applies to everybody who uses the program.
 * @program: its folder; @settings: (nullable): the computer's settings for it, as in /etc/thunderbird
 * @below: (out): what a person may change
 * What nobody can, or what is set again at every start. (transfer full) */
TgPrefs *tg_admin_prefs_read (const char *program, const char *settings, TgPrefs **below);

G_END_DECLS
