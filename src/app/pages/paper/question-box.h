/* question-box.h: one question about a paper letter: where the answer stands, what it is called there, and the answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "find/paper/paper.h"
#include "find/typed.h"

G_BEGIN_DECLS

/**
 * TgQuestionBox: signal "enter": Enter was pressed on a choice.
 */
#define TG_TYPE_QUESTION_BOX (tg_question_box_get_type ())
G_DECLARE_FINAL_TYPE (TgQuestionBox, tg_question_box, TG, QUESTION_BOX, GtkBox)

/* With the answer as it stands. */
GtkWidget  *tg_question_box_new           (TgPaper *paper, TgPaperQuestion question);
guint       tg_question_box_get_choice    (TgQuestionBox *self);
/* What was typed, cleaned of all that has one meaning only, in plain view; "" where nothing is to be typed. */
const char *tg_question_box_clean_text    (TgQuestionBox *self);
/* What was cleaned so far. (transfer full) (nullable) */
TgCleaning *tg_question_box_get_cleaning  (TgQuestionBox *self);
/* Says what is wrong with what was typed, which stays. */
void        tg_question_box_show_fault    (TgQuestionBox *self, const char *fault);
/* Shows @value large, and at the field what to compare. */
void        tg_question_box_show_doubt    (TgQuestionBox *self, const char *value, const char *doubt);
/* Whether it shows a doubt about just this. */
gboolean    tg_question_box_is_doubting   (TgQuestionBox *self, const char *value);
GtkWidget  *tg_question_box_initial_focus (TgQuestionBox *self);

G_END_DECLS
