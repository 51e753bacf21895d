/* portal.c: opens the page in whose place the network put its own: nothing but a web page, its host shown
 * before; and tells when the person is back, signed in or not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/offers/portal.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "model/text/text.h"

#define HOST_MAX 100 /* characters */

struct _TgPortal {
  GtkBox parent_instance;

  char *page;
  GtkWidget *button;
  GtkLabel *problem;
  gboolean opened;
  gboolean away; /* … and another window was in front since */
};

G_DEFINE_FINAL_TYPE (TgPortal, tg_portal, GTK_TYPE_BOX)

static guint returned_signal;

static void
on_active_changed (GtkWindow *window, GParamSpec *pspec, TgPortal *self)
{
  if (!self->opened)
    return;
  if (!gtk_window_is_active (window)) {
    self->away = TRUE;
    return;
  }
  if (!self->away)
    return;

  self->opened = self->away = FALSE;
  g_signal_emit (self, returned_signal, 0);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgPortal) self = data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  self->opened = FALSE;
  tg_words_tell (self->problem, error->message);
}

static void
on_clicked (TgPortal *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  tg_words_tell (self->problem, NULL);
  self->opened = TRUE;
  self->away = FALSE;
  gtk_show_uri_full (GTK_WINDOW (root), self->page, GDK_CURRENT_TIME, NULL, on_opened, g_object_ref (self));
}

static void
tg_portal_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tg_portal_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active", G_CALLBACK (on_active_changed), widget, 0);
}

static void
tg_portal_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), on_active_changed, widget);
  GTK_WIDGET_CLASS (tg_portal_parent_class)->unroot (widget);
}

static void
tg_portal_finalize (GObject *object)
{
  g_free (TG_PORTAL (object)->page);
  G_OBJECT_CLASS (tg_portal_parent_class)->finalize (object);
}

static void
tg_portal_class_init (TgPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tg_portal_finalize;
  GTK_WIDGET_CLASS (klass)->root = tg_portal_root;
  GTK_WIDGET_CLASS (klass)->unroot = tg_portal_unroot;
  returned_signal = g_signal_new ("returned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_portal_init (TgPortal *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

/* The host of @page as people may read it; NULL where it is no page of the web. (transfer full) */
static char *
host_of (const char *page)
{
  g_autoptr (GUri) uri = page != NULL ? g_uri_parse (page, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gboolean web = uri != NULL &&
                 (g_ascii_strcasecmp (g_uri_get_scheme (uri), "http") == 0 || g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") == 0);

  return web && host != NULL && *host ? tg_text_visible (host, -1, HOST_MAX) : NULL;
}

/* The network's page, else the one that is asked first, in whose place it would be shown, too.  @host: (out): as people may read it,
 * NULL where there is no page. */
static const char *
page_of (TgSession *session, char **host)
{
  const TgSurroundings *seen = tg_session_get_surroundings (session);
  const char *page = seen != NULL ? seen->portal_page : NULL;

  *host = host_of (page);
  if (*host != NULL)
    return page;
  page = tg_session_get_sources (session)->portal_url;
  *host = host_of (page);
  return page;
}

gboolean
tg_portal_may_offer (TgSession *session)
{
  g_autofree char *host = NULL;

  page_of (session, &host);
  return host != NULL;
}

static TgPortal *
tg_portal_new (TgSession *session)
{
  char *found = NULL;
  const char *page = page_of (session, &found);
  g_autofree char *host = found;
  g_autofree char *text = NULL;
  TgPortal *self;

  if (host == NULL)
    return NULL;

  self = g_object_new (TG_TYPE_PORTAL, NULL);
  self->page = g_strdup (page);
  text = g_strdup_printf (
      _ ("Your browser opens %s, and this Wi-Fi shows its sign-in page instead. When you return to this window, the test runs again."),
      host);
  tg_words_append (GTK_BOX (self), text, NULL);
  self->button = gtk_button_new_with_mnemonic (_ ("_Open the sign-in page"));
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->button, "suggested-action");
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_append (GTK_BOX (self), self->button);
  self->problem = GTK_LABEL (tg_words_append (GTK_BOX (self), "", NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  tg_widget_defaults_apply (GTK_WIDGET (self));
  return self;
}

void
tg_portal_offer (TgFindingView *view, TgSession *session, GCallback returned, gpointer user_data)
{
  TgPortal *self = tg_portal_new (session);

  if (self == NULL)
    return;

  g_signal_connect_swapped (self, "returned", returned, user_data);
  tg_finding_view_add_help (view, GTK_WIDGET (self), self->button);
}
