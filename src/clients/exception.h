/* exception.h: security exceptions in the mail programs' own files: found, written, removed.
 *
 * All functions read files and may start a small program: call them in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/**
 * TgFoundException: a certificate that a mail program accepts although it would not by itself.
 * @where: as TgPlace.where
 * @path: the file that it stands in
 * @port: 0: any (Evolution)
 * @sha256: (nullable): lower-case hex; NULL where the program keeps another fingerprint only
 * @fingerprint: as the program writes it
 */
typedef struct {
  TgProgram program;
  char     *where;
  char     *path;
  char     *host;
  guint16   port;
  char     *sha256;
  char     *fingerprint;
} TgFoundException;

void       tg_found_exception_free        (TgFoundException *self);
GPtrArray *tg_clients_find_exceptions     (void); /* of TgFoundException*, (transfer full) */

/* Prepares the change that makes @place accept this certificate on this host and port; what the
 * file holds besides stays as it is. (transfer full) */
TgChange  *tg_clients_prepare_exception   (const TgPlace *place, const char *ascii_host, guint16 port, GBytes *der, GError **error);

/* Prepares the change that makes @place trust a private authority (a CA's certificate) for servers.
 * TG_CLIENT_ERROR_MISSING where a tool is not installed, TG_CLIENT_ERROR_UNSUPPORTED where the
 * program takes no authority of its own. (transfer full) */
TgChange  *tg_clients_prepare_authority   (const TgPlace *place, GBytes *der, GError **error);

/* Prepares the removal of one that was found. (transfer full) */
TgChange  *tg_clients_prepare_removal     (const TgFoundException *found, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgFoundException, tg_found_exception_free)

G_END_DECLS
