/* document-view.h: a document on the screen, from the same values as on paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "papers/document.h"

G_BEGIN_DECLS

/* Appends a card for each section; its title is for the page's. */
void tg_document_view_fill    (GtkBox *box, TgDocument *document);
/* The sections one below the other without cards, for what is a card already. (transfer floating) */
GtkWidget *tg_document_view_new (TgDocument *document);

G_END_DECLS
