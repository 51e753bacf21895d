/* field.c: one value to enter.  A row of its own rather than AdwEntryRow, because the same row must
 * hold a GtkPasswordEntry or a drop-down, and expose its hint to screen readers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/field.h"

#include <glib/gi18n.h>

#include "app/widgets/in-view.h"
#include "app/widgets/rows/eye.h"
#include "app/widgets/rows/shown-choice.h"
#include "app/widgets/words.h"

struct _TgField {
  AdwPreferencesRow parent_instance;

  TgFieldKind kind;
  GtkWidget *caption;
  GtkWidget *control; /* GtkEntry, GtkPasswordEntry or GtkDropDown */
  GtkWidget *eye;     /* (nullable): of a password */
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (TgField, tg_field, ADW_TYPE_PREFERENCES_ROW)

enum { PROP_KIND = 1, PROP_TEXT, PROP_HINT, PROP_INVALID, PROP_PLACEHOLDER, PROP_CHOICES, PROP_SELECTED, N_PROPS };

static GParamSpec *props[N_PROPS];
static guint changed_signal;

GType
tg_field_kind_get_type (void)
{
  static gsize type;
  static const GEnumValue values[] = {
    { TG_FIELD_TEXT, "TG_FIELD_TEXT", "text" },       { TG_FIELD_EXACT, "TG_FIELD_EXACT", "exact" },
    { TG_FIELD_NUMBER, "TG_FIELD_NUMBER", "number" }, { TG_FIELD_PASSWORD, "TG_FIELD_PASSWORD", "password" },
    { TG_FIELD_CHOICE, "TG_FIELD_CHOICE", "choice" }, { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("TgFieldKind", values));

  return type;
}

/* The button inside a drop-down has the focus; GTK 4.8 names it "GtkToggleButton". */
static GtkAccessible *
tg_field_accessible (TgField *self)
{
  return GTK_ACCESSIBLE (self->kind == TG_FIELD_CHOICE ? gtk_widget_get_first_child (self->control) : self->control);
}

static void
tg_field_name_choice (TgField *self)
{
  gpointer selected = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->control));
  const char *value = GTK_IS_STRING_OBJECT (selected) ? gtk_string_object_get_string (selected) : "";
  const char *title = self->caption != NULL ? gtk_label_get_text (GTK_LABEL (self->caption)) : "";
  /* TRANSLATORS: a setting and its value: "Port: 993" */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), title, value);

  gtk_accessible_update_property (tg_field_accessible (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_changed (TgField *self)
{
  if (self->kind == TG_FIELD_CHOICE)
    tg_field_name_choice (self);
  g_signal_emit (self, changed_signal, 0);
}

/* What an on-screen keyboard should offer, and what must not be corrected, learnt or completed. */
static void
tg_field_set_up_entry (TgField *self)
{
  static const GtkInputPurpose purposes[] = {
    [TG_FIELD_TEXT] = GTK_INPUT_PURPOSE_FREE_FORM,
    [TG_FIELD_EXACT] = GTK_INPUT_PURPOSE_URL,
    [TG_FIELD_NUMBER] = GTK_INPUT_PURPOSE_DIGITS,
    [TG_FIELD_PASSWORD] = GTK_INPUT_PURPOSE_PASSWORD,
  };
  gboolean exact = self->kind != TG_FIELD_TEXT;

  gtk_widget_set_hexpand (self->control, TRUE);
  g_object_set (self->control, "activates-default", TRUE, NULL);
  if (self->kind != TG_FIELD_PASSWORD) {
    gtk_entry_set_has_frame (GTK_ENTRY (self->control), FALSE);
    gtk_entry_set_input_purpose (GTK_ENTRY (self->control), purposes[self->kind]);
    if (exact)
      gtk_entry_set_input_hints (GTK_ENTRY (self->control),
                                 GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_LOWERCASE | GTK_INPUT_HINT_NO_EMOJI);
  }
  if (exact) {
    gtk_widget_add_css_class (self->control, "exact");
    /* A server name reads from the left, even in a right-to-left language. */
    gtk_widget_set_direction (self->control, GTK_TEXT_DIR_LTR);
    gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->control))), GTK_TEXT_DIR_LTR);
  }
  gtk_editable_set_width_chars (GTK_EDITABLE (self->control), self->kind == TG_FIELD_NUMBER ? 5 : 8);
  g_signal_connect_swapped (self->control, "changed", G_CALLBACK (on_changed), self);
}

static GtkWidget *
make_control (TgFieldKind kind)
{
  switch (kind) {
  case TG_FIELD_PASSWORD:
    return gtk_password_entry_new ();
  case TG_FIELD_CHOICE:
    return tg_shown_choice_new ();
  default:
    return gtk_entry_new ();
  }
}

/* The control, and what belongs beside it. */
static GtkWidget *
tg_field_make_line (TgField *self)
{
  GtkWidget *line;

  if (self->kind != TG_FIELD_PASSWORD)
    return self->control;

  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->eye = tg_eye_new (GTK_PASSWORD_ENTRY (self->control));
  gtk_box_append (GTK_BOX (line), self->control);
  gtk_box_append (GTK_BOX (line), self->eye);
  return line;
}

static void
on_title (TgField *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  /* Its mnemonic widget is the control, which gets its accessible name from it. */
  gtk_label_set_text_with_mnemonic (GTK_LABEL (self->caption), title);
  if (self->kind == TG_FIELD_CHOICE)
    tg_field_name_choice (self);
}

