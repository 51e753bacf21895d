/* late.c: keeps the program for as long as something is being written, and speaks for pages that are gone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/late.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"

void
tg_late_begin (void)
{
  g_application_hold (g_application_get_default ());
}

void
tg_late_end (void)
{
  g_application_release (g_application_get_default ());
}

void
tg_late_tell (const char *title, const char *text)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  /* NULL where the window was closed: the dialog is the last one then. */
  GtkWindow *window = gtk_application_get_active_window (application);
  GtkWidget *dialog = adw_message_dialog_new (window, title, text);

  gtk_window_set_application (GTK_WINDOW (dialog), application);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  tg_widget_defaults_apply (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}
