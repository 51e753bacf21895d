/* key-text.h: one line of a key file set or taken out, with every other byte of the file left as it is: comments, order, blank
 * lines, and what GKeyFile would write another way.  Desktop Entry Specification, "Basic format of the file", as GKeyFile reads
 * it.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text with @key of @group set to @value, which GKeyFile has encoded.  The line that counts now (the last one) gets the
 * value; a new one comes below the group's last; a new group comes at the end. (transfer full) */
char *tg_key_text_set (const char *text, const char *group, const char *key, const char *value);

/* @text without the lines of @key in @group. (transfer full) */
char *tg_key_text_unset (const char *text, const char *group, const char *key);

G_END_DECLS
