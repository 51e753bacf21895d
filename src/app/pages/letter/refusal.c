/* refusal.c: photos and documents, refused with the way around.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/letter/refusal.h"

#include <glib/gi18n.h>

#include "app/shell/page-table.h"
#include "app/widgets/icon.h"
#include "app/widgets/pair.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "diagnose/letter/letter-refusal.h"

GtkWidget *
tg_letter_refusal_new (TgLetterKind kind)
{
  const char *const *steps = tg_letter_refusal_steps (kind);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = tg_icon_new ("dialog-information-symbolic", NULL);
  GtkWidget *title = tg_words_new (_ (tg_letter_refusal_title (kind)), "heading");

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "note-card");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), icon);
  gtk_box_append (GTK_BOX (head), tg_pair_new_around (title));
  gtk_box_append (GTK_BOX (card), head);
  for (guint i = 0; steps[i] != NULL; i++)
    tg_words_append (GTK_BOX (card), _ (steps[i]), NULL);
  if (tg_page_table_find ("paper") != NULL) {
    GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Type from a pap_er letter…"));

    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "assistant.go");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "paper");
    gtk_widget_set_halign (button, GTK_ALIGN_START);
    gtk_box_append (GTK_BOX (card), button);
  }
  tg_widget_defaults_apply (card);
  return card;
}
