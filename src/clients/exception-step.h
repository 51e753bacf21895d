/* exception-step.h: one entry put into, or taken out of, a mail program's list of exceptions, as a
 * step of a change.  The list's format is a row of pure functions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"
#include "clients/exception.h"

G_BEGIN_DECLS

/**
 * TgExceptionFormat: of an exception it looks at host, port (not in every format) and fingerprint.
 * @list: of TgException*; NULL and TG_CLIENT_ERROR_UNREADABLE where the bytes are not such a list.
 *   @place: the program, where and path that each gets, and how old it is at least (transfer full)
 * @put: the list with @entry (raw bytes, nullable: none) in the place of what stands there for
 *   @exception, all other bytes kept; @former gets what stood there, NULL: nothing. @old NULL: no file yet
 * @entry: the raw bytes that accept @exception (transfer full)
 * @accepts: whether the list accepts @exception
 * @in_use: (nullable): whether the program would write its own list over ours now
 */
typedef struct {
  const char *id; /* in the journal; never changes */
  GPtrArray *(*list)    (GBytes *bytes, const TgException *place, GError **error);
  GBytes    *(*put)     (GBytes *old, const TgException *exception, GBytes *entry, GBytes **former, GError **error);
  GBytes    *(*entry)   (const TgException *exception);
  gboolean   (*accepts) (GBytes *bytes, const TgException *exception);
  gboolean   (*in_use)  (const char *path);
} TgExceptionFormat;

extern const TgExceptionFormat tg_thunderbird_overrides; /* thunderbird/overrides.c */
extern const TgExceptionFormat tg_evolution_cert_db;     /* evolution/cert-db.c */

extern const TgStepClass tg_exception_step;

/* @exception as @place holds it, in the file @path, by this fingerprint. (transfer full) */
TgException *tg_exception_held_in (const TgException *exception, const TgPlace *place, const char *path, const char *fingerprint);

/* Makes the list at @held->path accept @held, or not any more.  @companion: (nullable): a file of its own
 * that the list refers to, for the certificate of @held */
gpointer tg_exception_step_new (const TgExceptionFormat *format, const TgException *held, gboolean accept, const char *companion);

/* Adds to @found what the list at @path holds, where there is one that can be read.  @where: as TgPlace.where */
void tg_exception_list_read (const TgExceptionFormat *format, TgProgram program, const char *where, const char *path, GPtrArray *found);

G_END_DECLS
