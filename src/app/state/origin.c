/* origin.c: where a server's settings came from, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/origin.h"

#include <glib/gi18n.h>

char *
tg_origin_describe (TgOrigin self, const TgProvider *provider)
{
  switch (self) {
  case TG_ORIGIN_TABLE:
    /* The table is dated; the reader sees how old the knowledge is. */
    return provider->known ? g_strdup_printf (_ ("From Tegami’s list: %s (%s)"), provider->name, provider->confirmed)
                           : g_strdup_printf (_ ("From Tegami’s list: %s. Not confirmed yet; the test will show."), provider->name);
  case TG_ORIGIN_GUESS:
    return g_strdup (_ ("A guess from your address; the test will tell."));
  case TG_ORIGIN_TYPED:
    return g_strdup (_ ("Typed by you"));
  case TG_ORIGIN_REMEDY:
    return g_strdup (_ ("Changed after a test"));
  case TG_ORIGIN_PROGRAM:
    return g_strdup (_ ("From your mail program"));
  case TG_ORIGIN_PRACTICE:
    return g_strdup (_ ("Practice server inside Tegami"));
  case TG_ORIGIN_UNKNOWN:
  default:
    return NULL;
  }
}
