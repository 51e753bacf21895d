/* install-hash.h: the name that Thunderbird gives an installation in profiles.ini.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "FDC34C9F024745EB" for "/usr/lib/thunderbird": the CityHash64 (as of its version 1.0.2, seen in 153) of the program's
 * folder, links followed, in UTF-16LE; without leading zeros.  NULL where @folder is no UTF-8. (transfer full) */
char *tg_install_hash (const char *folder);

G_END_DECLS
