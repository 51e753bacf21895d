/* document-view.c: see document-view.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/papers/document-view.h"

#include "app/cards/fact-card.h"
#include "app/papers/table-view.h"
#include "app/widgets/words.h"

static void
add_blocks (GtkBox *box, TgDocument *document, const TgDocumentSection *section)
{
  for (guint i = 0; i < section->blocks->len; i++) {
    const TgDocumentBlock *block = section->blocks->pdata[i];

    if (block->kind == TG_BLOCK_TABLE)
      gtk_box_append (box, tg_table_view_new (document, block->table));
    else
      tg_words_append (box, block->text, block->kind == TG_BLOCK_NOTE ? "stage-detail" : NULL);
  }
}

void
tg_document_view_fill (GtkBox *box, TgDocument *document)
{
  for (guint i = 0; i < document->sections->len; i++) {
    const TgDocumentSection *section = document->sections->pdata[i];
    GtkWidget *card = tg_fact_card_new (section->title != NULL ? section->title : document->title);

    gtk_box_set_spacing (GTK_BOX (card), 9);
    add_blocks (GTK_BOX (card), document, section);
    gtk_box_append (box, card);
  }
}

GtkWidget *
tg_document_view_new (TgDocument *document)
{
  GtkWidget *self = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  for (guint i = 0; i < document->sections->len; i++) {
    const TgDocumentSection *section = document->sections->pdata[i];
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

    if (section->title != NULL)
      tg_words_append (GTK_BOX (box), section->title, "heading");
    add_blocks (GTK_BOX (box), document, section);
    gtk_box_append (GTK_BOX (self), box);
  }
  return self;
}
