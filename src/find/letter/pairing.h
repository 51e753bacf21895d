/* pairing.h: which name, port and word for encryption of a letter belong together, by where they stand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/facts.h"

G_BEGIN_DECLS

/* Gives ports the encryption that stands in their line, or in their column of a table. @facts: of TgLetterFact*, in the letter's order */
void tg_letter_pair (GPtrArray *facts);

/* Of @hosts (of const TgLetterFact*; at least one), the one that @port is of. */
const TgLetterFact *tg_letter_host_of_port (GPtrArray *hosts, const TgLetterFact *port);

G_END_DECLS
