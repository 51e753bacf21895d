/* guess.h: the servers that are worth a look for an account, where it is not known what works.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/* Of TgServer*, each once, the more likely names first: the account's own server names with the
 * usual ports (and the ports that it gives, if they are others, with SSL/TLS and with STARTTLS);
 * then, where the provider table knows the address, its servers, and elsewhere the usual names
 * under the address's own domain.  So every name but those that the person gave may get a credential
 * by safety rule 4.  Never without encryption, and never port 25. (transfer full) */
GPtrArray *tg_guess_servers (const TgAccount *account);

/* The usual server of this kind under the address's domain: "imap.", "pop." or "smtp.", with SSL/TLS.  NULL where
 * the address has no domain. (transfer full) (nullable) */
TgServer *tg_guess_server (TgProtocol protocol, const char *address);

G_END_DECLS
