/* prepare.h: an account on its way into a mail program, with what the program needs to connect as the check did: security
 * exceptions, and authorities that the person trusts.
 *
 * Each is a change of its own in the journal, since an exception ends before the account does; all are saved together or
 * not at all, and undone together.  The work is done in threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cert/trust.h"
#include "clients/client.h"
#include "probe/check.h"

G_BEGIN_DECLS

/* Where the exceptions come from that the check rests on. */
typedef enum {
  TG_SAVING_RECORDED, /* our record; one that is not there any more is an error */
  TG_SAVING_GIVEN,    /* given by hand for this run; they are recorded with the account */
  TG_SAVING_PRACTICE, /* practice: none is written, and the notes say so */
} TgSavingExceptions;

/**
 * TgSavingRequest: what is to be saved, and where.  Borrowed for the duration of a call.
 * @place: also one that is yet to be made
 * @receive_password, @send_password: (nullable): a token is not written
 * @result: (nullable): what was tested just now; NULL where nothing was
 * @untested: the person saves without a test; else a missing @result is an error
 * @update: change the account that is there already, if there is one
 * @oauth: by side: the program is to sign in there with a browser, whatever was tested
 * @existing: (nullable): for an update: which one, as TgFoundAccount.key
 * @alike: for an update: also the servers of the other accounts that have the same old ones
 * @hand_over: Thunderbird: its own store of passwords gets these, too
 * @given: (nullable): with TG_SAVING_GIVEN: the trust with the exceptions of this run
 * @authorities: (nullable): of TgCertificate*
 */
typedef struct {
  const TgPlace       *place;
  TgAccount           *account;
  TgSecret            *receive_password;
  TgSecret            *send_password;
  const TgCheckResult *result;
  gboolean             untested;
  gboolean             update;
  gboolean             oauth[2];
  const char          *existing;
  gboolean             alike;
  gboolean             hand_over;
  TgSavingExceptions   exceptions;
  TgTrust             *given;
  GPtrArray           *authorities;
} TgSavingRequest;

/**
 * TgSaving: all that will be written, prepared and not yet done; reference counted.
 */
typedef struct _TgSaving TgSaving;

TgSaving      *tg_saving_ref             (TgSaving *self);
void           tg_saving_unref           (TgSaving *self);

/* Looks for where an account can go, the best first. */
void           tg_saving_places_async    (GAsyncReadyCallback callback, gpointer user_data);
GPtrArray     *tg_saving_places_finish   (GAsyncResult *result); /* of TgPlace* (transfer full) */

/* TG_CLIENT_ERROR_EXISTS where the account is there already and @request does not update; another error where the
 * account would not work in that place. */
void           tg_saving_prepare_async   (const TgSavingRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
TgSaving      *tg_saving_prepare_finish  (GAsyncResult *result, GError **error); /* (transfer full) */

/* All (transfer none). */
const TgPlace *tg_saving_get_place       (TgSaving *self);
gboolean       tg_saving_is_update       (TgSaving *self);
GPtrArray     *tg_saving_get_items       (TgSaving *self); /* of TgChangeItem*: the account's, then the others'; each file once */
GPtrArray     *tg_saving_get_next        (TgSaving *self); /* of char*: what the program will ask next */
/* Of char*: what goes with the account because the person allowed it: "Exception for nas.local:993 in Thunderbird, until
 * 28 November 2026". */
GPtrArray     *tg_saving_get_allowed     (TgSaving *self);
/* Of char*: by what the person knows the accounts that an update changes; and those that have the same old servers and stay as
 * they are. */
GPtrArray     *tg_saving_get_accounts    (TgSaving *self);
GPtrArray     *tg_saving_get_alike       (TgSaving *self);
/* Of char*: what the program cannot have, and what that means. */
GPtrArray     *tg_saving_get_notes       (TgSaving *self);
/* Of TgFinding*: what to know before it is applied: client-overridden, client-oauth-unsupported, client-password-stale. */
GPtrArray     *tg_saving_get_findings    (TgSaving *self);
/* Why it is not applied, in a sentence of its own: the program would undo all of it at its next start, or could never sign in.
 * The findings say what to do.  NULL: it can be applied. (transfer none) (nullable) */
const char    *tg_saving_get_refusal     (TgSaving *self);
/* Whether there is a password that could go into the program's own store; why it cannot (nullable): a sentence.  Where a
 * password was to be handed over and was not, tg_saving_get_next() says so, too. */
gboolean       tg_saving_may_hand_over   (TgSaving *self);
const char    *tg_saving_why_not_hand_over (TgSaving *self);
/* Whether an exception goes with the account. */
gboolean       tg_saving_has_exceptions  (TgSaving *self);
/* Undoes all of it; NULL before it is applied. */
const char    *tg_saving_get_id          (TgSaving *self);
/* What it is, for people: "taro@example.jp in Thunderbird". (nullable) */
const char    *tg_saving_get_title       (TgSaving *self);
/* After applying it failed: whether some of what was written by then is still there. */
gboolean       tg_saving_left_something  (TgSaving *self);

/* Whether the program must be closed before an account with this @result (nullable) can be saved in @place. */
gboolean       tg_saving_must_close      (const TgPlace *place, const TgCheckResult *result);

/* Instead of all that: a file for Thunderbird's own import.  Fills @notes (of char*), and @findings as above.  @path:
 * (nullable): NULL: nothing is written, and an error comes all the same.  Blocks. */
gboolean       tg_saving_write_import    (const TgSavingRequest *request, const char *path, GPtrArray *notes, GPtrArray *findings,
                                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSaving, tg_saving_unref)

G_END_DECLS
