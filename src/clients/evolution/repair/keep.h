/* keep.h: what an update leaves as it is.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/evolution/sources/settings.h"

G_BEGIN_DECLS

/* The lines of @role that an update sets in @now: what the person may have chosen is not among them, and what means the same
 * already, or was not found out, has the value that stands there.  Links to other sources always are.
 * @settings: all of tg_evolution_settings()  (element-type TgEvolutionSetting) (transfer full) */
GPtrArray *tg_evolution_keep (GPtrArray *settings, TgEvolutionRole role, TgEvolutionSource *now, const TgSaveRequest *request);

/* Whether one of @settings is not so in @now yet; a missing key and an empty one mean the same to Evolution. */
gboolean tg_evolution_would_change (GPtrArray *settings, TgEvolutionSource *now);
/* The same for one key alone; FALSE where it is not among them. */
gboolean tg_evolution_would_change_key (GPtrArray *settings, TgEvolutionSource *now, const char *group, const char *key);

G_END_DECLS
