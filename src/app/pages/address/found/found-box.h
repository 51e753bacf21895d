/* found-box.h: what was found for an address, and how sure it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "app/pages/address/found/address-search.h"

G_BEGIN_DECLS

/**
 * TgFoundBox: signals "change-servers", "cancel" (the search), and "take" with another address that was probably meant.
 */
#define TG_TYPE_FOUND_BOX (tg_found_box_get_type ())
G_DECLARE_FINAL_TYPE (TgFoundBox, tg_found_box, TG, FOUND_BOX, GtkBox)

/* More to be told (nullable), of const TgFinding*, with whatever is shown from now on. */
/* Whether nothing is said of receiving. */
void tg_found_box_set_sends_only (TgFoundBox *self, gboolean sends_only);
void tg_found_box_set_findings (TgFoundBox *self, GPtrArray *findings);
/* Nothing is shown where there is no address. */
void tg_found_box_show_search  (TgFoundBox *self, TgAddressSearch *search);
/* Servers that somebody else named, with where they came from. */
void tg_found_box_show_account (TgFoundBox *self, const char *origin, const TgAccount *account);
/* While something else is asked, nothing is said here. */
void tg_found_box_set_held     (TgFoundBox *self, gboolean held);
/* Whether another address is proposed, whose button is then the one to press. */
gboolean tg_found_box_asks     (TgFoundBox *self);
/* An address that may be wrong is said once to be so when somebody wants to go on with it, since it is likelier mistyped than one that only
 * works inside an office. FALSE: now; what is shown has the focus where it asks something, and is in view. */
gboolean tg_found_box_insist   (TgFoundBox *self, const TgDiscovery *found);

G_END_DECLS
