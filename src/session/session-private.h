/* session-private.h: what the files of one session share.
 *
 * session-account.c takes what a person gives, session.c checks it; what a person asks for besides (explore, a letter to oneself) has
 * files of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session/refusals.h"
#include "session/saved-account.h"
#include "session/live.h"
#include "session/session.h"

G_BEGIN_DECLS

struct _TgSession {
  GObject parent;
  TgNetwork *network;
  TgAccount *account;   /* (nullable) */
  GPtrArray *cleanings; /* (nullable): of TgCleaning* */
  TgSavedAccount *held;         /* (nullable): what a mail program holds of it */
  TgDiscovery *found;           /* (nullable): what was found of its settings */
  TgFinding *no_token;          /* (nullable): why there is none to sign in with */
  GPtrArray *tried; /* of TgTriedChange*, the oldest first */
  TgSecret *receive_password;
  TgSecret *send_password;
  TgSources *sources;
  TgBudget *budget;
  gboolean remembers;    /* which certificates were proven */
  GTask *task;           /* what is under way; (nullable) */
  const TgCheckResult *result;  /* (nullable) */
  TgRefusals refusals;          /* of this check, and of those before it */
  gboolean recalled[2];         /* by side: what is told of it was said before */
  gboolean stopped;             /* before it had seen everything */
  TgSurroundings *surroundings; /* (nullable) */
  GPtrArray *diagnosis;         /* (nullable): of const TgFinding*, as the rules give them */
  GPtrArray *trials;            /* (nullable): of TgTrial* */
  TgPrevious *previous[2];         /* by side, (nullable) */
  TgIssuerProof *issuer_proofs[2]; /* by side, (nullable) */
  GPtrArray *explored;          /* (nullable): of TgExplored* */
  gboolean exploring;           /* beside a check */
  gboolean explored_others;     /* after it: the other encryptions of its ports */
  void (*after_exploring) (TgSession *self);
  gboolean asks_old_tls;        /* for the check that runs */
  TgOldTlsFacts old_tls[2];     /* by side */
  guint old_tls_running;
  void (*after_old_tls) (TgSession *self);
  TgSelfLetter *self_letter;    /* (nullable) */
  GPtrArray *letter_findings;   /* (nullable): of const TgFinding* */
  GPtrArray *findings;          /* of const TgFinding*: all of this, joined */
  TgOutcome outcomes[2];
  TgLive live;
};

/* session-account.c: notes how the check went that has just followed the last change. */
void tg_session_judge_tried (TgSession *self);

/* verdict.c: the session is busy with @task (transfer full), and then no longer; its findings are joined anew. */
void tg_session_begin_task (TgSession *self, GTask *task);
void tg_session_end_task   (TgSession *self);
/* Joins what is known into new findings, from which the outcomes follow. */
void tg_session_join_findings (TgSession *self);

/* finding-settings.c: what there is to say of how the settings were found. (transfer full): of const TgFinding*, perhaps none */
GPtrArray *tg_session_found_findings (TgSession *self);

/* old-tls.c: asks the servers of the last check whether they talk to old devices, then calls @then. */
void tg_session_ask_old_tls (TgSession *self, void (*then) (TgSession *self));

/* exploring.c: beside a check. */
void tg_exploring_begin (TgSession *self, GCancellable *cancellable);
/* Calls @then once nothing is being explored any more. */
void tg_exploring_join  (TgSession *self, void (*then) (TgSession *self));
/* Puts what was explored in order, beside what the check saw itself. */
void tg_exploring_conclude (TgSession *self);

G_END_DECLS
