/* value-list.c: see value-list.h.  Not a GtkListBox: nothing in it can be pressed, and nothing is to stop the Tab key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/preview/value-list.h"

#include <glib/gi18n.h>

#include "app/widgets/words.h"

/* Old and new stand on one line where both are short: "143 → 993" fits everywhere, the names of two servers nowhere. */
#define SHORT 16 /* in columns of half an em */

GtkWidget *
tg_value_list_new (const char *title)
{
  GtkWidget *self =
      g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  gtk_widget_add_css_class (self, "card");
  gtk_widget_add_css_class (self, "value-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return self;
}

static guint
columns (const char *text)
{
  guint count = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    count += g_unichar_iswide (g_utf8_get_char (at)) ? 2 : 1;
  return count;
}

static GtkWidget *
make_value (const char *text, const char *style)
{
  GtkWidget *label = tg_words_new (text, style);

  gtk_widget_add_css_class (label, "value");
  return label;
}

/* The arrow is an icon, which knows in which direction people read. */
static GtkWidget *
make_change (const char *before, const char *after)
{
  gboolean fits = columns (before) + columns (after) <= SHORT;
  GtkWidget *change = gtk_box_new (fits ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, fits ? 9 : 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *arrow =
      g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (arrow, "value-arrow");
  gtk_widget_set_valign (arrow, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (change), make_value (before, "old-value"));
  gtk_box_append (GTK_BOX (line), arrow);
  gtk_box_append (GTK_BOX (line), make_value (after, "new-value"));
  gtk_box_append (GTK_BOX (change), line);
  return change;
}

static GtkBox *
add_row (GtkBox *self, const char *name)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 3, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  gtk_widget_add_css_class (row, "value-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (self, row);
  return GTK_BOX (row);
}

void
tg_value_list_add (GtkBox *self, const char *title, const char *before, const char *after)
{
  gboolean stays = before == NULL || g_strcmp0 (before, after) == 0;
  /* TRANSLATORS: in the place of a value that a setting has no more */
  const char *then = after != NULL ? after : _ ("(removed)");
  /* TRANSLATORS: a setting and its value: "Port: 993" */
  g_autofree char *name = stays ? g_strdup_printf (_ ("%s: %s"), title, then) : g_strdup_printf (_ ("%s: %s → %s"), title, before, then);
  GtkBox *row = add_row (self, name);

  tg_words_append (row, title, "field-hint");
  gtk_box_append (row, stays ? make_value (then, NULL) : make_change (before, then));
}

void
tg_value_list_add_words (GtkBox *self, const char *words)
{
  tg_words_append (add_row (self, words), words, NULL);
}
