/* servers.h: from what a letter says of its servers to the servers.  For letter.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/facts.h"
#include "find/letter/letter.h"

G_BEGIN_DECLS

/* Whether it tells something of a server, rather than of the person's account. */
gboolean   tg_letter_fact_is_of_servers (const TgLetterFact *fact);

/* Decides once for the whole letter which ports belong to which side, where only what stands around them tells. */
void       tg_letter_settle_ports       (GPtrArray *facts);

/* The servers of one account, of TgLetterServer*.  @facts: of TgLetterFact*, those that are about it; @address: (nullable) (transfer full) */
GPtrArray *tg_letter_servers            (GPtrArray *facts, gboolean sending, const char *address);

void       tg_letter_server_free        (TgLetterServer *self);

G_END_DECLS
