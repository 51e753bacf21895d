/* change-preview.c: what a change will do, before it is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/preview/change-preview.h"

#include <glib/gi18n.h>

#include "app/cards/fact-card.h"
#include "app/cards/finding-view.h"
#include "app/pages/save/preview/change-lines.h"
#include "app/pages/save/preview/value-list.h"
#include "app/widgets/rows/fold.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "model/text/text.h"

static gboolean
has_password (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (((TgChangeItem *)items->pdata[i])->kind == TG_ITEM_KEYRING)
      return TRUE;
  return FALSE;
}

/* A boxed list below the heading of each server. */
static GtkWidget *
make_settings (GPtrArray *items)
{
  GtkWidget *settings = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GPtrArray) lines = tg_change_lines_new (items);
  const char *group = NULL;
  GtkWidget *list = NULL;

  for (guint i = 0; i < lines->len; i++) {
    const TgChangeLine *line = lines->pdata[i];

    if (list == NULL || g_strcmp0 (line->group, group) != 0) {
      GtkWidget *heading = tg_words_append (GTK_BOX (settings), line->group, "caption-heading");

      if (list != NULL)
        gtk_widget_set_margin_top (heading, 12);
      list = tg_value_list_new (line->group);
      gtk_box_append (GTK_BOX (settings), list);
    }
    group = line->group;
    tg_value_list_add (GTK_BOX (list), line->title, line->before, line->after);
  }
  if (has_password (items)) {
    list = tg_value_list_new (_ ("Mail password"));
    gtk_widget_set_margin_top (list, lines->len > 0 ? 12 : 0);
    tg_value_list_add_words (GTK_BOX (list), _ ("The mail password goes into this computer’s keyring."));
    gtk_box_append (GTK_BOX (settings), list);
  }
  return settings;
}

static void
add_entries (GtkBox *box, const char *title, const char *lines)
{
  GtkWidget *label;

  if (lines == NULL || !*lines)
    return;

  tg_words_append (box, title, "caption-heading");
  label = tg_words_append (box, lines, "evidence");
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
}

/* For the helper who wants to know: files, entries and codes. */
static GtkWidget *
make_entries (GPtrArray *items)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < items->len; i++) {
    const TgChangeItem *item = g_ptr_array_index (items, i);

    tg_words_append (GTK_BOX (list), item->what, "caption-heading");
    gtk_label_set_selectable (GTK_LABEL (tg_words_append (GTK_BOX (list), item->name, "evidence")), TRUE);
    add_entries (GTK_BOX (list), _ ("Before"), item->before);
    add_entries (GTK_BOX (list), _ ("After"), item->after);
  }

  return tg_fold_new_with_mnemonic (_ ("The exact _entries"), list);
}

/* @heading: also its name for screen readers */
static void
add_sentences (GtkBox *box, const char *heading, GPtrArray *sentences)
{
  GtkWidget *card;

  if (sentences->len == 0)
    return;

  card = tg_fact_card_new (heading);
  for (guint i = 0; i < sentences->len; i++)
    tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, g_ptr_array_index (sentences, i));
  gtk_box_append (box, card);
}

/* Whether what was in it was unfolded. */
static gboolean
empty (GtkBox *box)
{
  gboolean unfolded = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box)); child != NULL; child = gtk_widget_get_next_sibling (child))
    unfolded |= TG_IS_FOLD (child) && g_object_get_data (G_OBJECT (child), "settings") != NULL && tg_fold_get_expanded (TG_FOLD (child));
  tg_box_empty (box);
  return unfolded;
}

/* Never folded: it is what the person is to agree to. */
static void
add_before_and_after (GtkBox *box, TgSaving *saving)
{
  GPtrArray *accounts = tg_saving_get_accounts (saving);
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *settings = make_settings (tg_saving_get_items (saving));

  tg_words_append (GTK_BOX (section), _ ("Before and after"), "heading");
  tg_words_append (
      GTK_BOX (section),
      _ ("This account already exists. Saving changes it to the values just tested; your mail and everything else stay as they are."),
      NULL);
  if (accounts->len > 1) { /* more than the one that the person came for */
    g_autofree char *names = tg_text_list (accounts);
    /* TRANSLATORS: mail addresses */
    g_autofree char *text = g_strdup_printf (_ ("These accounts are changed: %s"), names);

    tg_words_append (GTK_BOX (section), text, NULL);
  }
  gtk_widget_set_margin_top (settings, 6);
  gtk_box_append (GTK_BOX (section), settings);
  gtk_box_append (box, section);
}

void
tg_change_preview_fill (GtkBox *box, TgSaving *saving)
{
  gboolean unfolded = empty (box);
  GtkWidget *fold;

  if (saving == NULL)
    return;

  if (tg_saving_is_update (saving))
    add_before_and_after (box, saving);
  for (guint i = 0; i < tg_saving_get_findings (saving)->len; i++)
    tg_finding_view_append_told (box, g_ptr_array_index (tg_saving_get_findings (saving), i));

  /* Never folded either: it makes the program trust more than it would by itself. */
  add_sentences (box, _ ("Also written, because you allowed it"), tg_saving_get_allowed (saving));
  add_sentences (box, _ ("Please note"), tg_saving_get_notes (saving));
  add_sentences (box, _ ("What the program will ask next"), tg_saving_get_next (saving));

  if (!tg_saving_is_update (saving)) {
    fold = tg_fold_new_with_mnemonic (_ ("What will be _written"), make_settings (tg_saving_get_items (saving)));
    g_object_set_data (G_OBJECT (fold), "settings", fold);
    tg_fold_set_expanded (TG_FOLD (fold), unfolded);
    gtk_box_append (box, fold);
  }
  gtk_box_append (box, make_entries (tg_saving_get_items (saving)));
  tg_words_append (box, _ ("A backup is made first, and Undo restores everything."), "field-hint");
}
