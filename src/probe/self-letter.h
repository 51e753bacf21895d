/* self-letter.h: a message to oneself: sent, awaited, read for what the receiver found out about
 * it, and deleted.
 *
 * Only on request, never automatic.  Waiting is a loop of talks, each of which signs in through the
 * gate and the budget like a check's.
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
 * @message_id: (nullable): NULL if none could be composed
 * @sent: the sending server accepted it
 * @looked: the mailbox could be searched at least once
 * @seen: it has arrived
 * @seconds: from accepted to seen; -1 if unknown
 * @folder: (nullable): where it was, visible: "INBOX" or the junk folder
 * @deleted: it has been deleted; FALSE: it is still there (or nowhere)
 * @checks: (nullable): SPF, DKIM and DMARC as reported by the receiver; NULL before it was seen
 * @send, @receive: (nullable): the evidence of the sending talk, and of the last talk that looked
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

void        tg_self_letter_free   (TgSelfLetter *self);
/* Where it arrived, in words that need no knowledge of IMAP. (transfer none) */
const char *tg_self_letter_folder (const TgSelfLetter *self);

typedef enum { TG_LETTER_SENDING, TG_LETTER_WAITING, TG_LETTER_LOOKING } TgLetterPhase;

/**
 * TgSelfLetterOptions:
 * @mechanism: (nullable): --auth
 * @allow_plaintext: as in TgCheckOptions
 * @wait_ms: how long to wait for it once the server has accepted it
 * @messages_before: how many messages there were before; -1: unknown
 * @is_receiver: whose fields to believe (authentication-results.h); is given the account
 */
typedef struct {
  const char *mechanism;
  gboolean    allow_plaintext;
  guint       wait_ms;
  gint64      messages_before;
  gboolean  (*is_receiver) (const char *authserv_id, const TgAccount *account);
} TgSelfLetterOptions;

/* @progress: (nullable): @waited_ms of @wait_ms since the server accepted it */
typedef struct {
  void (*progress) (TgLetterPhase phase, guint waited_ms, guint wait_ms, gpointer user_data);
  void (*line)     (TgSide side, const char *line, gpointer user_data);
} TgSelfLetterWatch;

/* @account: with both servers, on which a sign-in has just succeeded. */
void          tg_self_letter_run_async  (TgNetwork *network, TgAccount *account, TgSecret *receive_password, TgSecret *send_password,
                                         const TgSelfLetterOptions *options, TgBudget *budget, const TgSelfLetterWatch *watch,
                                         gpointer watch_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Never NULL.  If cancelled: what has happened so far, with G_IO_ERROR_CANCELLED set as well.
 * (transfer full) */
TgSelfLetter *tg_self_letter_run_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSelfLetter, tg_self_letter_free)

G_END_DECLS
