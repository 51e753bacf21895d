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
  TgChange  *account; /* (nullable): the program could not use it, as the findings say */
  GPtrArray *parts;   /* of TgSavingPart* */
  GPtrArray *items;   /* of TgChangeItem* */
  GPtrArray *allowed; /* of char* */
  GPtrArray *notes;   /* of char* */
  GPtrArray *none;
  GPtrArray *findings; /* of TgFinding* */
  gboolean left_something;
};

TgSaving *tg_saving_new      (const TgPlace *place);
/* Takes @change over.  @exception: (nullable) */
void      tg_saving_add_part (TgSaving *self, TgChange *change, const TgException *exception);
/* overridden.c: client-overridden, where it applies. */
void tg_saving_find_overrides (TgSaving *self);
/* stale-password.c: client-password-stale, where it applies to a password that was tested. */
void tg_saving_find_stale_password (TgSaving *self);

/* browser.c.  Where @program cannot sign in as @request says: client-oauth-unsupported. (transfer full) (nullable) */
TgFinding *tg_saving_find_oauth_gap (TgProgram program, const TgSaveRequest *request);
/* Where a server wants a token that was not tried: what was not tested, and what is known of it. */
void tg_saving_note_browser (TgSaving *self, const TgSaveRequest *request);

G_END_DECLS
