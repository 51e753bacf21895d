/* change-preview.c: what a change will do, before it is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/change-preview.h"

#include <glib/gi18n.h>

#include "app/pages/save/change-lines.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

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
  for (guint i = 0; items != NULL && i < items->len; i++)
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

static void
add_items (GtkBox *list, GPtrArray *items)
{
  for (guint i = 0; items != NULL && i < items->len; i++) {
    const TgChangeItem *item = g_ptr_array_index (items, i);

    tg_words_append (list, item->what, "caption-heading");
    gtk_label_set_selectable (GTK_LABEL (tg_words_append (list, item->name, "evidence")), TRUE);
    add_entries (list, _ ("Before"), item->before);
    add_entries (list, _ ("After"), item->after);
  }
}

/* For the helper who wants to know: files, entries and codes. */
static GtkWidget *
make_entries (GPtrArray *items, GPtrArray *carried)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  add_items (GTK_BOX (list), items);
  for (guint i = 0; carried != NULL && i < carried->len; i++)
    add_items (GTK_BOX (list), tg_change_items (((TgCarried *)carried->pdata[i])->change));

  return make_expander (_ ("The exact _entries"), list, FALSE);
}

static void
add_carried (GtkBox *box, const TgCarried *one)
{
  const char *title = tg_change_title (one->change);
  g_autoptr (GDateTime) end = one->exception != NULL ? g_date_time_new_from_unix_local (one->exception->until) : NULL;
  /* TRANSLATORS: a date as your readers write it, see g_date_time_format() */
  g_autofree char *date = end != NULL ? g_date_time_format (end, _ ("%-e %B %Y")) : NULL;
  /* TRANSLATORS: what is written, and its end: "Exception for nas.local:993 in Thunderbird, until 28 November 2026" */
  g_autofree char *text = date != NULL ? g_strdup_printf (_ ("%s, until %s"), title, date) : g_strdup (title);

  tg_words_append (box, text, NULL);
}

/* Evolution has one exception for all ports of a server. */
static gboolean
is_told (GPtrArray *carried, guint n)
{
  const char *title = tg_change_title (((const TgCarried *)carried->pdata[n])->change);

  for (guint i = 0; i < n; i++)
    if (strcmp (title, tg_change_title (((const TgCarried *)carried->pdata[i])->change)) == 0)
      return TRUE;

  return FALSE;
}

/* Never folded: it is what makes the program trust more than it would by itself. */
static void
add_all_carried (GtkBox *box, GPtrArray *carried, GPtrArray *notes)
{
  for (guint i = 0; carried != NULL && i < carried->len; i++) {
    if (i == 0)
      tg_words_append (box, _ ("Written too, because you allowed it"), "heading");
    if (!is_told (carried, i))
      add_carried (box, carried->pdata[i]);
  }
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    tg_words_append (box, notes->pdata[i], NULL);
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
tg_change_preview_fill (GtkBox *box, TgChange *change, GPtrArray *carried, GPtrArray *notes)
{
  gboolean unfolded = empty (box);
  GPtrArray *items;
  GPtrArray *next;
  gboolean update;
  GtkWidget *expander;
  GtkWidget *list;

  if (change == NULL)
    return;

  items = tg_change_items (change);
  next = tg_change_next (change);
  update = tg_change_is_update (change);
  if (update)
    tg_words_append (box,
                     _ ("This account is there already. Saving changes it to the values that were just tested; mail and everything else "
                        "stay as they are."),
                     NULL);

  add_all_carried (box, carried, notes);
  for (guint i = 0; next != NULL && i < next->len; i++) {
    if (i == 0)
      tg_words_append (box, _ ("What the program will ask next"), "heading");
    tg_words_append (box, g_ptr_array_index (next, i), NULL);
  }

  list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  add_settings (GTK_BOX (list), items);
  gtk_box_append (GTK_BOX (list), make_entries (items, carried));
  expander = make_expander (update ? _ ("_Before and after") : _ ("What will be _written"), list, update || unfolded);
  gtk_box_append (box, expander);
  tg_widget_defaults_apply (expander);
  tg_words_append (box, _ ("A backup is made first, and Undo takes everything back."), "field-hint");
}
