/* guess.h: servers worth probing for an account when the working settings are unknown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/* Of TgServer*, without duplicates, likelier names first: the account's own server names with the
 * usual ports (and with any unusual ports given, with SSL/TLS and with STARTTLS); then the provider
 * table's servers if it has the address, otherwise the usual names under the address's own domain.
 * So every name that is not the account's already may receive a credential (safety rule 4); the
 * account's own may have to be confirmed.  Never unencrypted, and never port 25. (transfer full) */
GPtrArray *tg_guess_servers (const TgAccount *account);

/* The usual server of this kind under the address's domain: "imap.", "pop." or "smtp.", with SSL/TLS.  NULL where
 * the address has no domain. (transfer full) (nullable) */
TgServer *tg_guess_server (TgProtocol protocol, const char *address);

G_END_DECLS
