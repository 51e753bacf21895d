/* transfer.h: what a mail's body is wrapped in on its way: quoted-printable (RFC 2045 section 6.7) and base64 (section 6.8).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The bytes of quoted-printable text; what is not, stays as it is.  May hold NUL. (transfer full) */
GString *tg_transfer_from_quoted (const char *text, gsize length);
/* The bytes of base64, whatever stands between its digits. (transfer full) */
GString *tg_transfer_from_base64 (const char *text, gsize length);

G_END_DECLS
