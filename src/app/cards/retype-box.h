/* retype-box.h: the password once more, visibly, and how many attempts are left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TgRetypeBox: signal "retype" (a TgSecret pointer): the person wants it tested.
 */
#define TG_TYPE_RETYPE_BOX (tg_retype_box_get_type ())
G_DECLARE_FINAL_TYPE (TgRetypeBox, tg_retype_box, TG, RETYPE_BOX, GtkBox)

/* @sending: it is the password for sending alone.  @attempts_left: 0: not said. */
GtkWidget *tg_retype_box_new       (gboolean sending, guint attempts_left, gboolean suggested);
/* What tests with it; with nothing typed, it asks for that. (transfer none) */
GtkWidget *tg_retype_box_button    (TgRetypeBox *self);

G_END_DECLS
