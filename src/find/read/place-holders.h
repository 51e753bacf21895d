/* place-holders.h: the parts of an address that a file leaves to be filled in (draft-ietf-mailmaint-autoconfig-06).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  TG_FILL_USER, /* a user name: anything but control characters */
  TG_FILL_HOST, /* a host name: only the domain is filled in, in A-labels: nothing of the local part may be seen by a name server */
  TG_FILL_URL,  /* percent-encoded (RFC 3986); other percent signs stay */
} TgFillKind;

/* @text with %EMAILADDRESS%, %EMAILLOCALPART% and %EMAILDOMAIN% filled in, once: what is filled in is not looked at again.  NULL:
 * there is another place holder in it, half a one, or one that may not stand there.
 * @address: with an @ (transfer full) (nullable) */
char *tg_place_holders_fill (const char *text, TgFillKind kind, const char *address);

G_END_DECLS
