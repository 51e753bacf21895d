/* autostart-portal.c: asks the desktop, from inside a sandbox, to start the check with it, or not any
 * more: org.freedesktop.portal.Background, whose answer comes as a signal of a request.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "exceptions/autostart.h"
#include "model/source.h"

#define PORTAL     "org.freedesktop.portal.Desktop"
#define PATIENCE_S 120

/* @response: 0 agreed, 1 refused by the person, 2 ended otherwise */
typedef struct {
  gboolean over;
  guint32 response;
  gboolean autostart;
} Answer;

static void
on_response (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal, GVariant *parameters,
             gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (GVariant) results = NULL;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  g_variant_get (parameters, "(u@a{sv})", &answer->response, &results);
  g_variant_lookup (results, "autostart", "b", &answer->autostart);
  answer->over = TRUE;
}

static gboolean
on_patience_over (gpointer user_data)
{
  Answer *answer = user_data;

  answer->response = 2;
  answer->over = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  return on_patience_over (user_data);
}

/* Where the portal answers, known before it is asked, so that no answer comes too early. */
static char *
request_path (GDBusConnection *bus, const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);

  g_strdelimit (sender, ".", '_');
  return g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", sender, token);
}

static GVariant *
make_request (gboolean on, const char *token)
{
  const char *const command[] = { "tegami", "--" TG_AUTOSTART_OPTION, NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (_ ("Ends security exceptions on their date")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (on));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  return g_variant_new ("(sa{sv})", "", &options);
}

static gboolean
ask (GDBusConnection *bus, GMainContext *context, gboolean on, Answer *answer, GCancellable *cancellable, GError **error)
{
  g_autofree char *token = g_strdup_printf ("tegami%u", g_random_int ());
  g_autofree char *path = request_path (bus, token);
  guint subscription = g_dbus_connection_signal_subscribe (bus, PORTAL, "org.freedesktop.portal.Request", "Response", path, NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE, on_response, answer, NULL);
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_sync (bus, PORTAL, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Background", "RequestBackground",
                                   make_request (on, token), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, cancellable, error);

  if (reply != NULL) {
    GSource *patience = tg_source_begin (g_timeout_source_new_seconds (PATIENCE_S), on_patience_over, answer, context);
    GSource *cancelled = cancellable != NULL
                             ? tg_source_begin (g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled), answer, context)
                             : NULL;

    while (!answer->over)
      g_main_context_iteration (context, TRUE);
    tg_source_end (patience);
    g_clear_pointer (&cancelled, tg_source_end);
  }
  g_dbus_connection_signal_unsubscribe (bus, subscription);
  return reply != NULL && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

gboolean
tg_autostart_ask_portal (GDBusConnection *bus, gboolean on, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Answer answer = { .response = 2 };
  gboolean asked;

  /* Signals come to the context of the thread that subscribed. */
  g_main_context_push_thread_default (context);
  asked = ask (bus, context, on, &answer, cancellable, error);
  /* Whatever the bus still has for us is let go of with the subscription. */
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);

  if (!asked)
    return FALSE;
  if (answer.response == 0 && answer.autostart == on)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                       _ ("The desktop did not allow it. Its settings say what may start."));
  return FALSE;
}
