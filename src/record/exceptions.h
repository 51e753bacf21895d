/* exceptions.h: our own record of security exceptions, with the changes that carried each into mail
 * programs.
 *
 * The file is $XDG_DATA_HOME/tegami/exceptions.json, 0600, replaced atomically, never larger than
 * TG_EXCEPTION_RECORD_BYTES_MAX:
 *   { "schema": 1, "exceptions": [ { "host", "port", "sha256", "certificate": base64 of the DER,
 *     "created", "until": Unix seconds, "compared": true, "changes": [ ids ] } ] }
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/exception.h"

G_BEGIN_DECLS

#define TG_EXCEPTION_RECORD_MAX       200
#define TG_EXCEPTION_RECORD_BYTES_MAX (2 * 1024 * 1024)

/* Pure.  Entries that make no sense (a fingerprint that is not the certificate's, an end beyond 90 days)
 * are left out; NULL where the whole is not this file. (transfer full): of TgException* */
GPtrArray *tg_exception_record_parse     (const char *json, gsize length);
char      *tg_exception_record_format    (GPtrArray *exceptions);

/* The others read files, and wait for the lock of whoever writes: call them in a thread. */

/* All that are recorded, over or not; empty where there is no file. NULL and an error where the
 * file cannot be read. (transfer full): of TgException* */
GPtrArray *tg_exception_record_load      (GError **error);
/* Adds all of @added (of TgException*, with certificates), or none of them; each in the place of one for
 * the same host and port, whose changes it takes over. */
gboolean   tg_exception_record_add_all   (GPtrArray *added, GError **error);
/* The same for one that is about to be carried into a mail program, by the one change in its changes.  @former: gets what
 * was there for its host and port (transfer full) (nullable) */
gboolean   tg_exception_record_carried   (const TgException *exception, TgException **former, GError **error);
/* That change came to nothing: puts @former (nullable) back, but for what was changed meanwhile. */
gboolean   tg_exception_record_take_back (const TgException *exception, const TgException *former, GError **error);
/* Only where it is as @exception says, changes included: @removed. */
gboolean   tg_exception_record_remove    (const TgException *exception, gboolean *removed, GError **error);
/* Forgets a change that was undone; an exception that nothing else carried ends.  @found: there was one */
gboolean   tg_exception_record_forget    (const char *change, gboolean *found, GError **error);

G_END_DECLS
