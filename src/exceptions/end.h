/* end.h: the end of an exception of ours: announced, and removed from the mail programs that it was
 * written into.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/exception.h"

G_BEGIN_DECLS

/* An exception's end is announced this many days before. */
#define TG_REMINDER_DAYS 2

/* What has become of one, the gravest first. */
typedef enum {
  TG_END_FAILED, /* it stays recorded until the next time */
  TG_END_WAITS,  /* likewise, for a mail program that is open */
  TG_END_DONE,   /* removed everywhere */
  TG_END_SOON,   /* not over yet, but within TG_REMINDER_DAYS */
} TgEndState;

/* @trouble: (nullable): why not, in a sentence */
typedef struct {
  TgException *exception;
  TgEndState   state;
  char        *trouble;
} TgExceptionEnd;

void       tg_exception_end_free     (TgExceptionEnd *self);
/* For the person, one line, with the server's name and port. (transfer full) */
char      *tg_exception_end_describe (const TgExceptionEnd *self);

/* Its last day, as readers write it; "?" where there is none. (transfer full) */
char      *tg_exception_last_day     (const TgException *exception);

/* Whether the person should hear of its end: it is over, or will be within TG_REMINDER_DAYS. */
gboolean   tg_exception_is_due       (const TgException *exception, gint64 now);

/* Ends one of ours now, by its host, port and certificate, whatever carried it meanwhile.  While a mail program that has it
 * is open, none is changed.  Blocks: call it in a thread. (transfer full) */
TgExceptionEnd *tg_exception_end_now (const TgException *exception);

/* Ends every exception of ours that is over at @now, and takes the start-up check away where none is left.
 * Blocks: call it in a thread. (transfer full): of TgExceptionEnd*, those that are due at @now; NULL where
 * the record cannot be read. */
GPtrArray *tg_exceptions_expire      (gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgExceptionEnd, tg_exception_end_free)

G_END_DECLS
