/* exception.h: security exceptions in the mail programs' own files: found, written, removed.
 *
 * All functions read files and may start a small program: call them in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"
#include "model/exception.h"

G_BEGIN_DECLS

/* What the mail programs accept although they would not by themselves. (transfer full): of TgException*,
 * with their places */
GPtrArray *tg_clients_find_exceptions     (void);

/* Prepares the change that makes @place accept @exception, which has its certificate; what the file holds
 * besides stays as it is. (transfer full) */
TgChange  *tg_clients_prepare_exception   (const TgPlace *place, const TgException *exception, GError **error);

/* Prepares the change that makes @place trust a private authority (a CA's certificate) for servers.
 * TG_CLIENT_ERROR_MISSING where a tool is not installed, TG_CLIENT_ERROR_UNSUPPORTED where the
 * program takes no authority of its own. (transfer full) */
TgChange  *tg_clients_prepare_authority   (const TgPlace *place, GBytes *der, GError **error);

/* Prepares the removal of one that was found. (transfer full) */
TgChange  *tg_clients_prepare_removal     (const TgException *found);

G_END_DECLS
