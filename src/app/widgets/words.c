/* words.c: labels for text on a page.  A hyphen inserted into a server's name at the end of a line
 * would be read as part of the name, and a Japanese word torn apart there is hard to read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/words.h"

#include <string.h>

#include "app/widgets/in-view.h"
#include "papers/type/phrases.h"

/* Pixels of text in a card in the narrowest window: beside an icon or a switch, in a button, in one of two buttons side by side. */
#define NARROWEST        240
#define NARROWEST_BUTTON 200
#define NARROWEST_TWO    120

static int
narrowest (GtkWidget *label)
{
  GtkWidget *button = gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);
  GtkWidget *around = button != NULL ? gtk_widget_get_parent (button) : NULL;

  if (button == NULL || gtk_widget_get_parent (label) != button)
    return NARROWEST;
  return GTK_IS_BOX (around) && gtk_orientable_get_orientation (GTK_ORIENTABLE (around)) == GTK_ORIENTATION_VERTICAL ? NARROWEST_BUTTON
                                                                                                                     : NARROWEST_TWO;
}

/* How many characters are certain to fit on a line.  A label's size is unknown before it is in a
 * window; and a page that asks for too much width widens the window for good. */
static guint
characters_in_line (GtkWidget *label)
{
  PangoContext *context;
  int size;

  if (!gtk_widget_get_realized (label))
    return 1;

  /* A new context: the label's own learns of a new style only in the next frame. */
  context = gtk_widget_create_pango_context (label);
  size = pango_font_description_get_size (pango_context_get_font_description (context)) / PANGO_SCALE;
  g_object_unref (context);
  return size > 0 ? (guint)(narrowest (label) / size) : 1;
}

/* With any other attributes, GTK merges adjacent ranges, and so all phrases into one.  Markup adds
 * attributes, and so does a mnemonic's underline, even if the text has neither: then switch them
 * off. */
static gboolean
has_nothing_else (GtkLabel *label)
{
  if (gtk_label_get_use_underline (label))
    g_object_set_data (G_OBJECT (label), "underline", label);
  if (g_object_get_data (G_OBJECT (label), "underline") != NULL)
    gtk_label_set_use_underline (label, strchr (gtk_label_get_label (label), '_') != NULL);
  if (gtk_label_get_use_markup (label))
    g_object_set_data (G_OBJECT (label), "markup", label);
  if (g_object_get_data (G_OBJECT (label), "markup") != NULL)
    gtk_label_set_use_markup (label, strpbrk (gtk_label_get_label (label), "<&") != NULL);
  return !gtk_label_get_use_underline (label) && !gtk_label_get_use_markup (label);
}

static gboolean
is_ours (PangoAttribute *attribute, gpointer data)
{
  return attribute->klass->type == PANGO_ATTR_INSERT_HYPHENS || attribute->klass->type == PANGO_ATTR_ALLOW_BREAKS;
}

/* Attributes set by others stay. */
static PangoAttrList *
get_others (GtkLabel *label)
{
  PangoAttrList *attributes = pango_attr_list_copy (gtk_label_get_attributes (label));
  PangoAttrList *ours = attributes != NULL ? pango_attr_list_filter (attributes, is_ours, NULL) : NULL;

  g_clear_pointer (&ours, pango_attr_list_unref);
  return attributes != NULL ? attributes : pango_attr_list_new ();
}

static void
attribute_words (GtkLabel *label)
{
  PangoAttrList *attributes = get_others (label);
  guint longest = characters_in_line (GTK_WIDGET (label));

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  if (has_nothing_else (label) && longest > 1)
    tg_phrases_keep (attributes, gtk_label_get_text (label), longest);
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

gboolean
tg_words_is (GtkLabel *label)
{
  return g_object_get_data (G_OBJECT (label), "words") != NULL;
}

void
tg_words_wrap (GtkLabel *label)
{
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  if (!tg_words_is (label)) {
    g_object_set_data (G_OBJECT (label), "words", label);
    g_signal_connect (label, "notify::label", G_CALLBACK (attribute_words), NULL);
    g_signal_connect_after (label, "realize", G_CALLBACK (attribute_words), NULL);
  }
  attribute_words (label);
}

void
tg_words_refit (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && tg_words_is (GTK_LABEL (widget)))
    attribute_words (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    tg_words_refit (child);
}

GtkWidget *
tg_words_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  tg_words_wrap (GTK_LABEL (label));
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

GtkWidget *
tg_words_append (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = tg_words_new (text, style);

  gtk_box_append (box, label);
  return label;
}

void
tg_words_tell (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  if (text == NULL)
    return;

  tg_fade_in (GTK_WIDGET (label));
  /* Focusing selects all of it. */
  gtk_widget_grab_focus (GTK_WIDGET (label));
  gtk_label_select_region (label, 0, 0);
  /* What has just appeared has no place yet to which the focus could scroll. */
  tg_bring_into_view (GTK_WIDGET (label));
}
