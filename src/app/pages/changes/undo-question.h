/* undo-question.h: before a change is undone: what it was, when, and whether that is really meant.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Not called where the person thinks better of it, or @subject is gone by then. */
typedef void (*TgUndoAgreed) (GObject *subject);

/* @title, @when: of the change.  @subject: a widget in the window that asks */
void  tg_undo_question_ask  (GtkWidget *subject, const char *title, const char *when, TgUndoAgreed agreed);
/* The day and minute at which the change with this id was made. (transfer full) */
char *tg_undo_question_when (const char *id);

G_END_DECLS
