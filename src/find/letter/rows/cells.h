/* cells.h: the lines of a letter as rows of cells, each with what it looks like by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/words/tokens.h"

G_BEGIN_DECLS

typedef enum {
  TG_CELL_EMPTY,
  TG_CELL_LABEL, /* words that name something, and no value */
  TG_CELL_VALUE, /* a value without its label: a name, a number, a word of a fixed set, something that can be a user name */
  TG_CELL_PAIR,  /* both, or more of them */
  TG_CELL_TEXT,  /* none of it */
} TgCellKind;

/* What values there are in a cell. */
typedef enum {
  TG_HOLDS_HOST = 1 << 0,
  TG_HOLDS_NUMBER = 1 << 1,
  TG_HOLDS_ADDRESS = 1 << 2,
  TG_HOLDS_RAW = 1 << 3, /* one piece of ASCII without spaces */
  TG_HOLDS_SAYS = 1 << 4,
  TG_HOLDS_ANSWER = 1 << 5,
  TG_HOLDS_NAMED = 1 << 6,
  TG_HOLDS_PLACE_HOLDER = 1 << 7,
} TgCellHolds;

/* @start, @length: characters of the letter, without what only decorates it
 * @meaning: of all its words together; @unknown: characters that are no word; @ends_open: it ends with a colon
 * @salutation: somebody is addressed */
typedef struct {
  guint           start;
  guint           length;
  TgCellKind      kind;
  guint           holds;
  guint           unknown;
  gboolean        ends_open;
  gboolean        salutation;
  TgLetterMeaning meaning;
} TgLetterCell;

/* @cells: the first and how many; @marked: a sign for headings or items stands before it;
 * @heads: one that is for headings rather than items; @blank: nothing but space or a drawn line */
typedef struct {
  guint    first;
  guint    n;
  gboolean marked;
  gboolean heads;
  gboolean blank;
} TgLetterRow;

typedef struct {
  GArray *rows;  /* of TgLetterRow, one for each line */
  GArray *cells; /* of TgLetterCell */
} TgLetterTable;

TgLetterTable      *tg_letter_table_new  (const TgLetterText *text);
void                tg_letter_table_free (TgLetterTable *self);
const TgLetterRow  *tg_letter_table_row  (const TgLetterTable *self, guint row);
const TgLetterCell *tg_letter_table_cell (const TgLetterTable *self, guint row, guint cell);
/* The next row after @row that is not blank, at most @blanks blank ones away; 0: there is none. */
guint               tg_letter_table_next (const TgLetterTable *self, guint row, guint blanks);

/* Sets what the cell looks like, by its @tokens (of TgLetterToken). (kinds.c) */
void                tg_letter_cell_classify (TgLetterCell *self, const TgLetterText *text, const GArray *tokens);
/* Whether the cell can be the value of such a label. */
gboolean            tg_letter_cell_fits  (const TgLetterCell *self, TgLetterField field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLetterTable, tg_letter_table_free)

G_END_DECLS
