/* reminder.c: sets the start-up check up, or takes it away, in a thread: in a sandbox the desktop may
 * ask the person first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/reminder.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "exceptions/autostart.h"
#include "record/exceptions.h"

struct _TgReminderRow {
  AdwActionRow parent_instance;

  GtkSwitch *toggle;
  gulong toggled;
};

G_DEFINE_FINAL_TYPE (TgReminderRow, tg_reminder_row, ADW_TYPE_ACTION_ROW)

/* Two answers in one, for a thread's result. */
typedef enum { IS_WANTED = 1 << 0, IS_ON = 1 << 1 } Facts;

/* A failed look counts as nothing found. */
static Facts
finish_look (GAsyncResult *result)
{
  gssize facts = g_task_propagate_int (G_TASK (result), NULL);

  return facts > 0 ? (Facts)facts : 0;
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) exceptions = tg_exception_record_load (NULL);
  Facts facts = tg_autostart_is_on () ? IS_ON : 0;

  if (exceptions != NULL && exceptions->len > 0)
    facts |= IS_WANTED;
  g_task_return_int (task, facts);
}

static void
set_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (tg_autostart_set (GPOINTER_TO_INT (data), cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
set_async (gpointer source, gboolean on, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);

  g_task_set_task_data (task, GINT_TO_POINTER (on), NULL);
  g_task_run_in_thread (task, set_in_thread);
}

static void
on_offer_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) parent = data;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  if (g_task_propagate_boolean (G_TASK (result), &error))
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
    set_async (NULL, TRUE, on_offer_done, parent != NULL ? g_object_ref (parent) : NULL);
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
  Facts facts = finish_look (result);
  AdwMessageDialog *dialog;

  if (facts != IS_WANTED)
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
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_offer_looked, parent != NULL ? g_object_ref (parent) : NULL);

  g_task_run_in_thread (task, look_in_thread);
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
  TgReminderRow *self = TG_REMINDER_ROW (source);
  Facts facts = finish_look (result);

  if (self->toggle == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), facts != 0);
  tg_reminder_row_show (self, (facts & IS_ON) != 0);
}

void
tg_reminder_row_refresh (TgReminderRow *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_looked, NULL);

  g_task_run_in_thread (task, look_in_thread);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  TgReminderRow *self = TG_REMINDER_ROW (source);
  gboolean on = GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->toggle == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->toggle), TRUE);
  tg_reminder_row_show (self, done ? on : !on);
  tg_reminder_row_say (self, error);
}

/* The switch moves at once; its state follows when it is done. */
static gboolean
on_toggled (TgReminderRow *self, gboolean on)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->toggle), FALSE);
  set_async (self, on, on_set, GINT_TO_POINTER (on));
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
