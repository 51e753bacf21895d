/* input.h: what commands read from a file or from standard input.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* At most @most bytes of @path; NULL: of standard input.  NULL with a sentence.  They are wiped when they are freed, since what people
 * paste may hold passwords. (transfer full) */
GBytes *tg_cli_read_input (const char *path, gsize most, GError **error);

G_END_DECLS
