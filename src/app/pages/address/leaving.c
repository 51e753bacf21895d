/* leaving.c: watches the window's focus, since an entry loses its own also when the window does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/leaving.h"

typedef struct {
  GtkWidget *page;
  GtkWidget *entry;
  GtkWidget *aside;
  void (*gone_on) (gpointer page);
  GtkRoot *root; /* (nullable) */
  gboolean was_there;
} Watch;

static void
on_focus_moved (GtkRoot *root, GParamSpec *pspec, Watch *self)
{
  GtkWidget *focus = gtk_root_get_focus (root);

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->page))
    return;
  if (gtk_widget_is_ancestor (focus, self->entry)) {
    self->was_there = TRUE;
  } else if (self->was_there && !gtk_widget_is_ancestor (focus, self->aside)) {
    self->was_there = FALSE;
    self->gone_on (self->page);
  }
}

static void
watch_root (Watch *self, GtkRoot *root)
{
  if (self->root != NULL) {
    g_signal_handlers_disconnect_by_func (self->root, on_focus_moved, self);
    g_object_remove_weak_pointer (G_OBJECT (self->root), (gpointer *)&self->root);
  }
  self->root = root;
  if (root == NULL)
    return;
  g_object_add_weak_pointer (G_OBJECT (root), (gpointer *)&self->root);
  g_signal_connect (root, "notify::focus-widget", G_CALLBACK (on_focus_moved), self);
}

static void
on_root (GtkWidget *page, GParamSpec *pspec, Watch *self)
{
  watch_root (self, gtk_widget_get_root (page));
}

static void
watch_free (gpointer data, GClosure *closure)
{
  watch_root (data, NULL);
  g_free (data);
}

void
tg_leaving_watch (GtkWidget *page, GtkWidget *entry, GtkWidget *aside, void (*gone_on) (gpointer page))
{
  Watch *self = g_new0 (Watch, 1);

  self->page = page;
  self->entry = entry;
  self->aside = aside;
  self->gone_on = gone_on;
  g_signal_connect_data (page, "notify::root", G_CALLBACK (on_root), self, watch_free, 0);
  watch_root (self, gtk_widget_get_root (page));
}
