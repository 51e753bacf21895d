/* message-page.c: what a pasted text means, answered like a finding while it is typed or pasted.  The
 * text is read here and kept nowhere; its meaning is kept for the next test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/cards/fact-card.h"
#include "app/cards/finding-view.h"
#include "diagnose/words/message.h"

#define PAUSE_MS 250 /* after the last letter typed */

struct _TgMessagePage {
  TgPage parent_instance;

  GtkTextView *text;
  GtkWidget *paste_button;
  GtkWidget *clear_button;
  GtkWidget *nothing;
  GtkBox *answers;
  GtkWidget *test_button;

  guint pause; /* the source that reads, 0 for none */
};

G_DEFINE_FINAL_TYPE (TgMessagePage, tg_message_page, TG_TYPE_PAGE)

/* What it was recognised by, so that the reader can compare. */
static void
tg_message_page_add_recognised (TgMessagePage *self, const TgMessage *message)
{
  GtkWidget *card = tg_fact_card_new (_ ("Recognised by"));

  for (guint i = 0; i < message->recognised->len; i++)
    tg_fact_card_add_value (GTK_BOX (card), TG_FACT_PLAIN, ((TgRecognised *)message->recognised->pdata[i])->text, NULL);
  gtk_widget_set_visible (card, message->recognised->len > 0);
  gtk_box_append (self->answers, card);
}

static void
tg_message_page_show (TgMessagePage *self, const char *text)
{
  TgMessage *message = tg_message_read (text, -1);
  gboolean any = *text != '\0';

  for (guint i = 0; i < message->findings->len; i++)
    tg_finding_view_append_told (self->answers, message->findings->pdata[i], i == 0);
  if (message->findings->len > 0)
    tg_message_page_add_recognised (self, message);
  gtk_widget_set_visible (self->nothing, any && message->findings->len == 0);
  gtk_widget_set_visible (self->test_button, any);
  gtk_widget_set_sensitive (self->clear_button, any);
  /* What is about the account's own sending is shown by the next test, too. */
  tg_wizard_put_message (tg_page_get_wizard (TG_PAGE (self)), message);
}

static gboolean
read_text (gpointer data)
{
  TgMessagePage *self = data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  self->pause = 0;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  tg_box_empty (self->answers);
  tg_message_page_show (self, g_strstrip (text));
  return G_SOURCE_REMOVE;
}

static void
on_text_changed (TgMessagePage *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
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

static void
on_test_clicked (TgMessagePage *self)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));
  TgSession *session = tg_page_get_session (TG_PAGE (self));
  gboolean ready = tg_wizard_knows_servers (wizard) && tg_session_get_password (session, TG_SIDE_RECEIVE) != NULL;

  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.go", "s", ready ? "test" : "address");
}

static void
tg_message_page_entered (TgPage *page)
{
  TgMessagePage *self = TG_MESSAGE_PAGE (page);

  /* A test that runs on the page below is the one to be waited for. */
  gtk_widget_set_sensitive (self->test_button, !tg_session_is_busy (tg_page_get_session (page)));
}

static GtkWidget *
tg_message_page_initial_focus (TgPage *page)
{
  return GTK_WIDGET (TG_MESSAGE_PAGE (page)->text);
}

static void
tg_message_page_dispose (GObject *object)
{
  g_clear_handle_id (&TG_MESSAGE_PAGE (object)->pause, g_source_remove);
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

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/message/message-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, text);
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, paste_button);
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, nothing);
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, answers);
  gtk_widget_class_bind_template_child (widget_class, TgMessagePage, test_button);
}

static void
tg_message_page_init (TgMessagePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (on_text_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->paste_button, "clicked", G_CALLBACK (on_paste_clicked), self);
  g_signal_connect_swapped (self->clear_button, "clicked", G_CALLBACK (on_clear_clicked), self);
  g_signal_connect_swapped (self->test_button, "clicked", G_CALLBACK (on_test_clicked), self);
}
