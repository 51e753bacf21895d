/* refusal.c: photos and documents, refused with the way around.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/letter/refusal.h"

#include <glib/gi18n.h>

#include "app/shell/page-table.h"
#include "app/widgets/pair.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

static const struct {
  const char *title;
  const char *steps[4];
} refusals[] = {
  [TG_LETTER_IS_PHOTO] = { N_ ("Your phone can read this picture; Tegami cannot"),
                           { N_ ("iPhone: open the picture in Photos, hold a finger on the text, choose “Select All”, then “Copy”."),
                             N_ ("Android: open the picture in the photo app, tap the Google Lens icon, select the text, then tap “Copy "
                                 "text”."),
                             N_ ("Send the text to this computer, in a message to yourself for example, and paste it here.") } },
  [TG_LETTER_IS_DOCUMENT] = { N_ ("Copy the text out of this document first"),
                              { N_ ("Open the document as usual, press Ctrl+A and then Ctrl+C, and paste here with Ctrl+V."),
                                N_ ("If nothing can be selected in it, it is a picture: photograph it with your phone, and copy the text "
                                    "out of the photo there.") } },
  [TG_LETTER_IS_OTHER] = { N_ ("There is no text in this file"),
                           { N_ ("Open the letter in the program in which you usually read it, copy its text, and paste it here.") } },
};

GtkWidget *
tg_letter_refusal_new (TgLetterKind kind)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-information-symbolic");
  GtkWidget *title = tg_words_new (_ (refusals[kind].title), "heading");

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "note-card");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), icon);
  gtk_box_append (GTK_BOX (head), tg_pair_new_around (title));
  gtk_box_append (GTK_BOX (card), head);
  for (guint i = 0; i < G_N_ELEMENTS (refusals[kind].steps) && refusals[kind].steps[i] != NULL; i++)
    tg_words_append (GTK_BOX (card), _ (refusals[kind].steps[i]), NULL);
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
