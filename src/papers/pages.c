/* pages.c: puts chunks on pages, one below the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/pages.h"

#include "papers/type/table-chunks.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define MILLIMETRE (72 / 25.4)
#define SHORT_ROW  3.5 /* in the size of the body's type */

const TgSheetFormat tg_sheet_a4 = { 210 * MILLIMETRE, 297 * MILLIMETRE, 18 * MILLIMETRE, 1 };
const TgSheetFormat tg_sheet_letter = { 612, 792, 18 * MILLIMETRE, 1 };

typedef struct {
  TgPages *pages;
  TgTypeset typeset;
  double size;         /* of the body's type */
  double width;        /* between the margins */
  double bottom;       /* the page's end, above its foot */
  double y;            /* what is free begins there */
  GPtrArray *kept;     /* of TgChunk*: goes with what follows it */
  GArray *spaces;      /* of double: above each of those */
  const TgChunk *head; /* (nullable): of the table that goes on */
} Setter;

static GArray *
last_page (Setter *self)
{
  return self->pages->pages->pdata[self->pages->pages->len - 1];
}

static void
turn (Setter *self)
{
  g_ptr_array_add (self->pages->pages, tg_sheet_items_new ());
  self->y = self->pages->format.margin;
  if (self->head != NULL) {
    tg_chunk_copy (self->head, 0, self->head->items->len, last_page (self), self->pages->format.margin, self->y);
    self->y += self->head->height;
  }
}

static int
by_place (gconstpointer a, gconstpointer b)
{
  double first = ((const TgSheetItem *)a)->y, second = ((const TgSheetItem *)b)->y;

  return first < second ? -1 : first > second;
}

/* One that is taller than a page goes on over the next ones, line by line. */
static void
put_split (Setter *self, TgChunk *chunk)
{
  double from = 0;

  g_array_sort (chunk->items, by_place);
  for (guint i = 0; i < chunk->items->len; i++) {
    const TgSheetItem *item = &g_array_index (chunk->items, TgSheetItem, i);

    if (self->y + item->y - from + item->height > self->bottom && item->y > from) {
      turn (self);
      from = item->y;
    }
    tg_chunk_copy (chunk, i, i + 1, last_page (self), self->pages->format.margin, self->y - from);
  }
  self->y += chunk->height - from;
}

static void
put_one (Setter *self, TgChunk *chunk, double space)
{
  if (last_page (self)->len > 0)
    self->y += space;
  if (self->y + chunk->height > self->bottom && chunk->height <= self->bottom - self->pages->format.margin)
    turn (self);
  if (self->y + chunk->height > self->bottom) {
    put_split (self, chunk);
    return;
  }
  tg_chunk_copy (chunk, 0, chunk->items->len, last_page (self), self->pages->format.margin, self->y);
  self->y += chunk->height;
}

/* (transfer full) */
static void
keep (Setter *self, TgChunk *chunk, double space)
{
  g_ptr_array_add (self->kept, chunk);
  g_array_append_val (self->spaces, space);
}

/* With all that was kept for it. (transfer full) */
static void
put (Setter *self, TgChunk *chunk, double space)
{
  double height = 0;

  keep (self, chunk, space);
  for (guint i = 0; i < self->kept->len; i++)
    height += ((const TgChunk *)self->kept->pdata[i])->height + (i > 0 ? g_array_index (self->spaces, double, i) : 0);
  if (last_page (self)->len > 0 && self->y + g_array_index (self->spaces, double, 0) + height > self->bottom)
    turn (self);
  for (guint i = 0; i < self->kept->len; i++)
    put_one (self, self->kept->pdata[i], g_array_index (self->spaces, double, i));
  g_ptr_array_set_size (self->kept, 0);
  g_array_set_size (self->spaces, 0);
}

static TgChunk *
set_text (Setter *self, TgType type, const char *text)
{
  g_autoptr (PangoLayout) layout = tg_typeset_text (&self->typeset, type, text, self->width);
  TgChunk *chunk = tg_chunk_new ();

  tg_chunk_add_text (chunk, layout, 0, 0, NULL);
  return chunk;
}

static TgChunk *
copy_chunk (const TgChunk *chunk)
{
  TgChunk *copy = tg_chunk_new ();

  tg_chunk_copy (chunk, 0, chunk->items->len, copy->items, 0, 0);
  copy->height = chunk->height;
  return copy;
}

