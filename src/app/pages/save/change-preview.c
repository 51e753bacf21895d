/* change-preview.c: what a change will do, before it is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/change-preview.h"

#include <glib/gi18n.h>

#include "app/cards/finding-view.h"
#include "app/pages/save/change-lines.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "model/text/text.h"

/* "Port: 143 → 993", below the heading of its server. */
static void
add_setting (GtkBox *box, const TgChangeLine *line, const char *group)
{
  g_autofree char *value = NULL;
  GtkWidget *label;

  if (g_strcmp0 (line->group, group) != 0)
    tg_words_append (box, line->group, "caption-heading");
  /* TRANSLATORS: a setting and its value: "Port: 993" */
  value = line->before != NULL && line->after != NULL ? g_strdup_printf (_ ("%s: %s → %s"), line->title, line->before, line->after)
          : line->after != NULL                       ? g_strdup_printf (_ ("%s: %s"), line->title, line->after)
                                                      : g_strdup_printf (_ ("%s: %s → (removed)"), line->title, line->before);
  label = tg_words_append (box, value, NULL);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
}

static void
add_settings (GtkBox *box, GPtrArray *items)
{
  g_autoptr (GPtrArray) lines = tg_change_lines_new (items);
  const char *group = NULL;
  gboolean password = FALSE;

  for (guint i = 0; i < lines->len; i++) {
    add_setting (box, lines->pdata[i], group);
    group = ((TgChangeLine *)lines->pdata[i])->group;
  }
  for (guint i = 0; i < items->len; i++)
    password |= ((TgChangeItem *)items->pdata[i])->kind == TG_ITEM_KEYRING;
  if (password)
    tg_words_append (box, _ ("The mail password goes into this computer’s keyring."), NULL);
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

static GtkWidget *
make_expander (const char *title, GtkWidget *child, gboolean unfolded)
{
  GtkWidget *expander = gtk_expander_new_with_mnemonic (title);

  gtk_widget_set_margin_top (child, 6);
  gtk_expander_set_child (GTK_EXPANDER (expander), child);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), unfolded);
  return expander;
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

  return make_expander (_ ("The exact _entries"), list, FALSE);
}

/* @heading: (nullable) */
static void
add_sentences (GtkBox *box, const char *heading, GPtrArray *sentences)
{
  if (heading != NULL && sentences->len > 0)
    tg_words_append (box, heading, "heading");
  for (guint i = 0; i < sentences->len; i++)
    tg_words_append (box, g_ptr_array_index (sentences, i), NULL);
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

/* Where it is more than the one that the person came for. */
static void
add_accounts (GtkBox *box, GPtrArray *accounts)
{
  g_autofree char *names = tg_text_list (accounts);
  /* TRANSLATORS: mail addresses */
  g_autofree char *text = g_strdup_printf (_ ("These accounts are changed: %s"), names);

  if (accounts->len > 1)
    tg_words_append (box, text, NULL);
}

void
tg_change_preview_fill (GtkBox *box, TgSaving *saving)
{
  gboolean unfolded = empty (box);
  GPtrArray *items;
  gboolean update;
  GtkWidget *expander;
  GtkWidget *list;

  if (saving == NULL)
    return;

  items = tg_saving_get_items (saving);
  update = tg_saving_is_update (saving);
  if (update)
    tg_words_append (
        box,
        _ ("This account already exists. Saving changes it to the values just tested; your mail and everything else stay as they are."),
        NULL);

  add_accounts (box, tg_saving_get_accounts (saving));
  for (guint i = 0; i < tg_saving_get_findings (saving)->len; i++)
    tg_finding_view_append_told (box, g_ptr_array_index (tg_saving_get_findings (saving), i), FALSE);

  /* Never folded: it is what makes the program trust more than it would by itself. */
  add_sentences (box, _ ("Also written, because you allowed it"), tg_saving_get_allowed (saving));
  add_sentences (box, NULL, tg_saving_get_notes (saving));
  add_sentences (box, _ ("What the program will ask next"), tg_saving_get_next (saving));

  list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  add_settings (GTK_BOX (list), items);
  gtk_box_append (GTK_BOX (list), make_entries (items));
  expander = make_expander (update ? _ ("_Before and after") : _ ("What will be _written"), list, update || unfolded);
  gtk_box_append (box, expander);
  tg_widget_defaults_apply (expander);
  tg_words_append (box, _ ("A backup is made first, and Undo restores everything."), "field-hint");
}
