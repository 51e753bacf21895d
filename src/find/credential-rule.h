/* credential-rule.h: whether a server may get credentials (safety rule 4), decided here and nowhere else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/* TRUE where the person named or confirmed @server, or its name stands in the provider table for the account's
 * address or lies under the address's own registrable domain.  FALSE: no credential goes there until the person
 * has confirmed the name.  @server need not be one of the account's. */
gboolean tg_credentials_may_go      (const TgAccount *account, const TgServer *server);

/* The A-label names of the account's servers that the person must confirm first, each once, receiving before
 * sending.  NULL-terminated, (transfer full). */
char   **tg_credentials_to_confirm  (const TgAccount *account);

/* A server name that @change would bring into the account and that would then have to be confirmed, as it is
 * shown.  (transfer full) (nullable) */
char    *tg_credentials_new_host    (const TgAccount *account, const TgAccount *change);

/* @typed as the person leaves it where @before (nullable) stood: untouched, it is @before; with another port or
 * encryption, a name that somebody else gave keeps its origin, and what was confirmed of it; all else is of
 * TG_ORIGIN_TYPED. (transfer full) */
TgServer *tg_credentials_typed_over (const TgServer *before, const TgServer *typed);

G_END_DECLS
