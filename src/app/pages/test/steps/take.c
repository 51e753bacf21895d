/* take.c: a row for each kind of step that leads out of the test: to another page, to the web, to the clipboard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/steps/take.h"

#include <gio/gdesktopappinfo.h>
#include <glib/gi18n.h>

#include "app/pages/allow/advanced-box.h"
#include "app/pages/test/steps/memo-text.h"
#include "app/shell/late.h"
#include "find/providers.h"

/* The settings for date and time: GNOME, KDE, Cinnamon, MATE, Xfce and others. */
static const char *const clock_settings[] = {
  "gnome-datetime-panel.desktop", "kcm_clock.desktop", "cinnamon-settings-calendar.desktop", "time-admin.desktop", NULL,
};

static GAppInfo *clock_panel; /* (nullable): the first of these that is there */

static void
find_clock_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GAppInfo *found = NULL;

  for (guint i = 0; clock_settings[i] != NULL && found == NULL; i++)
    found = (GAppInfo *)g_desktop_app_info_new (clock_settings[i]);
  g_task_return_pointer (task, found, g_object_unref);
}

static void
on_clock_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_clear_object (&clock_panel);
  clock_panel = g_task_propagate_pointer (G_TASK (result), NULL);
}

void
tg_steps_prepare (void)
{
  static gboolean begun = FALSE;
  g_autoptr (GTask) task = begun ? NULL : g_task_new (NULL, NULL, on_clock_found, NULL);

  if (task == NULL)
    return;
  begun = TRUE;
  g_task_run_in_thread (task, find_clock_in_thread);
}

/* By the address, else by the server, as an own domain is somebody's. */
static const TgProvider *
provider_of (const TgAccount *account, TgSide side)
{
  const TgProvider *provider = account != NULL ? tg_providers_find (account->address) : NULL;
  const TgServer *server = account != NULL ? tg_account_server (account, side) : NULL;

  return provider != NULL || server == NULL ? provider : tg_providers_find_host (server->ascii_host);
}

void
tg_steps_means (TgPage *page, TgSide side, TgStepMeans *means)
{
  TgWizard *wizard = tg_page_get_wizard (page);
  TgSession *session = tg_page_get_session (page);
  const TgProvider *provider = tg_wizard_get_practising (wizard) ? NULL : provider_of (tg_page_get_account (page), side);
  g_autoptr (GPtrArray) covered = tg_advanced_covered (wizard, side == TG_SIDE_SEND ? TG_SIDE_SEND : TG_SIDE_RECEIVE);

  *means = (TgStepMeans){ { NULL } };
  if (provider != NULL) {
    means->pages[TG_STEP_WEBMAIL] = provider->webmail_url;
    means->pages[TG_STEP_APP_PASSWORD] = provider->app_password_url;
    means->pages[TG_STEP_SWITCH] = provider->switch_url;
    means->pages[TG_STEP_HELP] = provider->help_url;
  }
  means->may[TG_STEP_COMPARE] = covered->len > 0;
  means->may[TG_STEP_CLOCK] = clock_panel != NULL;
  means->may[TG_STEP_SAVE] = tg_session_may_save (session) && tg_wizard_get_device (wizard) == NULL;
}

static void
copy_memo (TgPage *page, TgSide side, const TgNextStep *step)
{
  g_autofree char *memo = tg_memo_text (tg_page_get_session (page));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page)), memo);
  gtk_widget_activate_action (GTK_WIDGET (page), "assistant.toast", "s", _ ("Copied"));
}

static void
on_page_opened (GObject *window, GAsyncResult *result, gpointer address)
{
  g_autofree char *page = address;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (window), result, &error))
    return;
  tg_late_tell (_ ("The page could not be opened here. It can be typed into any browser:"), page);
}

static void
open_page (TgPage *page, TgSide side, const TgNextStep *step)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  gtk_show_uri_full (GTK_WINDOW (root), step->page, GDK_CURRENT_TIME, NULL, on_page_opened, g_strdup (step->page));
}

static void
open_clock (TgPage *page, TgSide side, const TgNextStep *step)
{
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (gtk_widget_get_display (GTK_WIDGET (page)));
  g_autoptr (GError) error = NULL;

  if (clock_panel != NULL && !g_app_info_launch (clock_panel, NULL, G_APP_LAUNCH_CONTEXT (context), &error))
    tg_late_tell (_ ("The settings did not open. Look for “Date & Time” in this computer’s settings."), error->message);
}

static void
go (TgPage *page, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "assistant.go", "s", name);
}

static void
go_to_servers (TgPage *page, TgSide side, const TgNextStep *step)
{
  go (page, "servers");
}

static void
go_to_address (TgPage *page, TgSide side, const TgNextStep *step)
{
  go (page, "address");
}

static void
go_to_exceptions (TgPage *page, TgSide side, const TgNextStep *step)
{
  go (page, "exception-list");
}

static void
compare (TgPage *page, TgSide side, const TgNextStep *step)
{
  tg_wizard_choices (tg_page_get_wizard (page))->certificate_side = side == TG_SIDE_SEND ? TG_SIDE_SEND : TG_SIDE_RECEIVE;
  go (page, "allow");
}

static void
save (TgPage *page, TgSide side, const TgNextStep *step)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "assistant.next", NULL);
}

static void (*const takes[TG_N_STEP_KINDS]) (TgPage *page, TgSide side, const TgNextStep *step) = {
  [TG_STEP_SERVERS] = go_to_servers,
  [TG_STEP_ADDRESS] = go_to_address,
  [TG_STEP_MEMO] = copy_memo,
  [TG_STEP_WEBMAIL] = open_page,
  [TG_STEP_APP_PASSWORD] = open_page,
  [TG_STEP_SWITCH] = open_page,
  [TG_STEP_HELP] = open_page,
  [TG_STEP_EXCEPTIONS] = go_to_exceptions,
  [TG_STEP_CLOCK] = open_clock,
  [TG_STEP_COMPARE] = compare,
  [TG_STEP_SAVE] = save,
};

gboolean
tg_steps_take (TgPage *page, TgSide side, const TgNextStep *step)
{
  if (takes[step->kind] == NULL)
    return FALSE;
  takes[step->kind](page, side, step);
  return TRUE;
}
