/* typed-password.h: what is odd about the password as it is typed, and which one is wanted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/widgets/field.h"
#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgTypedPassword: widgets borrowed
 * @trim: offers to take blanks out, which is never done unasked
 * @wanted: FALSE where one signs in in the browser
 */
typedef struct {
  TgField *field;
  GtkButton *trim;
  gboolean wanted;
} TgTypedPassword;

/* @found: (nullable); @held: there is one already.  A box that is not wanted goes, unless somebody has begun to fill it in. */
void tg_typed_password_update (const TgTypedPassword *self, const TgDiscovery *found, gboolean held);
void tg_typed_password_trim   (const TgTypedPassword *self, const TgDiscovery *found);
void tg_typed_password_clear  (const TgTypedPassword *self);
/* What was typed, if anything was, becomes the session's, and does not stay here. */
void tg_typed_password_hand_over (const TgTypedPassword *self, TgSession *session);

G_END_DECLS
