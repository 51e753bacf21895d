/* budget.h: at most two refused sign-ins per account and run, receive and send counted together
 * (safety rule 3): accounts get locked.  Tokens are counted apart from passwords: an old token is no
 * guess at the password, and takes no attempt away from whoever types one then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/secret.h"

G_BEGIN_DECLS

#define TG_BUDGET_MAX 2

typedef struct _TgBudget TgBudget;

TgBudget *tg_budget_new      (void);
TgBudget *tg_budget_ref      (TgBudget *self);
void      tg_budget_unref    (TgBudget *self);

/* How many refusals are left to credentials of this kind: tokens, or passwords.  @credential:
 *   (nullable): a password */
guint     tg_budget_left     (TgBudget *self, TgSecret *credential);

/* Counts a refusal and remembers the credentials (hashed with a key of this process). */
void      tg_budget_refused  (TgBudget *self, const char *user, TgSecret *password);

/* Whether this user name and password have already been refused in this run, on either side. */
gboolean  tg_budget_knows    (TgBudget *self, const char *user, TgSecret *password);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgBudget, tg_budget_unref)

G_END_DECLS
