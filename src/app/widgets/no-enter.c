/* no-enter.c: for consent that one Enter too many must not give.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/no-enter.h"

static gboolean
swallow (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_widget_error_bell (widget);
  return GDK_EVENT_STOP;
}

void
tg_no_enter (GtkWidget *widget)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* Sees the key before the widget and its children do. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], 0),
                                                            gtk_callback_action_new (swallow, NULL, NULL)));
  gtk_widget_add_controller (widget, controller);
}
