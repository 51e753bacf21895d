/* carry.h: what must go into a mail program besides the account, so that the program connects as the
 * check did: security exceptions, and authorities that the person trusts.
 *
 * Each is a change of its own in the journal, since an exception ends before the account does.  They
 * are saved together with the account, all or nothing, and taken back together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"
#include "exceptions/used-by.h"

G_BEGIN_DECLS

/* One such change, prepared. @exception: (nullable): NULL: an authority */
typedef struct {
  TgChange    *change;
  TgException *exception;
} TgCarried;

void        tg_carried_free        (TgCarried *self);

/**
 * tg_carry_prepare:
 * @place: where the account goes, also one that is yet to be made
 * @result: (nullable): NULL: what was tested does not hold any more, which is an error
 * @recorded: (nullable): of TgException*: where the ones that @result rests on are found; NULL: they
 *   are not carried
 * @authorities: of TgCertificate*
 * @notes: (nullable): of char*: what @place cannot take, and what that means, is added
 *
 * NULL and an error where the account would not work in @place without something that cannot be
 * carried. (transfer full): of TgCarried*, possibly none
 */
GPtrArray  *tg_carry_prepare       (const TgPlace *place, const TgCheckResult *result, GPtrArray *recorded, GPtrArray *authorities,
                                    GPtrArray *notes, GError **error);

/* Whether there is an exception among @carried. */
gboolean    tg_carry_has_exceptions (GPtrArray *carried);

/* Applies @account, then all of @carried (of TgCarried*), and notes them in the record.  Where one
 * fails, everything is as before.  The result's source object is @account. */
void        tg_carry_save_async    (TgChange *account, GPtrArray *carried, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean    tg_carry_save_finish   (TgChange *account, GAsyncResult *result, GError **error);

/* Which of @journal (of TgJournalEntry*) is to be offered for taking back: the newest, or what that was
 * saved together with. (nullable) */
const TgJournalEntry *tg_carry_newest (GPtrArray *journal);

/* Takes the change @id back with all that was saved together with it, the newest first.  An exception
 * that no mail program has any more then ends in our own record, too. */
void        tg_carry_undo_async    (const char *id, GAsyncReadyCallback callback, gpointer user_data);
gboolean    tg_carry_undo_finish   (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgCarried, tg_carried_free)

G_END_DECLS
