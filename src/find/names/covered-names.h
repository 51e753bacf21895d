/* covered-names.h: other server names to use when a certificate is not for the one asked for.
 * Pure: each of them is still to be tried.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"
#include "model/evidence/evidence.h"

G_BEGIN_DECLS

#define TG_COVERED_MAX 5

/**
 * TgNameClues:
 * @reverse: (nullable): NULL-terminated: the reverse names of the server's IP address
 * @mail_servers: (nullable): NULL-terminated: the servers that receive mail for the address's
 *   domain
 *
 * Names in A-labels, lower case.  None of them is trustworthy.
 */
typedef struct {
  const char *const *reverse;
  const char *const *mail_servers;
} TgNameClues;

/* Names in @certificate, and names under its wildcards that have something in their favour: the
 * address's own domain, what else is known of the server (@clues), the provider table, the name
 * asked for.  Of hundreds of names, only those related to any of these.
 *
 * Returns: (transfer full): most promising first, at most TG_COVERED_MAX, lower case; never
 * @server's own name, never an IP address */
char **tg_covered_names (const char *address, const TgServer *server, const TgCertificate *certificate, const TgNameClues *clues);

/* The same from the clues alone, for when the certificate proves nothing. (transfer full) */
char **tg_clue_names (const TgServer *server, const TgNameClues *clues);

/* The one of @names (valid for @server) that matches @name on the other side, as smtp.x matches
 * imap.x; otherwise @name itself. (transfer none) */
const char *tg_covered_partner (char **names, const char *name);

G_END_DECLS
