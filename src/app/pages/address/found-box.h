/* found-box.h: what was found for an address, and how sure it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "app/pages/address/address-search.h"

G_BEGIN_DECLS

/**
 * TgFoundBox: signals "change-servers", "cancel" (the search), and "take" with another address that was probably meant.
 */
#define TG_TYPE_FOUND_BOX (tg_found_box_get_type ())
G_DECLARE_FINAL_TYPE (TgFoundBox, tg_found_box, TG, FOUND_BOX, GtkBox)

/* More to be told (nullable), of const TgFinding*, with whatever is shown from now on. */
void tg_found_box_set_findings (TgFoundBox *self, GPtrArray *findings);
/* Nothing is shown where there is no address. */
void tg_found_box_show_search  (TgFoundBox *self, TgAddressSearch *search);
/* Servers that somebody else named, with where they came from. */
void tg_found_box_show_account (TgFoundBox *self, const char *origin, const TgAccount *account);
/* What is shown brings the focus along where it asks something. FALSE: it does not. */
gboolean tg_found_box_focus    (TgFoundBox *self);

G_END_DECLS
