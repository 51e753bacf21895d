/* installs.h: how an installation of Thunderbird is found, for installs.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/thunderbird/profiles/profiles.h"

G_BEGIN_DECLS

/* install.c: the program in @folder.  FALSE, and nothing is changed, where there is no Thunderbird, nor a program made from
 * it. */
gboolean   tg_thunderbird_home_read    (TgThunderbirdHome *self, const char *folder);

/* entries.c: the folders of what a command line names or starts, links followed, in its order. (transfer full): of char* */
GPtrArray *tg_command_folders          (const char *command);
/* The same of every entry that the person has put into the desktop's menu, as for a program in the home folder. */
GPtrArray *tg_menu_folders             (void);

/* profiles.c: the folders of the programs that had the profiles below @root open last. (transfer full): of char* */
GPtrArray *tg_thunderbird_last_users   (const char *root);

G_END_DECLS
