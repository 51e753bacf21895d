/* change-preview.c: what a change will do, before it is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/change-preview.h"

#include <glib/gi18n.h>

#include "app/tidy.h"

static GtkWidget *
add_label (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
  return label;
}

static void
add_lines (GtkBox *box, const char *title, const char *lines)
{
  GtkWidget *label;

  if (!lines || !*lines)
    return;

  add_label (box, title, "caption-heading");
  label = add_label (box, lines, "evidence");
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
}

void
tg_change_preview_fill (GtkBox *box, TgChange *change)
{
  GPtrArray *items = tg_change_items (change);
  GPtrArray *next = tg_change_next (change);
  gboolean update = tg_change_is_update (change);
  GtkWidget *expander;
  GtkWidget *list;

  if (update)
    add_label (box,
               _ ("This account is there already. Saving changes it to the values that were just tested; mail and everything else "
                  "stay as they are."),
               NULL);

  for (guint i = 0; next && i < next->len; i++) {
    if (i == 0)
      add_label (box, _ ("What the program will ask next"), "heading");
    add_label (box, g_ptr_array_index (next, i), NULL);
  }

  expander = gtk_expander_new_with_mnemonic (update ? _ ("_Before and after") : _ ("What will be _written"));
  list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_top (list, 6);
  for (guint i = 0; items && i < items->len; i++) {
    const TgChangeItem *item = g_ptr_array_index (items, i);

    add_label (GTK_BOX (list), item->what, "heading");
    gtk_label_set_selectable (GTK_LABEL (add_label (GTK_BOX (list), item->name, "evidence")), TRUE);
    add_lines (GTK_BOX (list), _ ("Before"), item->before);
    add_lines (GTK_BOX (list), _ ("After"), item->after);
  }
  gtk_expander_set_expanded (GTK_EXPANDER (expander), update);
  gtk_expander_set_child (GTK_EXPANDER (expander), list);
  gtk_box_append (box, expander);
  tg_tidy_widgets (expander);
  add_label (box, _ ("A backup is made first, and Undo takes everything back."), "field-hint");
}
