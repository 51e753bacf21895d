/* eye.h: the button beside a password that shows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button that shows what is in @entry, and hides it again.  GtkPasswordEntry's own icon can neither be reached by the keyboard nor has a
 * name. */
GtkWidget *tg_eye_new (GtkPasswordEntry *entry);
/* The same as pressing it, if the password is not @shown yet. */
void tg_eye_set_shown (GtkButton *self, gboolean shown);

G_END_DECLS