static void
put_table (Setter *self, const TgDocumentTable *table)
{
  g_autoptr (TgChunk) head = NULL;
  g_autoptr (GPtrArray) rows = tg_table_chunks (&self->typeset, self->pages->document, table, self->width, &head);
  double space = head != NULL ? 0 : 0.4 * self->size;

  if (head != NULL)
    keep (self, copy_chunk (head), 0.6 * self->size);
  /* Nor does a short first row stand alone. */
  if (rows->len > 1 && ((const TgChunk *)rows->pdata[0])->height < SHORT_ROW * self->size) {
    keep (self, g_ptr_array_steal_index (rows, 0), space);
    space = 0;
  }
  while (rows->len > 0) {
    put (self, g_ptr_array_steal_index (rows, 0), space);
    /* With the first ones, it is kept already. */
    self->head = head;
    space = 0;
  }
  self->head = NULL;
}

static void
put_section (Setter *self, const TgDocumentSection *section)
{
  if (section->title != NULL)
    keep (self, set_text (self, TG_TYPE_HEADING, section->title), 1.8 * self->size);
  for (guint i = 0; i < section->blocks->len; i++) {
    const TgDocumentBlock *block = section->blocks->pdata[i];

    if (block->kind == TG_BLOCK_TABLE)
      put_table (self, block->table);
    else
      put (self, set_text (self, block->kind == TG_BLOCK_NOTE ? TG_TYPE_SMALL : TG_TYPE_BODY, block->text), 0.8 * self->size);
  }
  /* A heading that nothing follows. */
  if (self->kept->len > 0)
    put (self, tg_chunk_new (), 0);
}

static double
line_height (Setter *self)
{
  g_autoptr (TgChunk) line = set_text (self, TG_TYPE_SMALL, "0");

  return line->height;
}

/* The number at the end of the line, and what else stands there at its beginning. */
static void
add_foot (Setter *self, guint page)
{
  const TgSheetFormat *format = &self->pages->format;
  /* TRANSLATORS: at the foot of a printed page: its number, and how many there are */
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, self->pages->pages->len);
  double minimum, width, y = self->bottom + self->size;
  g_autoptr (TgChunk) chunk = tg_chunk_new ();
  g_autoptr (PangoLayout) layout = NULL;

  tg_typeset_measure (&self->typeset, TG_TYPE_SMALL, number, &minimum, &width);
  layout = tg_typeset_text (&self->typeset, TG_TYPE_SMALL, number, width + 1);
  tg_chunk_add_text (chunk, layout, self->width - width, 0, NULL);
  if (self->pages->document->foot != NULL) {
    g_autoptr (PangoLayout) foot =
        tg_typeset_text (&self->typeset, TG_TYPE_SMALL, self->pages->document->foot, self->width - width - self->size);

    tg_chunk_add_text (chunk, foot, 0, 0, NULL);
  }
  tg_chunk_copy (chunk, 0, chunk->items->len, self->pages->pages->pdata[page], format->margin, y);
}

/* How many lines the foot has room for. */
static double
foot_height (Setter *self)
{
  g_autoptr (TgChunk) foot = NULL;

  if (self->pages->document->foot == NULL)
    return line_height (self);
  /* Beside the number, it may take a line more than alone. */
  foot = set_text (self, TG_TYPE_SMALL, self->pages->document->foot);
  return foot->height + (foot->items->len > 1 ? line_height (self) : 0);
}

TgPages *
tg_pages_new (TgDocument *document, const TgSheetFormat *format)
{
  TgPages *pages = g_new0 (TgPages, 1);
  Setter self = { .pages = pages, .width = format->width - 2 * format->margin, .y = format->margin };

  pages->document = tg_document_ref (document);
  pages->format = *format;
  pages->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_ptr_array_add (pages->pages, tg_sheet_items_new ());
  tg_typeset_init (&self.typeset, format->scale);
  self.size = tg_typeset_size (&self.typeset, TG_TYPE_BODY);
  self.kept = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_chunk_free);
  self.spaces = g_array_new (FALSE, FALSE, sizeof (double));
  self.bottom = format->height - format->margin - foot_height (&self) - self.size;

  put (&self, set_text (&self, TG_TYPE_TITLE, document->title), 0);
  if (document->below != NULL)
    put (&self, set_text (&self, TG_TYPE_BODY, document->below), 0.3 * self.size);
  for (guint i = 0; i < document->sections->len; i++)
    put_section (&self, document->sections->pdata[i]);
  for (guint i = 0; i < pages->pages->len; i++)
    add_foot (&self, i);

  g_array_unref (self.spaces);
  g_ptr_array_unref (self.kept);
  tg_typeset_clear (&self.typeset);
  return pages;
}

void
tg_pages_free (TgPages *self)
{
  g_ptr_array_unref (self->pages);
  tg_document_unref (self->document);
  g_free (self);
}
