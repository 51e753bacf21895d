/* undone.h: see undone.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"
#include "clients/thunderbird/prefs/edit.h"

G_BEGIN_DECLS

/* What of an account in a profile will be undone.  @list: of TgOverride*; @is_futile: TgChange's word */
typedef struct {
  GPtrArray *list;
  gboolean is_futile;
} TgThunderbirdUndone;

/* tg_thunderbird_put() in the light of all that counts in the profile beside its prefs.js, whose contents @prefs are.
 * @undone: (inout): nothing but 0 at first, or what it was before */
TgThunderbirdEdit *tg_thunderbird_put_in_profile (const char *folder, TgPrefs *prefs, const TgSaveRequest *request,
                                                  TgThunderbirdUndone *undone, GError **error);
void tg_thunderbird_tell_undone (const TgThunderbirdUndone *undone, TgChange *change);
void tg_thunderbird_undone_clear (TgThunderbirdUndone *self);

G_END_DECLS
