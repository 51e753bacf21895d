/* self-letter.h: a letter to oneself: sent, awaited, read for what the receiver found out about it,
 * and deleted.
 *
 * Asked for, never automatic.  Waiting is a loop of talks: each one signs in through the gate and
 * the budget like a check's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/letter/authentication-results.h"
#include "model/finding.h"
#include "model/secret.h"
#include "probe/budget.h"
#include "wire/network.h"

G_BEGIN_DECLS

#define TG_SELF_LETTER_WAIT_MS (120 * 1000)

/**
 * TgSelfLetter:
 * @message_id: (nullable): NULL where none could be composed
 * @sent: the sending server took it
 * @looked: the mailbox could be searched at least once
 * @seen: it has arrived
 * @seconds: from "taken" to "seen"; -1 while that is not known
 * @folder: (nullable): where it was, visible: "INBOX", or the folder for junk
 * @deleted: it is gone again; FALSE: it lies there still (or nowhere)
 * @checks: (nullable): SPF, DKIM and DMARC as the receiver saw them; NULL before it was seen
 * @send, @receive: (nullable): what was seen in the sending talk, and in the last one that looked
 */
typedef struct {
  char           *message_id;
  gboolean        sent;
  gboolean        looked;
  gboolean        seen;
  double          seconds;
  char           *folder;
  gboolean        deleted;
  TgLetterChecks *checks;
  TgEvidence     *send;
  TgEvidence     *receive;
} TgSelfLetter;

void tg_self_letter_free (TgSelfLetter *self);

typedef enum { TG_LETTER_SENDING, TG_LETTER_WAITING, TG_LETTER_LOOKING } TgLetterPhase;

/**
 * TgSelfLetterOptions:
 * @mechanism: (nullable): --auth
 * @allow_plaintext: as in TgCheckOptions
 * @wait_ms: how long it is awaited once it was taken
 * @messages_before: how many messages there were before; -1: not known
 * @is_receiver: whose fields are believed (authentication-results.h); gets the account
 */
typedef struct {
  const char *mechanism;
  gboolean    allow_plaintext;
  guint       wait_ms;
  gint64      messages_before;
  gboolean  (*is_receiver) (const char *authserv_id, const TgAccount *account);
} TgSelfLetterOptions;

/* @progress: (nullable): @waited_ms since it was taken, of @wait_ms */
typedef struct {
  void (*progress) (TgLetterPhase phase, guint waited_ms, guint wait_ms, gpointer user_data);
  void (*line)     (TgSide side, const char *line, gpointer user_data);
} TgSelfLetterWatch;

/* @account: with both servers, whose sign-ins were accepted a moment ago. */
void          tg_self_letter_run_async  (TgNetwork *network, TgAccount *account, TgSecret *receive_password, TgSecret *send_password,
                                         const TgSelfLetterOptions *options, TgBudget *budget, const TgSelfLetterWatch *watch,
                                         gpointer watch_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full), never NULL.  When cancelled: what came of it so far, with G_IO_ERROR_CANCELLED
 * set as well. */
TgSelfLetter *tg_self_letter_run_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSelfLetter, tg_self_letter_free)

G_END_DECLS