static void
tg_field_constructed (GObject *object)
{
  TgField *self = TG_FIELD (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  G_OBJECT_CLASS (tg_field_parent_class)->constructed (object);

  self->control = make_control (self->kind);
  if (self->kind == TG_FIELD_CHOICE)
    g_signal_connect_swapped (self->control, "notify::selected", G_CALLBACK (on_changed), self);
  else
    tg_field_set_up_entry (self);

  self->caption = tg_words_new (NULL, "field-caption");
  gtk_label_set_mnemonic_widget (GTK_LABEL (self->caption), self->control);

  self->hint = tg_words_new (NULL, "field-hint");
  gtk_widget_set_visible (self->hint, FALSE);

  gtk_box_append (GTK_BOX (box), self->caption);
  gtk_box_append (GTK_BOX (box), tg_field_make_line (self));
  gtk_box_append (GTK_BOX (box), self->hint);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");

  g_signal_connect (self, "notify::title", G_CALLBACK (on_title), NULL);
  on_title (self);
}

/* The Tab key stops at the control, not at the row. */
static gboolean
tg_field_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget)), direction);
}

static gboolean
tg_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (TG_FIELD (widget)->control);
}

static void
tg_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TgField *self = TG_FIELD (object);

  switch (id) {
  case PROP_KIND:
    g_value_set_enum (value, self->kind);
    break;
  case PROP_TEXT:
    g_value_set_string (value, tg_field_get_text (self));
    break;
  case PROP_HINT:
    g_value_set_string (value, gtk_label_get_text (GTK_LABEL (self->hint)));
    break;
  case PROP_SELECTED:
    g_value_set_uint (value, tg_field_get_selected (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tg_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TgField *self = TG_FIELD (object);

  switch (id) {
  case PROP_KIND:
    self->kind = g_value_get_enum (value);
    break;
  case PROP_TEXT:
    tg_field_set_text (self, g_value_get_string (value));
    break;
  case PROP_HINT:
    tg_field_set_hint (self, g_value_get_string (value));
    break;
  case PROP_INVALID:
    tg_field_set_invalid (self, g_value_get_boolean (value));
    break;
  case PROP_PLACEHOLDER:
    tg_field_set_placeholder (self, g_value_get_string (value));
    break;
  case PROP_CHOICES:
    gtk_drop_down_set_model (GTK_DROP_DOWN (self->control), g_value_get_object (value));
    break;
  case PROP_SELECTED:
    tg_field_set_selected (self, g_value_get_uint (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tg_field_class_init (TgFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tg_field_constructed;
  object_class->get_property = tg_field_get_property;
  object_class->set_property = tg_field_set_property;
  widget_class->focus = tg_field_focus;
  widget_class->grab_focus = tg_field_grab_focus;

  props[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, TG_TYPE_FIELD_KIND, TG_FIELD_TEXT,
                                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_INVALID] = g_param_spec_boolean ("invalid", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_CHOICES] = g_param_spec_object ("choices", NULL, NULL, GTK_TYPE_STRING_LIST, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SELECTED] = g_param_spec_uint ("selected", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_field_init (TgField *self)
{
}

const char *
tg_field_get_text (TgField *self)
{
  return GTK_IS_EDITABLE (self->control) ? gtk_editable_get_text (GTK_EDITABLE (self->control)) : "";
}

void
tg_field_set_text (TgField *self, const char *text)
{
  if (GTK_IS_EDITABLE (self->control) && g_strcmp0 (text, tg_field_get_text (self)) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->control), text != NULL ? text : "");
}

void
tg_field_set_hint (TgField *self, const char *hint)
{
  gboolean shown = hint != NULL && *hint;
  gboolean told = shown && g_strcmp0 (hint, gtk_label_get_text (GTK_LABEL (self->hint))) != 0;

  gtk_label_set_text (GTK_LABEL (self->hint), hint != NULL ? hint : "");
  gtk_widget_set_visible (self->hint, shown);
  /* A hint that appears while typing must be visible, even at the bottom of the window. */
  if (told && gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    tg_bring_into_view (GTK_WIDGET (self));
  if (shown)
    gtk_accessible_update_relation (tg_field_accessible (self), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->hint, NULL, -1);
  else
    gtk_accessible_reset_relation (tg_field_accessible (self), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}

void
tg_field_set_invalid (TgField *self, gboolean invalid)
{
  gtk_accessible_update_state (tg_field_accessible (self), GTK_ACCESSIBLE_STATE_INVALID,
                               invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (invalid)
    gtk_widget_add_css_class (GTK_WIDGET (self), "invalid");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "invalid");
}

void
tg_field_set_editable (TgField *self, gboolean editable)
{
  gtk_editable_set_editable (GTK_EDITABLE (self->control), editable);
  if (editable)
    gtk_widget_remove_css_class (self->control, "fixed");
  else
    gtk_widget_add_css_class (self->control, "fixed");
}

void
tg_field_set_placeholder (TgField *self, const char *text)
{
  g_object_set (self->control, "placeholder-text", text, NULL);
}

guint
tg_field_get_selected (TgField *self)
{
  return GTK_IS_DROP_DOWN (self->control) ? gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control)) : 0;
}

void
tg_field_set_selected (TgField *self, guint selected)
{
  if (GTK_IS_DROP_DOWN (self->control))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), selected);
}

void
tg_field_set_revealed (TgField *self, gboolean revealed)
{
  if (self->eye != NULL)
    tg_eye_set_shown (GTK_BUTTON (self->eye), revealed);
}
