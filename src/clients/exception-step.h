/* exception-step.h: one entry put into, or taken out of, a mail program's list of exceptions, as a
 * step of a change.  The list's format is a row of pure functions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/change-private.h"
#include "clients/exception.h"

G_BEGIN_DECLS

/* What an entry is about. @fingerprint: as the program writes it; @port is not used by every
 * format. */
typedef struct {
  char   *host;
  guint16 port;
  char   *fingerprint;
} TgExceptionKey;

/**
 * TgExceptionFormat:
 * @list: of TgFoundException* with host, port and fingerprints set; NULL and
 *   TG_CLIENT_ERROR_UNREADABLE where the bytes are not such a list (transfer full)
 * @put: the list with @entry (raw bytes, nullable: none) in the place of what stands there for
 *   @key, all other bytes kept; @former gets what stood there, NULL: nothing. @old NULL: no file yet
 * @entry: the raw bytes that accept @key (transfer full)
 * @accepts: whether the list accepts @key
 * @in_use: (nullable): whether the program would write its own list over ours now
 */
typedef struct {
  const char *id; /* in the journal; never changes */
  GPtrArray *(*list)    (GBytes *bytes, GError **error);
  GBytes    *(*put)     (GBytes *old, const TgExceptionKey *key, GBytes *entry, GBytes **former, GError **error);
  GBytes    *(*entry)   (const TgExceptionKey *key);
  gboolean   (*accepts) (GBytes *bytes, const TgExceptionKey *key);
  gboolean   (*in_use)  (const char *path);
} TgExceptionFormat;

extern const TgExceptionFormat tg_thunderbird_overrides; /* thunderbird/overrides.c */
extern const TgExceptionFormat tg_evolution_cert_db;     /* evolution/cert-db.c */

extern const TgStepClass tg_exception_step;

/* @companion: (nullable): a file of its own that the list refers to, with @companion_bytes */
gpointer tg_exception_step_new (const TgExceptionFormat *format, const char *path, const TgExceptionKey *key, gboolean accept,
                                const char *companion, GBytes *companion_bytes);

/* The list as it is now; empty where there is no file. (transfer full) */
GPtrArray *tg_exception_list_read (const TgExceptionFormat *format, const char *path, GError **error);

G_END_DECLS
