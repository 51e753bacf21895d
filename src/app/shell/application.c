/* application.c: the program: command line, menu, one window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

#include "app/shell/window.h"
#include "exceptions/autostart.h"
#include "exceptions/end.h"
#include "exceptions/start-check.h"
#include "tegami-config.h"

struct _TgApplication {
  AdwApplication parent_instance;

  gboolean only_check; /* until the first activation */
  gboolean checking;
};

G_DEFINE_FINAL_TYPE (TgApplication, tg_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Start with a practice account: a working one, or the given SCENARIO"), NULL },
  { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Also trust the certificate authorities in this file, for this run"), N_ ("FILE") },
  { "resolve", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Use this address for HOST, for this run; may be repeated"), N_ ("HOST=IP") },
  { "resolver", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Ask this name server instead of the system’s, for this run"), "IP[:PORT]" },
  { TG_AUTOSTART_OPTION, 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Without a window: remove expired security exceptions"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and exit"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_ ("[SCENARIO]") },
  { NULL },
};

static GtkWindow *
tg_application_ensure_window (TgApplication *self)
{
  /* Dialogs are among them, and may outlive the window. */
  for (GList *one = gtk_application_get_windows (GTK_APPLICATION (self)); one != NULL; one = one->next)
    if (TG_IS_WINDOW (one->data))
      return one->data;
  return tg_window_new (GTK_APPLICATION (self));
}

/* What the start-up check has to say, the gravest thing on top. */
static const char *const titles[] = {
  [TG_END_FAILED] = N_ ("A security exception could not be removed"),
  [TG_END_WAITS] = N_ ("A security exception has expired: please close the mail program"),
  [TG_END_DONE] = N_ ("A security exception has expired"),
  [TG_END_SOON] = N_ ("A security exception expires soon"),
};

/* @ends: of TgExceptionEnd*, one at least.  Pressing it opens the list of exceptions. (transfer full) */
static GNotification *
make_notice (GPtrArray *ends)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autofree char *body = NULL;
  TgEndState gravest = TG_END_SOON;
  GNotification *notice;

  for (guint i = 0; i < ends->len; i++) {
    const TgExceptionEnd *one = ends->pdata[i];
    g_autofree char *line = tg_exception_end_describe (one);

    gravest = MIN (gravest, one->state);
    g_strv_builder_add (lines, line);
  }

  all = g_strv_builder_end (lines);
  body = g_strjoinv ("\n", all);
  notice = g_notification_new (_ (titles[gravest]));
  g_notification_set_body (notice, body);
  g_notification_set_default_action (notice, "app.exceptions");
  g_notification_add_button (notice, _ ("Show security exceptions"), "app.exceptions");
  return notice;
}

/* Nothing but a notification: the check runs without a window, and the program ends with it. */
static void
tell (GPtrArray *ends, gpointer data)
{
  g_autoptr (GNotification) notice = make_notice (ends);

  g_application_send_notification (data, TG_AUTOSTART_OPTION, notice);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgApplication) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ends = tg_start_check_finish (result, &error);

  if (ends == NULL)
    g_message ("%s", error->message);
  self->checking = FALSE;
  g_application_release (G_APPLICATION (self));
}

static void
tg_application_check (TgApplication *self)
{
  if (self->checking)
    return;

  self->checking = TRUE;
  g_application_hold (G_APPLICATION (self));
  tg_start_check_async (NULL, tell, self, on_checked, g_object_ref (self));
}

static void
tg_application_activate (GApplication *application)
{
  TgApplication *self = TG_APPLICATION (application);

  if (self->only_check) {
    self->only_check = FALSE;
    tg_application_check (self);
    return;
  }
  gtk_window_present (tg_application_ensure_window (TG_APPLICATION (application)));
}

static gboolean
scenario_exists (const char *name)
{
  for (const TgPracticeScenario *row = tg_practice_table (); row->name; row++)
    if (strcmp (row->name, name) == 0)
      return TRUE;

  return FALSE;
}

/* Another network is of this process alone: a running window keeps its own. */
static gboolean
tg_application_use_network (TgApplication *self, GVariantDict *dict, GError **error)
{
  g_autofree char *ca_file = NULL, *resolver = NULL;
  g_auto (GStrv) overrides = NULL;
  TgWizard *wizard;

  if (!g_variant_dict_contains (dict, "ca-file") && !g_variant_dict_contains (dict, "resolve") &&
      !g_variant_dict_contains (dict, "resolver"))
    return TRUE;

  g_variant_dict_lookup (dict, "ca-file", "^ay", &ca_file);
  g_variant_dict_lookup (dict, "resolve", "^as", &overrides);
  g_variant_dict_lookup (dict, "resolver", "s", &resolver);
  g_application_set_flags (G_APPLICATION (self), G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (self), NULL, error))
    return FALSE;

  wizard = tg_assistant_get_wizard (tg_window_get_assistant (TG_WINDOW (tg_application_ensure_window (self))));
  return (resolver == NULL || tg_wizard_set_resolver (wizard, resolver, error)) &&
         tg_wizard_set_network (wizard, ca_file, (const char *const *)overrides, error);
}

