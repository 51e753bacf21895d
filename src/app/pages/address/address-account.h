/* address-account.h: the session's account beside the address that stands on the page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/state/wizard.h"

G_BEGIN_DECLS

/* Whether the session's account is the one of @address; one that has no address yet is. */
gboolean tg_address_account_is_for       (TgWizard *wizard, const char *address);
/* Where the account's servers come from, unless they are from the search: tg_searched_elsewhere(); those that stand in a letter's place
 * are told in any case. (transfer full) (nullable) */
char    *tg_address_account_origin       (TgWizard *wizard, const TgDiscovery *found, const char *address);
/* Kept from an earlier visit, or taken from a letter, and not retyped. */
gboolean tg_address_account_has_password (TgWizard *wizard, const char *address);
/* Whether anybody may be asked about it: not about practice servers, nor where the servers stand; beside those of a letter, there may be
 * better ones. */
gboolean tg_address_account_may_search   (TgWizard *wizard, const char *address);
/* Whether nobody need be asked about @address any more.  @over: nobody has more to say. */
gboolean tg_address_account_is_settled   (TgWizard *wizard, const char *address, gboolean over);
/* An account in a mail program, or in a letter, may lack its address: @address joins the rest of it.  FALSE: it does not. */
gboolean tg_address_account_join         (TgWizard *wizard, const char *address);
/* Makes what was found the session's; what a letter says of the same address stays. */
void     tg_address_account_take         (TgWizard *wizard, TgDiscovery *found);

G_END_DECLS
