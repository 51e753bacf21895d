/* bring-box.h: takes a letter: pasted, dropped, opened as a file, or typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "find/letter/draft/kind.h"

G_BEGIN_DECLS

/**
 * TgBringBox: signals "brought" (GBytes* and, nullable, GBytes*: the same without its tables' cells, should nothing come of the first);
 * "refused" (TgLetterKind as int): a picture, which is not even read; "failed" (a sentence); "typed": what stands there has changed.
 */
#define TG_TYPE_BRING_BOX (tg_bring_box_get_type ())
G_DECLARE_FINAL_TYPE (TgBringBox, tg_bring_box, TG, BRING_BOX, GtkBox)

/* Lets things be dropped on @page, wherever. */
void     tg_bring_box_accept_drops (TgBringBox *self, GtkWidget *page);
/* Whether anything was typed. */
gboolean tg_bring_box_has_text     (TgBringBox *self);
/* "brought", with what was typed. */
void     tg_bring_box_bring_text   (TgBringBox *self);
void     tg_bring_box_clear        (TgBringBox *self);

G_END_DECLS
