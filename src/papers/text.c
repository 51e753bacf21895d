/* text.c: see text.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define BLANK "________________"

static char *
cell_text (const TgDocumentCell *cell)
{
  const char *text = cell->kind == TG_CELL_BLANK ? BLANK : cell->text;

  return cell->note != NULL ? g_strdup_printf ("%s (%s)", text, cell->note) : g_strdup (text);
}

static void
append_row (GString *text, const TgDocumentRow *row)
{
  g_autofree char *line = cell_text (row->cells->pdata[0]);

  for (guint i = 1; i < row->cells->len; i++) {
    g_autofree char *cell = cell_text (row->cells->pdata[i]);
    g_autofree char *before = g_steal_pointer (&line);

    /* TRANSLATORS: a label and its value: "Port: 993" */
    line = i == 1 ? g_strdup_printf (_ ("%s: %s"), before, cell) : g_strdup_printf ("%s · %s", before, cell);
  }
  g_string_append_printf (text, "  %s\n", line);
}

char *
tg_document_to_text (const TgDocument *self)
{
  GString *text = g_string_new (self->title);

  g_string_append_c (text, '\n');
  if (self->below != NULL)
    g_string_append_printf (text, "%s\n", self->below);
  for (guint i = 0; i < self->sections->len; i++) {
    const TgDocumentSection *section = self->sections->pdata[i];

    g_string_append_printf (text, "\n%s%s", section->title != NULL ? section->title : "", section->title != NULL ? "\n" : "");
    for (guint at = 0; at < section->blocks->len; at++) {
      const TgDocumentBlock *block = section->blocks->pdata[at];

      if (block->kind != TG_BLOCK_TABLE)
        g_string_append_printf (text, "%s\n", block->text);
      for (guint row = 0; block->table != NULL && row < block->table->rows->len; row++)
        append_row (text, block->table->rows->pdata[row]);
    }
  }
  return g_strchomp (g_string_free (text, FALSE));
}
