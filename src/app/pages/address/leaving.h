/* leaving.h: tells when a person has gone on from an entry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Calls @gone_on (@page) whenever the focus has come from @entry to another widget of @page, be it by way of @aside, which does not
 * count.  A window that merely loses the focus does not count either. */
void tg_leaving_watch (GtkWidget *page, GtkWidget *entry, GtkWidget *aside, void (*gone_on) (gpointer page));

G_END_DECLS
