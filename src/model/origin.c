/* origin.c: the origins, one row each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/origin.h"

static const struct {
  const char *id;
  gboolean from_person;
} origins[TG_N_ORIGINS] = {
  [TG_ORIGIN_UNKNOWN] = { "unknown", FALSE },
  [TG_ORIGIN_TYPED] = { "typed", TRUE },
  [TG_ORIGIN_PROGRAM] = { "program", TRUE },
  [TG_ORIGIN_PRACTICE] = { "practice", TRUE },
  [TG_ORIGIN_TABLE] = { "table", FALSE },
  [TG_ORIGIN_LETTER] = { "letter", FALSE },
  [TG_ORIGIN_REMEDY] = { "remedy", FALSE },
  [TG_ORIGIN_CERTIFICATE] = { "certificate", FALSE },
  [TG_ORIGIN_REVERSE_DNS] = { "reverse-dns", FALSE },
  [TG_ORIGIN_SNAPSHOT] = { "snapshot", FALSE },
  [TG_ORIGIN_MX] = { "mx", FALSE },
  [TG_ORIGIN_AUTOCONFIG] = { "autoconfig", FALSE },
  [TG_ORIGIN_WELL_KNOWN] = { "well-known", FALSE },
  [TG_ORIGIN_PACC] = { "pacc", FALSE },
  [TG_ORIGIN_ISPDB] = { "ispdb", FALSE },
  [TG_ORIGIN_SRV] = { "srv", FALSE },
  [TG_ORIGIN_MX_DOMAIN] = { "mx-domain", FALSE },
  [TG_ORIGIN_HTTP] = { "http", FALSE },
  [TG_ORIGIN_GUESS] = { "guess", FALSE },
};

const char *
tg_origin_id (TgOrigin self)
{
  g_return_val_if_fail (self < TG_N_ORIGINS, NULL);

  return origins[self].id;
}

gboolean
tg_origin_is_from_person (TgOrigin self)
{
  g_return_val_if_fail (self < TG_N_ORIGINS, FALSE);

  return origins[self].from_person;
}

gboolean
tg_origin_is_elsewhere (TgOrigin self)
{
  return self != TG_ORIGIN_UNKNOWN && !tg_origin_is_from_person (self);
}
