/* changes-page.c: all that was changed in mail programs, the newest first.  The journal is read in a thread, and the mail
 * programs are asked what stands in the way, each time the page is entered and after each undo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include "app/pages/changes/change-row.h"
#include "app/widgets/widget-defaults.h"
#include "saving/history.h"

struct _TgChangesPage {
  TgPage parent_instance;

  GtkWidget *intro;
  GtkWidget *empty;
  GtkWidget *progress;
  GtkLabel *problem;
  GtkBox *list;

  GCancellable *looking; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TgChangesPage, tg_changes_page, TG_TYPE_PAGE)

static void tg_changes_page_look (TgChangesPage *self);

static void
on_undone (TgChangeRow *row, gboolean undone, TgChangesPage *self)
{
  tg_wizard_use_what_is_left (tg_page_get_wizard (TG_PAGE (self)));
  /* What failed says so in its row. */
  if (undone && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    tg_changes_page_look (self);
}

static void
tg_changes_page_show (TgChangesPage *self, GPtrArray *history)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;

  tg_box_empty (self->list);
  for (guint i = 0; i < history->len; i++) {
    GtkWidget *row;

    if (tg_saved_change_is_part (history->pdata[i], history))
      continue;
    row = tg_change_row_new (history->pdata[i]);
    g_signal_connect_object (row, "undone", G_CALLBACK (on_undone), self, 0);
    gtk_box_append (self->list, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->list), history->len > 0);
  gtk_widget_set_visible (self->empty, history->len == 0);
  gtk_widget_set_visible (self->intro, history->len > 0);
  /* The button that had it is gone with its row. */
  if (had_focus)
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgChangesPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = tg_saving_history_finish (result, &error);

  /* Another look has begun since, or the page was left. */
  if (self->looking != g_task_get_cancellable (G_TASK (result)))
    return;

  g_clear_object (&self->looking);
  gtk_widget_set_visible (self->progress, FALSE);
  if (history != NULL)
    tg_changes_page_show (self, history);
  else
    gtk_label_set_text (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
}

static void
tg_changes_page_stop_looking (TgChangesPage *self)
{
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void
tg_changes_page_look (TgChangesPage *self)
{
  tg_changes_page_stop_looking (self);
  /* What is shown already stays until there is something newer. */
  gtk_widget_set_visible (self->progress, gtk_widget_get_first_child (GTK_WIDGET (self->list)) == NULL);
  self->looking = g_cancellable_new ();
  tg_saving_history_async (self->looking, on_listed, g_object_ref (self));
}

/* Each row as it is while one of them is being undone. */
static gboolean
tg_changes_page_is_busy (TgChangesPage *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (tg_change_row_is_busy (TG_CHANGE_ROW (row)))
      return TRUE;

  return FALSE;
}

static void
tg_changes_page_entered (TgPage *page)
{
  TgChangesPage *self = TG_CHANGES_PAGE (page);

  if (!tg_changes_page_is_busy (self))
    tg_changes_page_look (self);
}

static void
tg_changes_page_left (TgPage *page)
{
  tg_changes_page_stop_looking (TG_CHANGES_PAGE (page));
}

static void
tg_changes_page_dispose (GObject *object)
{
  tg_changes_page_stop_looking (TG_CHANGES_PAGE (object));
  G_OBJECT_CLASS (tg_changes_page_parent_class)->dispose (object);
}

static void
tg_changes_page_class_init (TgChangesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_changes_page_dispose;
  page_class->entered = tg_changes_page_entered;
  page_class->left = tg_changes_page_left;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/changes/changes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgChangesPage, intro);
  gtk_widget_class_bind_template_child (widget_class, TgChangesPage, empty);
  gtk_widget_class_bind_template_child (widget_class, TgChangesPage, progress);
  gtk_widget_class_bind_template_child (widget_class, TgChangesPage, problem);
  gtk_widget_class_bind_template_child (widget_class, TgChangesPage, list);
}

static void
tg_changes_page_init (TgChangesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
