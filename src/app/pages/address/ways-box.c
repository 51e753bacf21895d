/* ways-box.c: a button for each page on which settings can be brought along.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/ways-box.h"

#include <glib/gi18n.h>

#include "app/shell/page-table.h"
#include "app/widgets/words.h"

struct _TgWaysBox {
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (TgWaysBox, tg_ways_box, GTK_TYPE_BOX)

static const struct {
  const char *page;
  const char *label;
} ways[] = {
  { "letter", N_ ("Paste settings from a le_tter…") },
  { "paper", N_ ("Type from a pap_er letter…") },
};

static void
tg_ways_box_class_init (TgWaysBoxClass *klass)
{
}

static void
tg_ways_box_init (TgWaysBox *self)
{
  gboolean any = FALSE;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  tg_words_append (GTK_BOX (self), _ ("If you have a letter with the settings"), "heading");
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    GtkWidget *button;

    if (tg_page_table_find (ways[i].page) == NULL)
      continue;
    button = gtk_button_new_with_mnemonic (_ (ways[i].label));
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "assistant.go");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", ways[i].page);
    gtk_widget_set_halign (button, GTK_ALIGN_START);
    gtk_box_append (GTK_BOX (self), button);
    any = TRUE;
  }
  gtk_widget_set_visible (GTK_WIDGET (self), any);
}
