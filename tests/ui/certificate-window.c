/* certificate-window.c: a window with what the certificate page says of a server, for pictures.
 * Arguments: the server's URL, a file of authorities, then HOST=IP as for --resolve.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/pages/certificate/certificate-sections.h"
#include "tegami-config.h"

static void
on_checked (GObject *source, GAsyncResult *result, gpointer window)
{
  TgSession *session = TG_SESSION (source);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  if (!tg_session_finish (session, result, NULL))
    g_error ("The check was cancelled");
  gtk_widget_add_css_class (box, "page");
  tg_certificate_sections_fill (GTK_BOX (box), session, TG_SIDE_RECEIVE, g_get_real_time () / G_USEC_PER_SEC);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_window_set_content (ADW_WINDOW (window), scroller);
  gtk_window_present (GTK_WINDOW (window));
}

static void
add_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/tegami/Tegami/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "/io/github/tegami/Tegami/icons");
}

static void
on_activate (GApplication *application, gpointer data)
{
  char **arguments = data;
  g_autoptr (TgNetwork) network = tg_network_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TgServer) server = tg_server_parse (arguments[1], &error);
  g_autoptr (TgAccount) account = NULL;
  TgSession *session;

  network->trust = tg_trust_new (arguments[2], &error);
  if (server == NULL || network->trust == NULL)
    g_error ("%s", error->message);
  for (char **host_is_ip = arguments + 3; *host_is_ip; host_is_ip++)
    tg_network_override (network, *host_is_ip, NULL);
  account = tg_account_new ("hanako@example.test", NULL, NULL, NULL, server, NULL);
  session = tg_session_new (network);
  g_object_set_data_full (G_OBJECT (application), "session", session, g_object_unref);
  tg_session_set_account (session, account);
  add_style ();
  tg_session_check_async (session, &(TgCheckOptions){ 0 }, NULL, on_checked,
                          g_object_new (ADW_TYPE_WINDOW, "application", application, "default-width", 640, "default-height", 1200, NULL));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  if (argc < 3)
    return 2;
  tg_network_init ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("TEGAMI_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), argv);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
