/* outlook.h: what there is to say of exceptions before any server is looked at: for the first page, and
 * for the consent to the start-up check.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/exception.h"

G_BEGIN_DECLS

/**
 * TgExceptionOutlook:
 * @any: there is one, ours or a mail program's
 * @ours: there is one of ours
 * @due: (nullable): the one of ours that ends first, over or not; NULL where none ends soon
 * @start_check: the start-up check is set up
 */
typedef struct {
  gboolean     any;
  gboolean     ours;
  TgException *due;
  gboolean     start_check;
} TgExceptionOutlook;

void                tg_exception_outlook_free   (TgExceptionOutlook *self);

/* Reads files in a thread: no server, and no service of a mail program, is asked. */
void                tg_exception_outlook_async  (GAsyncReadyCallback callback, gpointer user_data);
/* What cannot be read counts as nothing found. (transfer full) */
TgExceptionOutlook *tg_exception_outlook_finish (GAsyncResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgExceptionOutlook, tg_exception_outlook_free)

G_END_DECLS
