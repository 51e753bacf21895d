/* exception-list-page.c: the list is read in a thread and every server is asked, each time the page is
 * entered; without credentials, and with nothing that the person allowed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/exception-list/exception-row.h"
#include "app/shell/reminder.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

struct _TgExceptionListPage {
  TgPage parent_instance;

  GtkWidget *intro;
  GtkWidget *progress;
  GtkWidget *empty;
  GtkLabel *problem;
  GtkBox *groups;
  GtkWidget *reminder_list;
  TgReminderRow *reminder;
  GtkWidget *again_button;

  GCancellable *looking; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TgExceptionListPage, tg_exception_list_page, TG_TYPE_PAGE)

static const char *const titles[TG_EXCEPTION_N_GROUPS] = {
  N_ ("Past their end date"),
  [1 + TG_REVIEW_RISKY] = N_ ("Worse than when they were allowed"),
  [1 + TG_REVIEW_STALE] = N_ ("No longer needed"),
  [1 + TG_REVIEW_AVOIDABLE] = N_ ("Not needed under the server’s own name"),
  [1 + TG_REVIEW_NEEDED] = N_ ("Still needed"),
  [1 + TG_REVIEW_UNREACHABLE] = N_ ("The server did not answer"),
};

static void
tg_exception_list_page_add_group (TgExceptionListPage *self, GPtrArray *reviews, guint group, gint64 now)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < reviews->len; i++) {
    TgExceptionReview *review = reviews->pdata[i];
    GtkWidget *row;

    /* What we carried into a mail program ends with ours, and is shown with it. */
    if (review->carrier != NULL || tg_exception_row_group (review, now) != group)
      continue;
    if (!begun)
      tg_words_append (self->groups, _ (titles[group]), "title-4");
    begun = TRUE;
    row = tg_exception_row_new (reviews, review, now);
    g_signal_connect_object (row, "removed", G_CALLBACK (tg_reminder_row_refresh), self->reminder, G_CONNECT_SWAPPED);
    /* What is gone must not open the next connection either, even if this page is gone by then. */
    g_signal_connect_object (row, "removed", G_CALLBACK (tg_wizard_use_what_is_left), tg_page_get_wizard (TG_PAGE (self)),
                             G_CONNECT_SWAPPED);
    gtk_box_append (self->groups, row);
  }
}

static void
tg_exception_list_page_show (TgExceptionListPage *self, GPtrArray *reviews)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint group = 0; group < TG_EXCEPTION_N_GROUPS; group++)
    tg_exception_list_page_add_group (self, reviews, group, now);
  gtk_widget_set_visible (self->empty, reviews->len == 0);
  gtk_widget_set_visible (self->intro, reviews->len > 0);
}

static void
on_reviewed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgExceptionListPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = tg_exceptions_review_finish (result, &error);

  /* Another look has begun since, or the page was left. */
  if (self->looking != g_task_get_cancellable (G_TASK (result)))
    return;

  g_clear_object (&self->looking);
  gtk_widget_set_visible (self->progress, FALSE);
  gtk_widget_set_visible (self->again_button, TRUE);
  if (reviews != NULL)
    tg_exception_list_page_show (self, reviews);
  else
    gtk_label_set_text (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
}

static void
tg_exception_list_page_stop_looking (TgExceptionListPage *self)
{
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void
tg_exception_list_page_look (TgExceptionListPage *self)
{
  g_autoptr (TgNetwork) network = tg_wizard_plain_network (tg_page_get_wizard (TG_PAGE (self)));

  tg_exception_list_page_stop_looking (self);
  tg_box_empty (self->groups);
  gtk_widget_set_visible (self->empty, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_visible (self->again_button, FALSE);
  gtk_widget_set_visible (self->progress, TRUE);
  tg_reminder_row_refresh (self->reminder);
  self->looking = g_cancellable_new ();
  tg_exceptions_review_async (network, self->looking, on_reviewed, g_object_ref (self));
}

static gboolean
tg_exception_list_page_is_busy (TgExceptionListPage *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (TG_IS_EXCEPTION_ROW (row) && tg_exception_row_is_busy (TG_EXCEPTION_ROW (row)))
      return TRUE;

  return FALSE;
}

/* A removal that waits is shown where it was begun: there it can be called off. */
static void
tg_exception_list_page_entered (TgPage *page)
{
  TgExceptionListPage *self = TG_EXCEPTION_LIST_PAGE (page);

  if (!tg_exception_list_page_is_busy (self))
    tg_exception_list_page_look (self);
}

static void
tg_exception_list_page_left (TgPage *page)
{
  tg_exception_list_page_stop_looking (TG_EXCEPTION_LIST_PAGE (page));
}

static void
tg_exception_list_page_dispose (GObject *object)
{
  tg_exception_list_page_stop_looking (TG_EXCEPTION_LIST_PAGE (object));
  G_OBJECT_CLASS (tg_exception_list_page_parent_class)->dispose (object);
}

static void
tg_exception_list_page_class_init (TgExceptionListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_exception_list_page_dispose;
  page_class->entered = tg_exception_list_page_entered;
  page_class->left = tg_exception_list_page_left;
  g_type_ensure (TG_TYPE_REMINDER_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/exception-list/exception-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgExceptionListPage, intro);
  gtk_widget_class_bind_template_child (widget_class, TgExceptionListPage, progress);
  gtk_widget_class_bind_template_child (widget_class, TgExceptionListPage, empty);
  gtk_widget_class_bind_template_child (widget_class, TgExceptionListPage, problem);
  gtk_widget_class_bind_template_child (widget_class, TgExceptionListPage, groups);
  gtk_widget_class_bind_template_child (widget_class, TgExceptionListPage, reminder_list);
  gtk_widget_class_bind_template_child (widget_class, TgExceptionListPage, reminder);
  gtk_widget_class_bind_template_child (widget_class, TgExceptionListPage, again_button);
}

static void
tg_exception_list_page_init (TgExceptionListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->reminder, "visible", self->reminder_list, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_swapped (self->again_button, "clicked", G_CALLBACK (tg_exception_list_page_look), self);
}
