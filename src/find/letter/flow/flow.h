/* flow.h: one cell after the other, words and values as they come: which word a value belongs to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/facts.h"
#include "find/letter/words/tokens.h"

G_BEGIN_DECLS

/**
 * TgLetterFlow:
 * @facts: of TgLetterFact*
 * @section: what the heading says
 * @near: no gap stands between the heading and here: a person's name and password are what the heading is about
 * @running: what was spoken of last; of TgLetterAbout
 * @row: what the row speaks of so far; of TgLetterAbout
 * @line: that is read, counted from 1
 * @sentence: a stop is at the end of the cell that is read
 * @sticky: something else was spoken of last, which has labels of the same names
 */
typedef struct {
  const TgLetterText *text;
  GPtrArray          *facts;
  GArray             *tokens;
  TgLetterMeaning     section;
  gboolean            near;
  guint               running;
  guint               row;
  TgLetterNoise       sticky;
  guint               line;
  gboolean            sentence;
} TgLetterFlow;

/* Reads @length characters from @start.  @base: the label that stands around them: in another cell of the row, above the column, on the
 * line above. */
void tg_letter_flow_read (TgLetterFlow *self, guint start, guint length, const TgLetterMeaning *base);

G_END_DECLS
