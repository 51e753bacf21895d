/* fold.c: a row that unfolds: a button above a revealer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/rows/fold.h"

#include "app/widgets/icon.h"
#include "app/widgets/in-view.h"
#include "app/widgets/pair.h"
#include "app/widgets/words.h"

struct _TgFold {
  AdwBin parent_instance;

  GtkWidget *header;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *revealer;
  GtkWidget *content;
  gboolean use_underline;
};

static GtkBuildableIface *parent_buildable;

static void tg_fold_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TgFold, tg_fold, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, tg_fold_buildable_init))

enum { PROP_TITLE = 1, PROP_SUBTITLE, PROP_USE_UNDERLINE, PROP_EXPANDED, N_PROPS };

static GParamSpec *props[N_PROPS];

/* What a revealer does not show, GTK 4.8 still tells to screen readers as visible. */
static void
on_child_revealed (TgFold *self)
{
  gboolean expanded = tg_fold_get_expanded (self);

  if (!expanded && !gtk_revealer_get_child_revealed (GTK_REVEALER (self->revealer)))
    gtk_widget_set_visible (self->content, FALSE);
  else if (expanded && gtk_widget_has_focus (self->header))
    tg_bring_into_view (GTK_WIDGET (self));
}

static void
on_clicked (TgFold *self)
{
  tg_fold_set_expanded (self, !tg_fold_get_expanded (self));
}

static void
tg_fold_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TgFold *self = TG_FOLD (object);

  switch (id) {
  case PROP_TITLE:
    g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->title)));
    break;
  case PROP_SUBTITLE:
    g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->subtitle)));
    break;
  case PROP_USE_UNDERLINE:
    g_value_set_boolean (value, self->use_underline);
    break;
  case PROP_EXPANDED:
    g_value_set_boolean (value, tg_fold_get_expanded (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tg_fold_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TgFold *self = TG_FOLD (object);

  switch (id) {
  case PROP_TITLE:
    tg_fold_set_title (self, g_value_get_string (value));
    break;
  case PROP_SUBTITLE:
    tg_fold_set_subtitle (self, g_value_get_string (value));
    break;
  case PROP_USE_UNDERLINE:
    self->use_underline = g_value_get_boolean (value);
    break;
  case PROP_EXPANDED:
    tg_fold_set_expanded (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tg_fold_class_init (TgFoldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tg_fold_get_property;
  object_class->set_property = tg_fold_set_property;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_USE_UNDERLINE] =
      g_param_spec_boolean ("use-underline", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_EXPANDED] =
      g_param_spec_boolean ("expanded", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static GtkWidget *
make_header (TgFold *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *pair = tg_pair_new_around (words);
  GtkWidget *arrow = tg_icon_new ("adw-expander-arrow-symbolic", "fold-arrow");
  GtkWidget *header = gtk_button_new ();

  self->title = tg_words_append (GTK_BOX (words), NULL, "fold-title");
  self->subtitle = tg_words_append (GTK_BOX (words), NULL, "field-hint");
  gtk_widget_set_visible (self->subtitle, FALSE);
  gtk_widget_set_hexpand (pair, TRUE);
  gtk_widget_set_valign (pair, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (arrow, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (line, GTK_ALIGN_CENTER);
  self->icon = tg_icon_new (NULL, NULL);
  gtk_widget_set_visible (self->icon, FALSE);
  gtk_box_append (GTK_BOX (line), self->icon);
  gtk_box_append (GTK_BOX (line), pair);
  gtk_box_append (GTK_BOX (line), arrow);
  gtk_button_set_child (GTK_BUTTON (header), line);
  gtk_widget_add_css_class (header, "fold-header");
  /* This names the button, too. */
  gtk_label_set_mnemonic_widget (GTK_LABEL (self->title), header);
  gtk_accessible_update_state (GTK_ACCESSIBLE (header), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  g_signal_connect_object (header, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  return header;
}

static void
tg_fold_init (TgFold *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->header = make_header (self);
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_add_css_class (self->content, "fold-content");
  gtk_widget_set_visible (self->content, FALSE);
  self->revealer = g_object_new (GTK_TYPE_REVEALER, "child", self->content, NULL);
  g_signal_connect_object (self->revealer, "notify::child-revealed", G_CALLBACK (on_child_revealed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->header);
  gtk_box_append (GTK_BOX (box), self->revealer);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "fold");
}

static void
tg_fold_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_box_append (tg_fold_get_content (TG_FOLD (buildable)), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
tg_fold_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = tg_fold_add_child;
}

static GtkWidget *
make (const char *title, gboolean use_underline, GtkWidget *content)
{
  GtkWidget *self = g_object_new (TG_TYPE_FOLD, "use-underline", use_underline, "title", title, NULL);

  if (content != NULL)
    gtk_box_append (tg_fold_get_content (TG_FOLD (self)), content);
  return self;
}

GtkWidget *
tg_fold_new (const char *title, GtkWidget *content)
{
  return make (title, FALSE, content);
}

GtkWidget *
tg_fold_new_with_mnemonic (const char *title, GtkWidget *content)
{
  return make (title, TRUE, content);
}

void
tg_fold_set_title (TgFold *self, const char *title)
{
  if (self->use_underline)
    gtk_label_set_text_with_mnemonic (GTK_LABEL (self->title), title);
  else
    gtk_label_set_text (GTK_LABEL (self->title), title != NULL ? title : "");
}

const char *
tg_fold_get_title (TgFold *self)
{
  return gtk_label_get_text (GTK_LABEL (self->title));
}

void
tg_fold_set_subtitle (TgFold *self, const char *subtitle)
{
  gboolean shown = subtitle != NULL && *subtitle;

  gtk_label_set_text (GTK_LABEL (self->subtitle), shown ? subtitle : "");
  gtk_widget_set_visible (self->subtitle, shown);
  if (shown)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

void
tg_fold_set_icon (TgFold *self, const char *icon, const char *style)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_widget_set_css_classes (self->icon, (const char *[]){ "line-icon", style, NULL });
  gtk_widget_set_visible (self->icon, icon != NULL);
  tg_icon_be_silent (self->icon);
}

gboolean
tg_fold_get_expanded (TgFold *self)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer));
}

void
tg_fold_set_expanded (TgFold *self, gboolean expanded)
{
  if (tg_fold_get_expanded (self) == !!expanded)
    return;

  if (expanded)
    gtk_widget_set_visible (self->content, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), expanded);
  if (expanded)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unfolded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unfolded");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_STATE_EXPANDED, !!expanded, -1);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXPANDED]);
}

GtkBox *
tg_fold_get_content (TgFold *self)
{
  return GTK_BOX (self->content);
}
