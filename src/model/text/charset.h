/* charset.h: text whose character set nobody has told, or somebody has told wrongly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @bytes as valid UTF-8 without NUL: by Unicode's marks and the escapes of ISO 2022 first; then by @named (nullable), the name that a mail's
 * header gives (RFC 2045 section 5.1); then UTF-8, CP932, EUC-JP and what Western European Windows writes, by what reads best.  What fits
 * none has U+FFFD in it. (transfer full) */
char *tg_charset_to_utf8 (const char *bytes, gsize length, const char *named);

G_END_DECLS
