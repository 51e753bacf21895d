/* document.h: what stands on a paper, as values, before anybody knows how many pages it takes: a title, sections, paragraphs, tables.
 *
 * A document is filled by whoever makes it and does not change afterwards.  All its text is plain, never markup, and comes from
 * anywhere: control and bidirectional characters are made visible as it is taken in.  A secret is never put into one: where a person is
 * to note a password, there is an empty line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @TG_CELL_EXACT: a value to be typed as it is: left to right, in a face that tells l, 1 and I apart.
 * @TG_CELL_BLANK: an empty line to write on; its text is NULL. */
typedef enum { TG_CELL_WORDS, TG_CELL_EXACT, TG_CELL_BLANK } TgCellKind;

/* @note: (nullable): a remark in small type below the text */
typedef struct {
  TgCellKind kind;
  char *text;
  char *note;
} TgDocumentCell;

/* @cells: of TgDocumentCell*, as many as the table has heads */
typedef struct {
  GPtrArray *cells;
} TgDocumentRow;

/**
 * TgDocumentTable:
 * @heads: of char*: what stands above the columns, on every page that the table reaches
 * @rows: of TgDocumentRow*
 * @shows_heads: whether the heads tell anything; where they do not ("Setting", "Value"), they are for screen readers alone
 */
typedef struct {
  GPtrArray *heads;
  GPtrArray *rows;
  gboolean shows_heads;
} TgDocumentTable;

typedef enum { TG_BLOCK_PARAGRAPH, TG_BLOCK_NOTE, TG_BLOCK_TABLE } TgBlockKind;

/* @text: of a paragraph, or of a note, which is in smaller type */
typedef struct {
  TgBlockKind kind;
  char *text;
  TgDocumentTable *table;
} TgDocumentBlock;

/* @title: (nullable); @blocks: of TgDocumentBlock* */
typedef struct {
  char *title;
  GPtrArray *blocks;
} TgDocumentSection;

/**
 * TgDocument:
 * @title: what it is
 * @below: (nullable): whose it is, or of when
 * @foot: (nullable): stands at the foot of every page, beside its number
 * @sections: of TgDocumentSection*
 *
 * Reference counted.
 */
typedef struct {
  char *title;
  char *below;
  char *foot;
  GPtrArray *sections;
} TgDocument;

TgDocument        *tg_document_new           (const char *title, const char *below, const char *foot);
TgDocument        *tg_document_ref           (TgDocument *self);
void               tg_document_unref         (TgDocument *self);

/* What these return belongs to the document. (transfer none) */
TgDocumentSection *tg_document_add_section   (TgDocument *self, const char *title);
void               tg_document_add_text      (TgDocumentSection *self, TgBlockKind kind, const char *text);
TgDocumentTable   *tg_document_add_table     (TgDocumentSection *self, gboolean shows_heads, const char *const *heads);
TgDocumentRow     *tg_document_add_row       (TgDocumentTable *self);
/* @text: NULL for TG_CELL_BLANK alone; @note: (nullable) */
void               tg_document_add_cell      (TgDocumentRow *self, TgCellKind kind, const char *text, const char *note);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgDocument, tg_document_unref)

G_END_DECLS
