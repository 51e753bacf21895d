/* origin.h: where a server's settings came from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/providers.h"

G_BEGIN_DECLS

typedef enum {
  TG_ORIGIN_UNKNOWN,
  TG_ORIGIN_TABLE,    /* our table of providers */
  TG_ORIGIN_GUESS,    /* the usual name under the address's domain */
  TG_ORIGIN_TYPED,
  TG_ORIGIN_REMEDY,   /* a remedy that was applied */
  TG_ORIGIN_PROGRAM,  /* an account found in a mail program */
  TG_ORIGIN_PRACTICE, /* the practice servers */
} TgOrigin;

/* One translated line for below a value.  @provider: (nullable) unless the table gave the value.
 * (transfer full) (nullable) */
char *tg_origin_describe (TgOrigin self, const TgProvider *provider);

G_END_DECLS
