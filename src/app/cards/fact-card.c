/* fact-card.c: a titled card of facts, with faults marked where they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/cards/fact-card.h"

#include "app/widgets/icon.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/pair.h"
#include "app/widgets/words.h"

static const struct {
  const char *icon;
  const char *style;
} marks[] = {
  [TG_FACT_PLAIN] = { NULL, NULL },
  [TG_FACT_ASIDE] = { NULL, NULL },
  [TG_FACT_GOOD] = { "tegami-yes-symbolic", "success" },
  [TG_FACT_WRONG] = { "tegami-no-symbolic", "error" },
  [TG_FACT_CAUTION] = { "dialog-warning-symbolic", "warning" },
};

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = tg_words_new (text, style);

  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

GtkWidget *
tg_fact_card_new (const char *title)
{
  GtkWidget *self = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  gtk_widget_add_css_class (self, "card");
  gtk_widget_add_css_class (self, "note-card");
  gtk_box_append (GTK_BOX (self), make_label (title, "heading"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return self;
}

static void
add_marked (GtkBox *self, TgFactMark mark, GtkWidget *content)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  if (mark != TG_FACT_PLAIN)
    gtk_box_append (GTK_BOX (line), tg_icon_new (marks[mark].icon, marks[mark].style));
  gtk_box_append (GTK_BOX (line), tg_pair_new_around (content));
  gtk_box_append (self, line);
}

void
tg_fact_card_add (GtkBox *self, TgFactMark mark, const char *text)
{
  add_marked (self, mark, make_label (text, NULL));
}

/* The keyboard, on its way over a value, selects all of it. */
static void
forget_selection (GtkLabel *label)
{
  gtk_label_select_region (label, 0, 0);
}

static GtkWidget *
add_value (GtkBox *self, TgFactMark mark, const char *caption, const char *value, const char *note)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = make_label (value, "exact");
  GtkEventController *focus = gtk_event_controller_focus_new ();

  if (caption != NULL)
    gtk_box_append (GTK_BOX (box), make_label (caption, "stage-detail"));
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  g_signal_connect_object (focus, "leave", G_CALLBACK (forget_selection), label, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (label, focus);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_box_append (GTK_BOX (box), label);
  if (note != NULL)
    gtk_box_append (GTK_BOX (box), make_label (note, "stage-detail"));
  add_marked (self, mark, box);
  return label;
}

void
tg_fact_card_add_value (GtkBox *self, TgFactMark mark, const char *value, const char *note)
{
  add_value (self, mark, NULL, value, note);
}

void
tg_fact_card_add_captioned (GtkBox *self, TgFactMark mark, const char *caption, const char *value)
{
  add_value (self, mark, caption, value, NULL);
}

/* How many bytes at the start of @name belong to labels that differ. */
static guint
differing_length (const char *name, const char *other)
{
  const char *end = name + strlen (name);
  const char *other_end = other + strlen (other);

  while (end > name && other_end > other) {
    const char *dot = g_strrstr_len (name, end - name, ".");
    const char *other_dot = g_strrstr_len (other, other_end - other, ".");
    const char *label = dot != NULL ? dot + 1 : name;
    const char *other_label = other_dot != NULL ? other_dot + 1 : other;

    if (end - label != other_end - other_label || g_ascii_strncasecmp (label, other_label, (gsize)(end - label)) != 0)
      break;
    end = dot != NULL ? dot : name;
    other_end = other_dot != NULL ? other_dot : other;
  }

  return (guint)(end - name);
}

void
tg_fact_card_add_compared (GtkBox *self, TgFactMark mark, const char *caption, const char *name, const char *other, const char *note)
{
  GtkWidget *label = add_value (self, mark, caption, name, note);
  PangoAttrList *attributes = pango_attr_list_copy (gtk_label_get_attributes (GTK_LABEL (label)));
  PangoAttribute *const marked[] = { pango_attr_weight_new (PANGO_WEIGHT_BOLD), pango_attr_underline_new (PANGO_UNDERLINE_SINGLE) };
  guint length = differing_length (name, other);

  for (guint i = 0; i < G_N_ELEMENTS (marked); i++) {
    marked[i]->start_index = 0;
    marked[i]->end_index = length;
    pango_attr_list_insert (attributes, marked[i]);
  }
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
}

void
tg_fact_card_clear (GtkBox *self)
{
  GtkWidget *title = gtk_widget_get_first_child (GTK_WIDGET (self));
  GtkWidget *child;

  while ((child = gtk_widget_get_next_sibling (title)))
    gtk_box_remove (self, child);
}

static void
on_copy (GtkButton *button, gpointer data)
{
  const char *value = g_object_get_data (G_OBJECT (button), "value");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), value);
  gtk_widget_activate_action (GTK_WIDGET (button), "assistant.toast", "s", g_object_get_data (G_OBJECT (button), "toast"));
}

void
tg_fact_card_add_copy (GtkBox *self, const char *label, const char *value, const char *toast)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_object_set_data_full (G_OBJECT (button), "value", g_strdup (value), g_free);
  g_object_set_data_full (G_OBJECT (button), "toast", g_strdup (toast), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_copy), NULL);
  gtk_box_append (self, button);
  tg_widget_defaults_apply (button);
}
