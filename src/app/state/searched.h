/* searched.h: how far a search for settings has come, and what the pages say of it; findings (tg_session_findings_of()) say the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "discover/discover.h"

G_BEGIN_DECLS

/* Whether both servers are there, or the one that is wanted. */
gboolean    tg_searched_suffices     (const TgDiscovery *self, gboolean sends_only);
/* Whether both are, and so well known that nobody else need be waited for. */
gboolean    tg_searched_is_known     (const TgDiscovery *self);
/* Whether any server is. */
gboolean    tg_searched_has_any      (const TgDiscovery *self);
/* Whether @server is one of those that were found. */
gboolean    tg_searched_has          (const TgDiscovery *self, const TgServer *server);
/* Whether nobody outside answered at all: this computer is likelier to blame than the domain. */
gboolean    tg_searched_nobody_spoke (const TgDiscovery *self);
/* Whether @self (nullable) is about @address, and holds: unless nobody could be asked. */
gboolean    tg_searched_holds        (const TgDiscovery *self, const char *address);
/* Whether the address itself may be wrong: its domain does not exist, or takes no mail, and nothing was found. */
gboolean    tg_searched_is_doubtful  (const TgDiscovery *self);
/* The company that has the mailboxes, but whose server has a name of its own for each customer. (nullable) */
const TgProvider *tg_searched_company (const TgDiscovery *self);

/* In one line: whose settings there are, and how sure they are; NULL where there are none. (transfer full) (nullable) */
char       *tg_searched_title        (const TgDiscovery *self);
/* Who is still asked, in one line. (transfer full) */
char       *tg_searched_asked        (const TgDiscovery *self);
/* Where @server came from, as one line for below a value; as tg_origin_describe() where it is not of @self (nullable).
 * (transfer full) (nullable) */
char       *tg_searched_origin       (const TgDiscovery *self, const TgServer *server, const char *address);
/* The same of @account (nullable), where it is of @address and its servers are not from the search: from a mail program, typed, or
 * changed after a test. (transfer full) (nullable) */
char       *tg_searched_elsewhere    (const TgDiscovery *self, const TgAccount *account, const char *address);
/* What a letter (nullable) says against what was found (nullable): of const TgFinding*.  @account: what is used of both. (transfer full)
 * (nullable) */
GPtrArray  *tg_searched_beside_letter (const TgDiscovery *self, const TgAccount *letter, const TgAccount *account);

G_END_DECLS
