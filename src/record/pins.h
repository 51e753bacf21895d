/* pins.h: our own record of security exceptions: one certificate, on one host and port, until a
 * date, with the changes that carried it into mail programs.
 *
 * The file is $XDG_DATA_HOME/tegami/exceptions.json, 0600, replaced atomically, never larger than
 * TG_EXCEPTIONS_FILE_MAX:
 *   { "schema": 1, "exceptions": [ { "host", "port", "sha256", "certificate": base64 of the DER,
 *     "created", "until": Unix seconds, "compared": true, "changes": [ ids ] } ] }
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cert/trust.h"

G_BEGIN_DECLS

#define TG_EXCEPTION_DAYS      7
#define TG_EXCEPTION_DAYS_MAX  90
#define TG_EXCEPTIONS_MAX      200
#define TG_EXCEPTIONS_FILE_MAX (2 * 1024 * 1024)

/**
 * TgException:
 * @host: in A-labels, or an IP address
 * @sha256: lower-case hex, of @der
 * @created, @until: Unix seconds
 * @compared: the person compared the fingerprint with one that came another way
 * @changes: of char*: what was written into mail programs, by its number in the journal
 */
typedef struct {
  char      *host;
  guint16    port;
  char      *sha256;
  GBytes    *der;
  gint64     created;
  gint64     until;
  gboolean   compared;
  GPtrArray *changes;
} TgException;

/* @days: 0 for TG_EXCEPTION_DAYS; never more than TG_EXCEPTION_DAYS_MAX.  Whether it may be made is
 * decided in diagnose/exception.h. (transfer full) */
TgException *tg_exception_new     (const char *ascii_host, guint16 port, GBytes *der, gint64 now, guint days, gboolean compared);
void         tg_exception_free    (TgException *self);
/* The pin that it is, for the gate. (transfer full) */
TgPin       *tg_exception_pin     (const TgException *self);
gboolean     tg_exception_is_over (const TgException *self, gint64 now);

/* Pure.  What makes no sense (a fingerprint that is not the certificate's, an end beyond 90 days) is
 * left out; NULL where the whole is not this file. (transfer full) */
GPtrArray   *tg_exceptions_parse  (const char *json, gsize length);
char        *tg_exceptions_format (GPtrArray *exceptions);

/* All that are recorded, over or not; empty where there is no file. NULL and an error where the
 * file cannot be read. (transfer full) */
GPtrArray   *tg_exceptions_load   (GError **error);
/* Adds it, in the place of one for the same host and port, whose changes it takes over. */
gboolean     tg_exceptions_add    (const TgException *exception, GError **error);
/* The same with all of @added (of TgException*), or none of them. */
gboolean     tg_exceptions_add_all (GPtrArray *added, GError **error);
/* A missing one is fine. */
gboolean     tg_exceptions_remove (const char *ascii_host, guint16 port, GError **error);
/* Remembers that this exception was carried into a mail program. */
gboolean     tg_exceptions_note   (const char *ascii_host, guint16 port, const char *change, GError **error);
/* Forgets a change that was taken back. */
gboolean     tg_exceptions_forget (const char *change, GError **error);

/* Gives every exception that is not over to @trust. */
gboolean     tg_exceptions_use    (TgTrust *trust, gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgException, tg_exception_free)

G_END_DECLS
