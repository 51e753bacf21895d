/* refusal.h: what to do with a letter that holds no text that could be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "find/letter/draft/kind.h"

G_BEGIN_DECLS

/* A card with the way to get the text out of it, and a button to type the values instead.  Not of TG_LETTER_IS_TEXT. (transfer floating) */
GtkWidget *tg_letter_refusal_new (TgLetterKind kind);

G_END_DECLS
