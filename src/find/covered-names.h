/* covered-names.h: server names that somebody may have to use instead, where a certificate is for
 * others than the one that was asked for.  Pure: every one of them is still to be tried.
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
 * @reverse: (nullable): NULL-terminated: what the server's IP address is called
 * @mail_servers: (nullable): NULL-terminated: who takes the mail of the address's domain
 *
 * Names in A-labels, lower case.  Anybody may have written them.
 */
typedef struct {
  const char *const *reverse;
  const char *const *mail_servers;
} TgNameClues;

/* Names of @certificate, and names under its wildcards that something speaks for: the address's own
 * domain, what else is known of the server (@clues), the provider table, the name that was asked for.
 * Of hundreds of names only those that have to do with any of these.
 *
 * Returns: (transfer full): most promising first, at most TG_COVERED_MAX, lower case; never
 *   @server's own name, never an IP address */
char      **tg_covered_names   (const char *address, const TgServer *server, const TgCertificate *certificate, const TgNameClues *clues);

/* The same from the clues alone, where the certificate proves nothing. (transfer full) */
char      **tg_clue_names      (const TgServer *server, const TgNameClues *clues);

/* Of @names, which fit @server, the one that goes with @name on the other side: smtp.x with imap.x, else
 * @name itself. (transfer none) */
const char *tg_covered_partner (char **names, const char *name);

G_END_DECLS
