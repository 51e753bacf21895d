/* search.h: looking for the settings of the address that stands on the page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgSearchState:
 * @TG_SEARCH_NONE: there is no address to speak of
 * @TG_SEARCH_OFFLINE: what the tables have; nobody was asked
 * @TG_SEARCH_RUNNING: the network is asked
 * @TG_SEARCH_OVER: it was asked, and nothing more comes
 */
typedef enum { TG_SEARCH_NONE, TG_SEARCH_OFFLINE, TG_SEARCH_RUNNING, TG_SEARCH_OVER } TgSearchState;

/**
 * TgSearch: signal "changed": there is something else to show.
 */
#define TG_TYPE_SEARCH (tg_search_get_type ())
G_DECLARE_FINAL_TYPE (TgSearch, tg_search, TG, SEARCH, GObject)

TgSearch          *tg_search_new       (void);
/* What the tables have for @address, while it is being typed; a search for another one ends.  NULL: for none. */
void               tg_search_look      (TgSearch *self, const char *address);
/* Asks the network about the address, unless that was done, or both servers are known already. */
void               tg_search_begin     (TgSearch *self, TgSession *session);
/* What was found before, for the address that @found is about. */
void               tg_search_adopt     (TgSearch *self, TgDiscovery *found);
/* Keeps what was found so far.  FALSE: nothing was running. */
gboolean           tg_search_stop      (TgSearch *self);

TgSearchState      tg_search_get_state (TgSearch *self);
/* (transfer none) (nullable): only where there is no address */
TgDiscovery       *tg_search_get_found (TgSearch *self);

G_END_DECLS
