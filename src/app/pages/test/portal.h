/* portal.h: the remedy "open-portal": a button that opens the Wi-Fi's sign-in page in the browser.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgPortal: signal "returned": the page was opened, and the person has come back to this window.
 */
#define TG_TYPE_PORTAL (tg_portal_get_type ())
G_DECLARE_FINAL_TYPE (TgPortal, tg_portal, TG, PORTAL, GtkBox)

/* What is known of the page from the last test.  NULL where there is no page of the web to open. */
GtkWidget *tg_portal_new        (TgSession *session);
GtkWidget *tg_portal_get_button (TgPortal *self);

G_END_DECLS
