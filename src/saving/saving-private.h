/* saving-private.h: what a saving is made of, for prepare.c and apply.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/exception.h"
#include "model/finding.h"
#include "saving/prepare.h"

G_BEGIN_DECLS

/* What goes with the account.  @exception: (nullable): NULL: an authority.  @recorded: (nullable): as it is in our record,
 * with its change, once that has begun; @former: (nullable): what it took the place of there */
typedef struct {
  TgChange    *change;
  TgException *exception;
  TgException *recorded;
  TgException *former;
} TgSavingPart;

struct _TgSaving {
  TgPlace   *place;
  TgChange  *account;
  GPtrArray *parts;   /* of TgSavingPart* */
  GPtrArray *items;   /* of TgChangeItem* */
  GPtrArray *allowed; /* of char* */
  GPtrArray *notes;   /* of char* */
  GPtrArray *findings; /* of TgFinding* */
};

TgSaving *tg_saving_new      (const TgPlace *place);
/* Takes @change over.  @exception: (nullable) */
void      tg_saving_add_part (TgSaving *self, TgChange *change, const TgException *exception);
/* overridden.c: client-overridden, where it applies. */
void tg_saving_find_overrides (TgSaving *self);

G_END_DECLS
