/* typed-password.h: what is odd about the password as it is typed, and which one is wanted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/widgets/field.h"
#include "discover/discover.h"

G_BEGIN_DECLS

/**
 * TgTypedPassword: both borrowed
 * @trim: offers to take blanks out, which is never done unasked
 */
typedef struct {
  TgField *field;
  GtkButton *trim;
} TgTypedPassword;

/* @found: (nullable); @held: there is one already */
void tg_typed_password_update (const TgTypedPassword *self, const TgDiscovery *found, gboolean held);
void tg_typed_password_trim   (const TgTypedPassword *self, const TgDiscovery *found);
void tg_typed_password_clear  (const TgTypedPassword *self);

G_END_DECLS
