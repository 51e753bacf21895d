/* reader.h: how far the reading of a letter's rows has come.  For reader.c and columns.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/rows/cells.h"
#include "find/letter/flow/flow.h"

G_BEGIN_DECLS

/* @head: the row whose cells are the labels of the columns below; -1: there is none
 * @pending: the label on the line above; @section_facts: how many there were where the section began
 * @begun: there was a line before */
typedef struct {
  const TgLetterText *text;
  TgLetterTable *table;
  TgLetterFlow flow;
  int head;
  TgLetterMeaning pending;
  guint row;
  guint section_facts;
  gboolean begun;
} TgLetterReader;

const TgLetterCell *tg_letter_reader_cell  (const TgLetterReader *self, guint row, guint cell);
guint               tg_letter_reader_width (const TgLetterReader *self, guint row);
/* Reads a cell with the label that stands around it. */
void                tg_letter_reader_read  (TgLetterReader *self, const TgLetterCell *cell, const TgLetterMeaning *base);

/* "SSL" before an answer is a switch, and no answer itself. */
gboolean            tg_letter_is_switch    (const TgLetterCell *cell, const TgLetterCell *next);
/* Whether words that could be a label are what the @label before them asks for.  @last: nothing stands behind them */
gboolean            tg_letter_cell_answers (const TgLetterCell *cell, const TgLetterMeaning *label, gboolean last);
/* Whether the row names the columns of those below. (heads.c) */
gboolean            tg_letter_is_head      (const TgLetterReader *self);
/* "送受信とも", right behind the word for encryption: it is about both sides. */
void                tg_letter_reader_note_all (TgLetterReader *self);
/* Reads the cells of the row, each with its labels. */
void                tg_letter_read_cells   (TgLetterReader *self);

G_END_DECLS
