/* undo-question.c: see undo-question.h.  Whatever is pressed by mistake changes nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/changes/undo-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "model/text/text.h"

static void
on_answered (AdwMessageDialog *dialog, const char *answer, GObject *subject)
{
  TgUndoAgreed agreed = (TgUndoAgreed)g_object_get_data (G_OBJECT (dialog), "agreed");

  if (g_str_equal (answer, "undo"))
    agreed (subject);
}

/* In a narrow window, libadwaita puts the buttons one above the other, with *Undo* first: what Enter presses is still *Cancel*. */
static void
focus_default (GtkWindow *dialog)
{
  GtkWidget *cancel = gtk_window_get_default_widget (dialog);

  if (cancel != NULL)
    gtk_window_set_focus (dialog, cancel);
}

void
tg_undo_question_ask (GtkWidget *subject, const char *title, const char *when, TgUndoAgreed agreed)
{
  GtkRoot *root = gtk_widget_get_root (subject);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (root), _ ("Undo this change?"), NULL));
  g_autofree char *body =
      g_strdup_printf ("%s\n%s\n\n%s", title, when,
                       _ ("Its settings become what they were before. Your mail, and whatever was changed since, stays as it is."));

  adw_message_dialog_set_body (dialog, body);
  adw_message_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  adw_message_dialog_add_response (dialog, "undo", _ ("_Undo"));
  adw_message_dialog_set_response_appearance (dialog, "undo", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data (G_OBJECT (dialog), "agreed", (gpointer)agreed);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answered), subject, 0);
  tg_widget_defaults_apply (GTK_WIDGET (dialog));
  g_signal_connect (dialog, "notify::default-widget", G_CALLBACK (focus_default), NULL);
  g_signal_connect (dialog, "map", G_CALLBACK (focus_default), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

char *
tg_undo_question_when (const char *id)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) made = g_date_time_new_from_iso8601 (id, utc);

  return made != NULL ? tg_text_minute (g_date_time_to_unix (made)) : g_strdup ("");
}
