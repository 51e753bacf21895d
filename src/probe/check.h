/* check.h: one check of one account: receive and send, side by side.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"
#include "model/secret.h"
#include "probe/budget.h"
#include "wire/network.h"

G_BEGIN_DECLS

typedef struct {
  gboolean    sign_in;         /* FALSE: everything but the credentials */
  gboolean    allow_plaintext; /* the person chose "no encryption" for this run, knowing what it means */
  const char *mechanism;       /* (nullable) --auth */
  /* (nullable): whether a refusal may be due to the form of an open user name, so that the other
   * form deserves an attempt.  A server that says "this account is locked" is not asked again. */
  gboolean  (*about_user_name) (const TgAccount *account, const TgEvidence *refused);
  gboolean    old_tls; /* for a session: also ask whether the servers talk to old devices (the check itself does not) */
  gboolean    explore; /* for a session: also look for settings that work (the check itself does not) */
} TgCheckOptions;

typedef struct {
  void (*step) (TgSide side, const TgStepRecord *record, gpointer user_data); /* RECEIVE or SEND */
  void (*line) (TgSide side, const char *line, gpointer user_data);
} TgCheckWatch;

/**
 * TgCheckResult:
 * @receive, @send: (nullable): NULL if the account has no such server
 * @receive_other: (nullable): the second receive talk, with the other form of an open user name,
 *   after the first was refused
 *
 * Written by the check, then never changed.  Reference counted.
 */
typedef struct {
  TgAccount        *account;
  const TgEvidence *receive;
  const TgEvidence *receive_other;
  const TgEvidence *send;
  gint64            checked_at; /* Unix seconds */
} TgCheckResult;

/* @receive_password, @send_password: (nullable): a side without one is not signed in to.  @budget:
 *   shared by all checks of a run. */
void           tg_check_run_async  (TgNetwork *network, TgAccount *account, TgSecret *receive_password, TgSecret *send_password,
                                    const TgCheckOptions *options, TgBudget *budget, const TgCheckWatch *watch, gpointer watch_data,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* If cancelled: what was seen so far, with G_IO_ERROR_CANCELLED set as well. (transfer full) */
TgCheckResult *tg_check_run_finish (GAsyncResult *result, GError **error);

/* What was seen otherwise than by a check, for whoever reads one.  @receive, @send: (nullable). (transfer full) */
TgCheckResult *tg_check_result_of (TgAccount *account, const TgEvidence *receive, const TgEvidence *send);
TgCheckResult *tg_check_result_ref   (const TgCheckResult *self);
void           tg_check_result_unref (const TgCheckResult *self);

/* The same check with other evidence in it, each nullable. (transfer full) */
TgCheckResult *tg_check_result_retold (const TgCheckResult *self, const TgEvidence *receive, const TgEvidence *receive_other,
                                       const TgEvidence *send);

/* What was seen on one side. (transfer none) (nullable): also where @self is NULL */
const TgEvidence *tg_check_result_seen    (const TgCheckResult *self, TgSide side);
/* Whether all is well up to the sign-in, on connections that a password may go over; @self: of a check without one. */
gboolean          tg_check_result_is_through (const TgCheckResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgCheckResult, tg_check_result_unref)

G_END_DECLS
