/* address-search.h: looking for the settings of the address that stands on the page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgAddressSearchState:
 * @TG_ADDRESS_SEARCH_NONE: there is no address to speak of
 * @TG_ADDRESS_SEARCH_OFFLINE: what the tables have; nobody was asked
 * @TG_ADDRESS_SEARCH_RUNNING: the network is asked
 * @TG_ADDRESS_SEARCH_OVER: it was asked, and nothing more comes
 */
typedef enum { TG_ADDRESS_SEARCH_NONE, TG_ADDRESS_SEARCH_OFFLINE, TG_ADDRESS_SEARCH_RUNNING, TG_ADDRESS_SEARCH_OVER } TgAddressSearchState;

/**
 * TgAddressSearch: signal "changed": there is something else to show.
 */
#define TG_TYPE_ADDRESS_SEARCH (tg_address_search_get_type ())
G_DECLARE_FINAL_TYPE (TgAddressSearch, tg_address_search, TG, ADDRESS_SEARCH, GObject)

TgAddressSearch     *tg_address_search_new       (void);
/* What the tables have for @address, while it is being typed; a search for another one ends.  NULL: for none. */
void                 tg_address_search_look      (TgAddressSearch *self, const char *address);
/* Asks the network about the address, unless that was done, or both servers are known already. */
void                 tg_address_search_begin     (TgAddressSearch *self, TgSession *session);
/* What was found before, for the address that @found is about. */
void                 tg_address_search_adopt     (TgAddressSearch *self, TgDiscovery *found);
/* Keeps what was found so far.  FALSE: nothing was running. */
gboolean             tg_address_search_stop      (TgAddressSearch *self);

TgAddressSearchState tg_address_search_get_state (TgAddressSearch *self);
/* (transfer none) (nullable): only where there is no address */
TgDiscovery         *tg_address_search_get_found (TgAddressSearch *self);

G_END_DECLS
