/* clean.h: what copying and Japanese input methods leave in an address: found, taken out, and said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  TG_CLEAN_SPACES = 1 << 0,    /* spaces of any kind, also invisible ones, anywhere */
  TG_CLEAN_FULLWIDTH = 1 << 1, /* full-width letters, digits and signs */
} TgClean;

/* @text without them; @what (nullable) tells what was changed.  (transfer full) */
char    *tg_clean_address  (const char *text, TgClean *what);

/* One translated line on what was changed; NULL for nothing.  (transfer full) */
char    *tg_clean_describe (TgClean what);

/* What stands out in a password, which is never changed unasked: spaces at its ends only, since
 * one inside may belong to it; full-width characters anywhere. */
TgClean  tg_clean_inspect_password (const char *text);
/* The sentence for it; names the kind and the place, never the password. (transfer full) (nullable) */
char    *tg_clean_describe_password (TgClean what);

G_END_DECLS
