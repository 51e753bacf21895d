/* quick-reference-document.c: see quick-reference-document.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/quick-reference-document.h"

static void
add_section (TgDocument *document, const TgQuickSection *section)
{
  TgDocumentSection *made = tg_document_add_section (document, section->title);
  g_autoptr (GPtrArray) heads = g_ptr_array_copy (section->heads, NULL, NULL);
  TgDocumentTable *table;

  g_ptr_array_set_free_func (heads, NULL);
  g_ptr_array_add (heads, NULL);
  /* Over a single column, a head says what the section's title says. */
  table = tg_document_add_table (made, section->heads->len > 1, (const char *const *)heads->pdata);
  for (guint i = 0; i < section->rows->len; i++) {
    const TgQuickRow *row = section->rows->pdata[i];
    TgDocumentRow *added = tg_document_add_row (table);

    for (guint at = 0; at < row->cells->len; at++)
      tg_document_add_cell (added, TG_CELL_WORDS, row->cells->pdata[at], NULL);
  }
  if (section->note != NULL)
    tg_document_add_text (made, TG_BLOCK_PARAGRAPH, section->note);
}

TgDocument *
tg_quick_reference_document (const TgQuickReference *reference)
{
  TgDocument *document = tg_document_new (reference->title, NULL, "Tegami");

  for (guint i = 0; i < reference->sections->len; i++)
    add_section (document, reference->sections->pdata[i]);
  return document;
}
