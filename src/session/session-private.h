/* session-private.h: what the files of one session share.
 *
 * session.c checks and remembers; what a person asks for besides (explore, a letter to oneself) has
 * files of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session/live.h"
#include "session/session.h"

G_BEGIN_DECLS

struct _TgSession {
  GObject parent;
  TgNetwork *network;
  TgAccount *account; /* (nullable) */
  GPtrArray *earlier; /* of TgAccount*: before each applied remedy */
  TgSecret *receive_password;
  TgSecret *send_password;
  TgSources *sources;
  TgBudget *budget;
  GHashTable *confirmed; /* set of ascii host names */
  GTask *task;           /* what is under way; (nullable) */
  TgCheckResult *result;
  TgSurroundings *surroundings; /* (nullable) */
  GPtrArray *findings; /* of TgFinding* */
  TgOutcome outcomes[2];
  TgLive live;
};

G_END_DECLS
