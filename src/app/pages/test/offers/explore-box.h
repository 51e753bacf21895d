/* explore-box.h: "Find what works": the progress, and the ranked list of what was found, the best with the button to press.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgExploreBox: signal "use" (a TgAccount pointer): a row's button: that account is to be tested.
 */
#define TG_TYPE_EXPLORE_BOX (tg_explore_box_get_type ())
G_DECLARE_FINAL_TYPE (TgExploreBox, tg_explore_box, TG, EXPLORE_BOX, GtkBox)

/* Explores @session's account, showing how far it is; @callback gets the session's result, for
 * tg_session_finish(). */
void tg_explore_box_run    (TgExploreBox *self, TgSession *session, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
/* What the session (nullable: nothing) has found for its account as it is now; hidden where it has not looked.  Returns whether there is
 * something to use. */
gboolean   tg_explore_box_update (TgExploreBox *self, TgSession *session);
/* The best one's. (transfer none) (nullable) */
GtkWidget *tg_explore_box_button (TgExploreBox *self);

G_END_DECLS
