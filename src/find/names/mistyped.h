/* mistyped.h: a domain one small slip away from a widely used provider's.  It may exist all the same: whoever registers such names
 * waits for mistyped mail, so that no search tells.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The address that was probably meant, to be asked about and never used unasked; NULL where the domain is in our table or in the public
 * database, or is far enough from every common one to be somebody's own.  Stricter than tg_near_domain(), which is for
 * domains that do not exist. (transfer full) (nullable) */
char *tg_mistyped_address (const char *address);

G_END_DECLS
