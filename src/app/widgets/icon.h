/* icon.h: icons beside words, which say the same: they grow with the text, stand on its first line, and are not read aloud.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @name: (nullable)  @style (nullable): a CSS class, such as "success".  Beside larger words, the icon gets their CSS class, too. */
GtkWidget *tg_icon_new (const char *name, const char *style);

/* Keeps any widget, such as a spinner or a template's image, from screen readers.  To be called before it is in a window, and again
 * whenever it was shown anew in one. */
void tg_icon_be_silent (GtkWidget *widget);

G_END_DECLS
