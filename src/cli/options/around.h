/* around.h: the options that say who else may be asked than the mail servers, so that each can be replaced or switched off.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "probe/surroundings/sources.h"

G_BEGIN_DECLS

/* Each (nullable), as typed. */
typedef struct {
  gboolean off; /* --no-surroundings */
  char *resolver, *portal_url, *time_server, *ispdb_url;
} TgCliAround;

/* NULL with a sentence for the person. (transfer full) (nullable) */
TgSources *tg_cli_around_sources (const TgCliAround *self, GError **error);
void       tg_cli_around_clear   (TgCliAround *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TgCliAround, tg_cli_around_clear)

G_END_DECLS
