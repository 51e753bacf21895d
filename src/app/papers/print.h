/* print.h: hands a document to the printer, or to a file, with the system's own dialog.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "papers/document.h"

G_BEGIN_DECLS

/* Set and drawn by us; run by whoever wants it printed. (transfer full) */
GtkPrintOperation *tg_print_operation_new (TgDocument *document);

/* Opens the dialog and returns at once.  What goes wrong is told in @problem (tg_words_tell), if its page is still there. */
void               tg_print               (TgDocument *document, GtkLabel *problem);

G_END_DECLS
