/* wait-box.h: a test that is repeated by itself: until when, with a way to end the wait.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TgWaitBox: signals "over": the time has come, or the person does not want to wait; "given-up": no test.
 */
#define TG_TYPE_WAIT_BOX (tg_wait_box_get_type ())
G_DECLARE_FINAL_TYPE (TgWaitBox, tg_wait_box, TG, WAIT_BOX, GtkBox)

/* @may_hurry: the test may be repeated at once, too. */
GtkWidget *tg_wait_box_new    (guint minutes, gboolean may_hurry);
/* What has the focus while one waits. (transfer none) */
GtkWidget *tg_wait_box_button (TgWaitBox *self);

G_END_DECLS
