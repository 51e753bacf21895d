/* exception.h: a security exception: one certificate that is accepted on one host and port although
 * nobody vouches for it.
 *
 * The same value wherever it is held: in our record, in a mail program's list, or only in --pin.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/program.h"

G_BEGIN_DECLS

#define TG_EXCEPTION_DAYS     7
#define TG_EXCEPTION_DAYS_MAX 90

/**
 * TgException:
 * @host: in A-labels, or an IP address; in a mail program's list as it stands there
 * @port: 0: any (Evolution)
 * @sha256: (nullable): lower-case hex; NULL where a mail program keeps another fingerprint only
 * @der: (nullable): the certificate
 * @until: Unix seconds, 0: no end
 * @created: Unix seconds: it is at least as old as this; 0: not known
 * @compared: the person compared the fingerprint with one that came another way
 * @changes: (nullable), in tg_exception_new()'s values never: ids in the journal of the changes that carried it into mail programs
 * @where: (nullable): as TgPlace.where; NULL: it is ours, and @program, @path and @fingerprint are not
 *   used
 * @path: the file that it stands in
 * @fingerprint: as the program writes it
 *
 * An immutable value, reference counted.
 */
typedef struct {
  const char        *host;
  guint16            port;
  const char        *sha256;
  GBytes            *der;
  gint64             until;
  gint64             created;
  gboolean           compared;
  const char *const *changes;
  TgProgram          program;
  const char        *where;
  const char        *path;
  const char        *fingerprint;
} TgException;

/* The gate looks at host, port, sha256 and the end, at nothing else.  Copies all of @fields;
 * the SHA-256 is computed where there is only the certificate. (transfer full) */
TgException *tg_exception_new       (const TgException *fields);
/* One of ours. @days: 0 for TG_EXCEPTION_DAYS; never more than TG_EXCEPTION_DAYS_MAX. (transfer full) */
TgException *tg_exception_for_days  (const char *ascii_host, guint16 port, GBytes *der, gint64 now, guint days, gboolean compared);
/* "HOST:PORT=SHA256HEX[,until=YYYY-MM-DD]", through the end of that day.  NULL and
 * G_IO_ERROR_INVALID_ARGUMENT with a sentence for the person. (transfer full) */
TgException *tg_exception_parse     (const char *text, GError **error);

TgException *tg_exception_ref       (const TgException *self);
void         tg_exception_unref     (TgException *self);

gboolean     tg_exception_is_at     (const TgException *self, const char *host, guint16 port);
/* A clock that was set back does not make it longer. */
gboolean     tg_exception_is_over   (const TgException *self, gint64 now);

/* Of TgException*. (transfer full) */
GPtrArray   *tg_exception_list_new  (void);
/* @index: (nullable): set where there is one. (transfer none) (nullable) */
const TgException *tg_exception_list_find (GPtrArray *list, const char *host, guint16 port, guint *index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgException, tg_exception_unref)

G_END_DECLS