/* A running wizard checks by itself when it is asked. */
static int
tg_application_begin_check (TgApplication *self)
{
  if (g_application_get_is_remote (G_APPLICATION (self))) {
    g_action_group_activate_action (G_ACTION_GROUP (self), TG_AUTOSTART_OPTION, NULL);
    return 0;
  }
  self->only_check = TRUE;
  return -1;
}

static int
tg_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  g_auto (GStrv) names = NULL;
  g_autoptr (GError) error = NULL;
  gboolean practice = g_variant_dict_contains (dict, "practice");
  gboolean check = g_variant_dict_contains (dict, TG_AUTOSTART_OPTION);
  const char *scenario;

  if (g_variant_dict_contains (dict, "version")) {
    g_print ("tegami %s\n", TG_VERSION);
    return 0;
  }

  g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^as", &names);
  scenario = names != NULL && names[0] != NULL ? names[0] : "good";
  if ((names != NULL && !practice) || (practice && !scenario_exists (scenario))) {
    g_printerr (_ ("tegami: there is no practice scenario “%s”\n"), scenario);
    return 2;
  }

  if (!tg_application_use_network (TG_APPLICATION (application), dict, &error)) {
    g_printerr ("tegami: %s\n", error->message);
    return 2;
  }
  if (!practice && !check)
    return -1;

  if (!g_application_register (application, NULL, &error)) {
    g_printerr ("tegami: %s\n", error->message);
    return 1;
  }
  if (check)
    return tg_application_begin_check (TG_APPLICATION (application));
  /* In a running program, this reaches the window that is there. */
  g_action_group_activate_action (G_ACTION_GROUP (application), "practise", g_variant_new_string (scenario));
  return g_application_get_is_remote (application) ? 0 : -1;
}

static void
on_practise (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = tg_application_ensure_window (data);

  tg_window_practise (TG_WINDOW (window), g_variant_get_string (parameter, NULL));
  gtk_window_present (window);
}

static void
on_check_exceptions (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tg_application_check (data);
}

static void
on_exceptions (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = tg_application_ensure_window (data);
  TgAssistant *assistant = tg_window_get_assistant (TG_WINDOW (window));

  /* In practice no real server is asked. */
  if (tg_wizard_get_practising (tg_assistant_get_wizard (assistant)))
    tg_assistant_start_over (assistant);
  tg_assistant_visit (assistant, "exception-list");
  gtk_window_present (window);
}

/* Not as gtk/help-overlay.ui, which GTK would build before the first frame. */
static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/tegami/Tegami/shell/shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, gtk_application_get_active_window (data));
  gtk_window_present (shortcuts);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about, "transient-for", gtk_application_get_active_window (data), "application-name", _ ("Tegami"), "application-icon",
                TG_APP_ID, "version", TG_VERSION, "developer-name", _ ("The Tegami project"), "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _ ("Sets up mail accounts, tests them for real, and says in plain words what is wrong and what to do."), NULL);
  gtk_window_present (GTK_WINDOW (about));
}

/* Without its windows the program ends, but not while it is writing (late.h). */
static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window;

  while ((window = g_list_nth_data (gtk_application_get_windows (data), 0)) != NULL)
    gtk_window_destroy (window);
}

static const GActionEntry actions[] = {
  { .name = "practise", .activate = on_practise, .parameter_type = "s" },
  { .name = TG_AUTOSTART_OPTION, .activate = on_check_exceptions },
  { .name = "exceptions", .activate = on_exceptions },
  { .name = "shortcuts", .activate = on_shortcuts },
  { .name = "about", .activate = on_about },
  { .name = "quit", .activate = on_quit },
};

/* The end of the session, or of the terminal: as if the person had closed it. */
static gboolean
on_signal (gpointer application)
{
  on_quit (NULL, NULL, application);
  return G_SOURCE_CONTINUE;
}

static void
tg_application_startup (GApplication *application)
{
  static const int signals[] = { SIGHUP, SIGINT, SIGTERM };

  G_APPLICATION_CLASS (tg_application_parent_class)->startup (application);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_unix_signal_add (signals[i], on_signal, application);
  gtk_window_set_default_icon_name (TG_APP_ID);
}

static void
tg_application_class_init (TgApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = tg_application_activate;
  application_class->startup = tg_application_startup;
  application_class->handle_local_options = tg_application_handle_local_options;
}

static void
tg_application_init (TgApplication *self)
{
  static const char *const quit_keys[] = { "<Control>q", NULL };
  static const char *const shortcuts_keys[] = { "<Control>question", NULL };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", quit_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.shortcuts", shortcuts_keys);
}

TgApplication *
tg_application_new (void)
{
  return g_object_new (TG_TYPE_APPLICATION, "application-id", TG_APP_ID, "resource-base-path", "/io/github/tegami/Tegami", NULL);
}
