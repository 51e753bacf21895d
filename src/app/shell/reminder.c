/* reminder.c: the person's consent to the start-up check: in a sandbox the desktop may ask, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/reminder.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "exceptions/autostart.h"
#include "exceptions/outlook.h"

struct _TgReminderRow {
  AdwActionRow parent_instance;

  GtkSwitch *toggle;
  gulong toggled;
  gboolean wished;      /* how the person last put it */
  gboolean tried;       /* what is being set */
  gboolean setting;     /* … and is not there yet */
  gboolean looks_again; /* somebody wished to know meanwhile */
  gboolean looking;
};

G_DEFINE_FINAL_TYPE (TgReminderRow, tg_reminder_row, ADW_TYPE_ACTION_ROW)

static void
on_offer_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) parent = data;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  if (tg_autostart_set_finish (result, &error))
    return;
  dialog = adw_message_dialog_new (parent, _ ("The check could not be set up"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_offer_answered (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (g_strcmp0 (response, "set-up") == 0)
    tg_autostart_set_async (TRUE, on_offer_done, parent != NULL ? g_object_ref (parent) : NULL);
}

/* Where the buttons stand on top of each other, the dialog would begin with the other one. */
static void
focus_default (GtkWindow *dialog)
{
  GtkWidget *button = gtk_window_get_default_widget (dialog);

  if (button != NULL)
    gtk_widget_grab_focus (button);
}

static void
on_offer_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) parent = data;
  g_autoptr (TgExceptionOutlook) outlook = tg_exception_outlook_finish (result);
  AdwMessageDialog *dialog;

  if (!outlook->ours || outlook->start_check)
    return;
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, _ ("Remove the exception on its date?"), NULL));
  adw_message_dialog_set_body (
      dialog, _ ("Tegami can check each time you log in to this computer: it tells you two days before the end, then removes the exception "
                 "from the mail program. It contacts no server, and stops once no exception is left."));
  adw_message_dialog_add_response (dialog, "later", _ ("_Not now"));
  adw_message_dialog_add_response (dialog, "set-up", _ ("_Check when I log in"));
  adw_message_dialog_set_response_appearance (dialog, "set-up", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "later");
  adw_message_dialog_set_close_response (dialog, "later");
  g_signal_connect (dialog, "response", G_CALLBACK (on_offer_answered), NULL);
  g_signal_connect_after (dialog, "map", G_CALLBACK (focus_default), NULL);
  g_signal_connect (dialog, "notify::default-widget", G_CALLBACK (focus_default), NULL);
  tg_widget_defaults_apply (GTK_WIDGET (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
tg_reminder_offer (GtkWindow *parent)
{
  tg_exception_outlook_async (on_offer_looked, parent != NULL ? g_object_ref (parent) : NULL);
}

static void
tg_reminder_row_show (TgReminderRow *self, gboolean on)
{
  g_signal_handler_block (self->toggle, self->toggled);
  gtk_switch_set_active (self->toggle, on);
  gtk_switch_set_state (self->toggle, on);
  g_signal_handler_unblock (self->toggle, self->toggled);
}

static void
tg_reminder_row_say (TgReminderRow *self, const GError *problem)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), problem != NULL
                                                          ? problem->message
                                                          : _ ("Tegami tells you two days before one of your exceptions expires, and then "
                                                               "removes it from the mail program. It contacts no server."));
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgReminderRow) self = data;
  g_autoptr (TgExceptionOutlook) outlook = tg_exception_outlook_finish (result);

  self->looking = FALSE;
  if (self->toggle == NULL)
    return;
  /* It may be from before. */
  if (self->looks_again) {
    tg_reminder_row_refresh (self);
    return;
  }
  gtk_widget_set_visible (GTK_WIDGET (self), outlook->ours || outlook->start_check);
  tg_reminder_row_show (self, outlook->start_check);
}

void
tg_reminder_row_refresh (TgReminderRow *self)
{
  self->looks_again = self->looking || self->setting;
  if (self->looks_again)
    return;

  self->looking = TRUE;
  tg_exception_outlook_async (on_looked, g_object_ref (self));
}

static void tg_reminder_row_set (TgReminderRow *self);

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgReminderRow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = tg_autostart_set_finish (result, &error);

  self->setting = FALSE;
  if (self->toggle == NULL)
    return;
  if (self->wished != self->tried) {
    tg_reminder_row_set (self);
    return;
  }
  /* The switch shows what was wished, its state what is. */
  tg_reminder_row_show (self, done == self->tried);
  tg_reminder_row_say (self, error);
  if (self->looks_again && !self->looking)
    tg_reminder_row_refresh (self);
}

static void
tg_reminder_row_set (TgReminderRow *self)
{
  self->tried = self->wished;
  self->setting = TRUE;
  /* What is being read may be as it was before. */
  self->looks_again |= self->looking;
  tg_autostart_set_async (self->tried, on_set, g_object_ref (self));
}

/* The switch moves at once, and again as often as the person likes; its state follows when it is done. */
static gboolean
on_toggled (TgReminderRow *self, gboolean on)
{
  self->wished = on;
  if (!self->setting)
    tg_reminder_row_set (self);
  return TRUE;
}

static void
tg_reminder_row_dispose (GObject *object)
{
  TG_REMINDER_ROW (object)->toggle = NULL;
  G_OBJECT_CLASS (tg_reminder_row_parent_class)->dispose (object);
}

static void
tg_reminder_row_class_init (TgReminderRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tg_reminder_row_dispose;
}

static void
tg_reminder_row_init (TgReminderRow *self)
{
  self->toggle = GTK_SWITCH (gtk_switch_new ());
  self->toggled = g_signal_connect_swapped (self->toggle, "state-set", G_CALLBACK (on_toggled), self);
  gtk_widget_set_valign (GTK_WIDGET (self->toggle), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Check each time I log in to this computer"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->toggle));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->toggle));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  tg_reminder_row_say (self, NULL);
}
