/* change-preview.c: what a change will do, before it is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/change-preview.h"

#include <glib/gi18n.h>

#include "app/tidy.h"
#include "app/widgets/words.h"

static void
add_lines (GtkBox *box, const char *title, const char *lines)
{
  GtkWidget *label;

  if (!lines || !*lines)
    return;

  tg_words_append (box, title, "caption-heading");
  label = tg_words_append (box, lines, "evidence");
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
}

/* Whether what was in it was unfolded. */
static gboolean
empty (GtkBox *box)
{
  gboolean unfolded = FALSE;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box)))) {
    unfolded |= GTK_IS_EXPANDER (child) && gtk_expander_get_expanded (GTK_EXPANDER (child));
    gtk_box_remove (box, child);
  }

  return unfolded;
}

void
tg_change_preview_fill (GtkBox *box, TgChange *change)
{
  gboolean unfolded = empty (box);
  GPtrArray *items;
  GPtrArray *next;
  gboolean update;
  GtkWidget *expander;
  GtkWidget *list;

  if (!change)
    return;

  items = tg_change_items (change);
  next = tg_change_next (change);
  update = tg_change_is_update (change);
  if (update)
    tg_words_append (box,
                     _ ("This account is there already. Saving changes it to the values that were just tested; mail and everything else "
                        "stay as they are."),
                     NULL);

  for (guint i = 0; next && i < next->len; i++) {
    if (i == 0)
      tg_words_append (box, _ ("What the program will ask next"), "heading");
    tg_words_append (box, g_ptr_array_index (next, i), NULL);
  }

  expander = gtk_expander_new_with_mnemonic (update ? _ ("_Before and after") : _ ("What will be _written"));
  list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_top (list, 6);
  for (guint i = 0; items && i < items->len; i++) {
    const TgChangeItem *item = g_ptr_array_index (items, i);

    tg_words_append (GTK_BOX (list), item->what, "heading");
    gtk_label_set_selectable (GTK_LABEL (tg_words_append (GTK_BOX (list), item->name, "evidence")), TRUE);
    add_lines (GTK_BOX (list), _ ("Before"), item->before);
    add_lines (GTK_BOX (list), _ ("After"), item->after);
  }
  gtk_expander_set_expanded (GTK_EXPANDER (expander), update || unfolded);
  gtk_expander_set_child (GTK_EXPANDER (expander), list);
  gtk_box_append (box, expander);
  tg_tidy_widgets (expander);
  tg_words_append (box, _ ("A backup is made first, and Undo takes everything back."), "field-hint");
}
