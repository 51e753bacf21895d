/* settings.h: what we want to stand in the key files of an account.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/evolution/sources/source.h"

G_BEGIN_DECLS

/**
 * TgEvolutionSetting: one line that we want to stand in a source.
 * @initial: only where the source is new: what the person may have chosen otherwise since then
 *   (the displayed name, whether mail stays on the server) survives an update
 */
typedef struct {
  TgEvolutionRole role;
  const char     *group; /* static */
  const char     *key;   /* static */
  char           *value;
  gboolean        initial;
} TgEvolutionSetting;

TgEvolutionSetting *tg_evolution_setting_new  (TgEvolutionRole role, const char *group, const char *key, const char *value);
void                tg_evolution_setting_free (TgEvolutionSetting *self);

/* All lines for @request, under these uids; one may be NULL, and then the value of the line that names it is.  NULL and
 * TG_CLIENT_ERROR_UNSUPPORTED where Evolution cannot sign in the way the check did.
 * (element-type TgEvolutionSetting) (transfer full) */
GPtrArray *tg_evolution_settings (const TgSaveRequest *request, char *const uids[TG_EVOLUTION_N_ROLES], GError **error);

G_END_DECLS
