/* widget-defaults.c: what no page should have to think about: button labels that wrap, since
 * windows are narrow and text is large, and names where GTK 4.8 gives poor ones ("_Next Next",
 * "GtkCheckButton").
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/widget-defaults.h"

#include "app/widgets/icon.h"
#include "app/widgets/words.h"

#define SHORT 8 /* characters */

static void
wrap (GtkWidget *label)
{
  /* A short word is better kept whole. */
  if (g_utf8_strlen (gtk_label_get_text (GTK_LABEL (label)), -1) <= SHORT)
    return;

  tg_words_wrap (GTK_LABEL (label));
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
}

/* A template says only that it wraps; what was made in code begins where it is meant to. */
static void
tidy_text (GtkLabel *label)
{
  if (!tg_words_is (label) && gtk_label_get_justify (label) == GTK_JUSTIFY_LEFT &&
      !GTK_IS_BUTTON (gtk_widget_get_parent (GTK_WIDGET (label))))
    gtk_label_set_xalign (label, 0);
  tg_words_wrap (label);
}

static void
name_by (GtkWidget *widget, GtkWidget *label)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
}

/* The button inside has the focus and the name; with a name on the outer widget as well, it would
 * be read twice. */
static void
name_menu_button (GtkMenuButton *button)
{
  GtkWidget *inner = gtk_widget_get_first_child (GTK_WIDGET (button));
  GtkWidget *child = gtk_menu_button_get_child (button);
  const char *name = GTK_IS_LABEL (child) ? gtk_label_get_text (GTK_LABEL (child)) : gtk_widget_get_tooltip_text (GTK_WIDGET (button));

  if (name == NULL)
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
tg_widget_defaults_apply (GtkWidget *widget)
{
  /* What a picture says here, words beside it or the name of its button say. */
  if (GTK_IS_IMAGE (widget) && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) != GTK_ACCESSIBLE_ROLE_NONE)
    tg_icon_be_silent (widget);
  if (GTK_IS_BUTTON (widget) && GTK_IS_LABEL (gtk_button_get_child (GTK_BUTTON (widget)))) {
    wrap (gtk_button_get_child (GTK_BUTTON (widget)));
    name_by (widget, gtk_button_get_child (GTK_BUTTON (widget)));
  } else if (GTK_IS_CHECK_BUTTON (widget) && GTK_IS_LABEL (gtk_check_button_get_child (GTK_CHECK_BUTTON (widget)))) {
    name_by (widget, gtk_check_button_get_child (GTK_CHECK_BUTTON (widget)));
  } else if (GTK_IS_MENU_BUTTON (widget)) {
    name_menu_button (GTK_MENU_BUTTON (widget));
  } else if (GTK_IS_LABEL (widget) && gtk_label_get_wrap (GTK_LABEL (widget)) &&
             gtk_label_get_ellipsize (GTK_LABEL (widget)) == PANGO_ELLIPSIZE_NONE) {
    tidy_text (GTK_LABEL (widget));
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    tg_widget_defaults_apply (child);
}

void
tg_suggest (GtkWidget *button, gboolean suggested)
{
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

void
tg_forget_default (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *preferred = GTK_IS_WINDOW (root) ? gtk_window_get_default_widget (GTK_WINDOW (root)) : NULL;

  if (preferred != NULL && (preferred == widget || gtk_widget_is_ancestor (preferred, widget)))
    gtk_window_set_default_widget (GTK_WINDOW (root), NULL);
}

void
tg_box_empty (GtkBox *box)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (box));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child;

  /* GTK 4.8 forgets a removed focus widget, but not the focus chain leading to it: Tab would look
   * for it there, and reach nothing else on the page. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (box)))
    gtk_root_set_focus (root, NULL);
  tg_forget_default (GTK_WIDGET (box));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, child);
}
