/* echo.h: whether a text is a certain secret, in whichever way it is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many bytes at @at are @secret: as it is, in either case; quoted (RFC 9051, RFC 5321); percent-encoded (RFC 3986) or as a form
 * sends it; quoted-printable (RFC 2045); with entities of HTML; with the escapes of JSON and C; each character in a way of its own,
 * and all of them spaced out.  0: they are not.  A secret of one character is never found. */
gsize tg_echo_written (const char *secret, gsize secret_length, const char *at, gsize left);

/* The same for hexadecimal digits, with or without something between the bytes. */
gsize tg_echo_hex     (const char *secret, gsize secret_length, const char *at, gsize left);

G_END_DECLS
