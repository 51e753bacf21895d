/* portal.h: the remedy "open-portal": a button that opens the Wi-Fi's sign-in page in the browser.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "app/cards/finding-view.h"
#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgPortal: signal "returned": the page was opened, and the person has come back to this window.
 */
#define TG_TYPE_PORTAL (tg_portal_get_type ())
G_DECLARE_FINAL_TYPE (TgPortal, tg_portal, TG, PORTAL, GtkBox)

/* Whether there is a page of the web to open. */
gboolean tg_portal_may_offer (TgSession *session);
/* Adds the button to @view, with what is known of the page from the last test; nothing where there is no page of the web
 * to open.  @returned: called with @user_data for the signal */
void tg_portal_offer (TgFindingView *view, TgSession *session, GCallback returned, gpointer user_data);

G_END_DECLS
