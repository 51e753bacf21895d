/* retype-box.c: see retype-box.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/cards/retype-box.h"

#include <glib/gi18n.h>

#include "app/cards/todo-box.h"
#include "app/widgets/field.h"
#include "model/secret.h"

struct _TgRetypeBox {
  GtkBox parent_instance;

  TgField *password;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (TgRetypeBox, tg_retype_box, GTK_TYPE_BOX)

static guint retype_signal;

static void
on_retype (TgRetypeBox *self)
{
  const char *text = tg_field_get_text (self->password);
  g_autoptr (TgSecret) secret = *text ? tg_secret_new (text, -1) : NULL;

  if (secret == NULL) {
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
    return;
  }
  tg_field_set_text (self->password, "");
  g_signal_emit (self, retype_signal, 0, secret);
}

/* Or Enter would press the window's default button. */
static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, TgRetypeBox *self)
{
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;

  on_retype (self);
  return GDK_EVENT_STOP;
}

static void
tg_retype_box_class_init (TgRetypeBoxClass *klass)
{
  retype_signal =
      g_signal_new ("retype", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
tg_retype_box_init (TgRetypeBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
}

GtkWidget *
tg_retype_box_new (gboolean sending, guint attempts_left, gboolean suggested)
{
  TgRetypeBox *self = g_object_new (TG_TYPE_RETYPE_BOX, NULL);
  GtkWidget *list = gtk_list_box_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autofree char *attempts =
      attempts_left == 0
          ? NULL
          : g_strdup_printf (ngettext ("You have %u attempt left; stopping then keeps the account from being locked.",
                                       "You have %u attempts left; stopping then keeps the account from being locked.", attempts_left),
                             attempts_left);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->password = g_object_new (TG_TYPE_FIELD, "kind", TG_FIELD_PASSWORD, "title",
                                 sending ? _ ("Password for sending") : _ ("Mail password"), "hint", attempts, NULL);
  tg_field_set_revealed (self->password, TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->password));
  gtk_box_append (GTK_BOX (self), list);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->password), keys);

  self->button = tg_todo_box_add_button (GTK_BOX (self), _ ("Test with this password"), suggested);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_retype), self);
  return GTK_WIDGET (self);
}

GtkWidget *
tg_retype_box_button (TgRetypeBox *self)
{
  return self->button;
}
