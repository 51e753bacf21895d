/* message-page.c: what a pasted text means, answered like a finding while it is typed or pasted.  The
 * text is read here and kept nowhere; its meaning is kept for the next test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/cards/fact-card.h"
#include "app/cards/finding-view.h"
#include "app/state/complaint.h"
#include "app/widgets/rows/fold.h"
#include "app/widgets/widget-defaults.h"
#include "diagnose/words/message.h"

#define PAUSE_MS 250 /* after the last letter typed */

struct _TgMessagePage {
  TgPage parent_instance;

  GtkTextView *text;
  GtkWidget *paste_button;
  GtkWidget *clear_button;
  GtkWidget *hints;
  GtkWidget *nothing;
  GtkLabel *question;
  GtkBox *answers;

  gboolean any;          /* something was pasted */
  gboolean helps;        /* and a test of the account is what comes next */
  guint pause;           /* the source that reads, 0 for none */
  GCancellable *reading; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TgMessagePage, tg_message_page, TG_TYPE_PAGE)

/* What it was recognised by, so that the reader can compare. */
static void
tg_message_page_add_recognised (TgMessagePage *self, const TgMessage *message)
{
  GtkWidget *fold = tg_fold_new (_ ("Recognised by"), NULL);

  for (guint i = 0; i < message->recognised->len; i++)
    tg_fact_card_add_value (tg_fold_get_content (TG_FOLD (fold)), TG_FACT_PLAIN, ((TgRecognised *)message->recognised->pdata[i])->text,
                            NULL);
  gtk_widget_set_visible (fold, message->recognised->len > 0);
  gtk_box_append (self->answers, fold);
}

/* First something is to be pasted, then the account to be tested; a test that runs on the page below is the one to be waited for. */
static void
tg_message_page_suggest (TgMessagePage *self)
{
  tg_suggest (self->paste_button, !self->any);
  tg_page_set_next (TG_PAGE (self), tg_page_get_next_label (TG_PAGE (self)), self->helps);
  tg_page_set_complete (TG_PAGE (self), self->any && !tg_session_is_busy (tg_page_get_session (TG_PAGE (self))));
}

/* @message: (transfer full): of @text */
static void
tg_message_page_show (TgMessagePage *self, const char *text, TgMessage *message)
{
  const char *question = tg_message_question (message);
  gboolean any = *text != '\0';

  tg_box_empty (self->answers);
  for (guint i = 0; i < message->findings->len; i++)
    tg_finding_view_append_told (self->answers, message->findings->pdata[i]);
  if (message->findings->len > 0)
    tg_message_page_add_recognised (self, message);
  gtk_widget_set_visible (self->nothing, any && message->findings->len == 0);
  gtk_label_set_label (self->question, question != NULL ? question : "");
  gtk_widget_set_visible (GTK_WIDGET (self->question), question != NULL);
  gtk_widget_set_visible (self->hints, question != NULL || (any && message->findings->len == 0));
  gtk_widget_set_sensitive (self->clear_button, any);
  self->any = any;
  self->helps = any && !(message->findings->len > 0 && tg_complaint_is_of_recipient (message->findings->pdata[0]));
  tg_message_page_suggest (self);
  /* What is about the account's own sending is shown by the next test, too. */
  tg_wizard_put_message (tg_page_get_wizard (TG_PAGE (self)), message);
}

/* A long returned mail takes a moment. */
static void
read_in_thread (GTask *task, gpointer source, gpointer text, GCancellable *cancellable)
{
  g_task_return_pointer (task, tg_message_read (text, -1), (GDestroyNotify)tg_message_free);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgMessage) message = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Cancelled, or overtaken by the end of the page. */
  if (message == NULL || gtk_widget_get_root (GTK_WIDGET (source)) == NULL)
    return;

  tg_message_page_show (TG_MESSAGE_PAGE (source), g_task_get_task_data (G_TASK (result)), g_steal_pointer (&message));
}

static void
tg_message_page_stop_reading (TgMessagePage *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static gboolean
read_text (gpointer data)
{
  TgMessagePage *self = data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;
  g_autoptr (GTask) task = NULL;

  self->pause = 0;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, on_read, NULL);
  g_task_set_task_data (task, g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE)), g_free);
  g_task_run_in_thread (task, read_in_thread);
  return G_SOURCE_REMOVE;
}

static void
on_text_changed (TgMessagePage *self)
{
  tg_message_page_stop_reading (self);
  self->pause = g_timeout_add (PAUSE_MS, read_text, self);
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgMessagePage) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text == NULL || self->text == NULL)
    return;

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
on_paste_clicked (TgMessagePage *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, on_pasted, g_object_ref (self));
}

static void
on_clear_clicked (TgMessagePage *self)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/* Where nobody has said what happens, the text does. */
static void
tg_message_page_apply_async (TgPage *page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (page, cancellable, callback, user_data);
  TgWizard *wizard = tg_page_get_wizard (page);
  const char *next = tg_complaint_test (wizard);

  if (g_str_equal (next, "where") && tg_wizard_get_symptom (wizard)->symptom == TG_SYMPTOM_NONE)
    tg_wizard_set_symptom (wizard, tg_complaint_of (tg_wizard_get_message (wizard)), NULL, NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "assistant.go", "s", next);
  g_task_return_boolean (task, FALSE);
}

static void
tg_message_page_follow (TgMessagePage *self)
{
  if (self->paste_button != NULL)
    tg_message_page_suggest (self);
}

static void
tg_message_page_entered (TgPage *page)
{
  TgMessagePage *self = TG_MESSAGE_PAGE (page);
  TgSession *session = tg_page_get_session (page);

  g_signal_handlers_disconnect_by_func (session, tg_message_page_follow, self);
  g_signal_connect_object (session, "notify::busy", G_CALLBACK (tg_message_page_follow), self, G_CONNECT_SWAPPED);
  tg_message_page_follow (self);
}

static GtkWidget *
tg_message_page_initial_focus (TgPage *page)
{
  return GTK_WIDGET (TG_MESSAGE_PAGE (page)->text);
}

static void
tg_message_page_dispose (GObject *object)
{
  tg_message_page_stop_reading (TG_MESSAGE_PAGE (object));
  G_OBJECT_CLASS (tg_message_page_parent_class)->dispose (object);
}

static void
tg_message_page_class_init (TgMessagePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_message_page_dispose;
  page_class->entered = tg_message_page_entered;
  page_class->initial_focus = tg_message_page_initial_focus;
  page_class->apply_async = tg_message_page_apply_async;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/message/message-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, text);
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, paste_button);
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, hints);
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, nothing);
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, question);
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, answers);
}

static void
tg_message_page_init (TgMessagePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (on_text_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->paste_button, "clicked", G_CALLBACK (on_paste_clicked), self);
  g_signal_connect_swapped (self->clear_button, "clicked", G_CALLBACK (on_clear_clicked), self);
}
