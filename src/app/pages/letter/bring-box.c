/* bring-box.c: from the clipboard, HTML is taken before text, since tables keep their cells in it.  What is pasted never stands on the
 * screen before it was read: it may hold a password.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/letter/bring-box.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/widgets/file-bytes.h"
#include "app/widgets/words.h"
#include "find/letter/text/text.h"
#include "model/secret.h"

#define HTML "text/html"

struct _TgBringBox {
  GtkBox parent_instance;

  GtkTextView *text;
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  GBytes *html;                  /* (nullable): the clipboard's, while its text is being fetched, too */
};

G_DEFINE_FINAL_TYPE (TgBringBox, tg_bring_box, GTK_TYPE_BOX)

enum { BROUGHT, REFUSED, FAILED, TYPED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
tg_bring_box_is_gone (TgBringBox *self)
{
  return gtk_widget_get_root (GTK_WIDGET (self)) == NULL;
}

static void
tg_bring_box_fail (TgBringBox *self, const char *why)
{
  g_signal_emit (self, signals[FAILED], 0, why);
}

static void
tg_bring_box_refuse_picture (TgBringBox *self)
{
  g_signal_emit (self, signals[REFUSED], 0, (int)TG_LETTER_IS_PHOTO);
}

/* @text: (transfer full) */
static GBytes *
bytes_of_text (char *text)
{
  return tg_bytes_wiping (text, MIN (strlen (text), TG_LETTER_BYTES_MAX));
}

/* @text: (transfer full) */
static void
tg_bring_box_take_text (TgBringBox *self, char *text)
{
  g_autoptr (GBytes) bytes = bytes_of_text (text);

  g_signal_emit (self, signals[BROUGHT], 0, bytes, NULL);
}

static void
on_file_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgBringBox) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tg_file_bytes_finish (result, &error);

  if (tg_bring_box_is_gone (self))
    return;
  if (bytes == NULL)
    tg_bring_box_fail (self, error->message);
  else if (g_bytes_get_size (bytes) == 0)
    tg_bring_box_fail (self, _ ("There is nothing in this file."));
  else
    g_signal_emit (self, signals[BROUGHT], 0, bytes, NULL);
}

static void
tg_bring_box_take_file (TgBringBox *self, GFile *file)
{
  tg_file_bytes_async (file, TG_LETTER_BYTES_MAX, NULL, on_file_read, g_object_ref (self));
}

/* Of several, the first that lies on this computer: nothing is fetched from elsewhere (safety rule 8).  FALSE: there is none. */
static gboolean
tg_bring_box_take_files (TgBringBox *self, const GValue *value)
{
  for (GSList *each = value != NULL ? g_value_get_boxed (value) : NULL; each != NULL; each = each->next) {
    g_autofree char *path = g_file_get_path (each->data);

    if (path == NULL)
      continue;
    tg_bring_box_take_file (self, each->data);
    return TRUE;
  }
  return FALSE;
}

/* The clipboard */

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgBringBox) self = data;
  char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  g_autoptr (GBytes) plain = text != NULL ? bytes_of_text (text) : NULL;
  g_autoptr (GBytes) html = g_steal_pointer (&self->html);

  if (tg_bring_box_is_gone (self))
    return;
  if (html != NULL && g_bytes_get_size (html) > 0)
    g_signal_emit (self, signals[BROUGHT], 0, html, plain);
  else if (plain != NULL && g_bytes_get_size (plain) > 0)
    g_signal_emit (self, signals[BROUGHT], 0, plain, NULL);
  else
    tg_bring_box_fail (self, _ ("There is nothing to paste: copy the letter’s text first."));
}

/* A link that was copied stands there as its text, too. */
static void
on_files (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgBringBox) self = data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  if (!tg_bring_box_is_gone (self) && !tg_bring_box_take_files (self, value))
    gdk_clipboard_read_text_async (GDK_CLIPBOARD (clipboard), NULL, on_text, g_object_ref (self));
}

static void
on_html_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgBringBox) self = data;

  g_clear_pointer (&self->html, g_bytes_unref);
  self->html = tg_file_bytes_finish (result, NULL);
  if (!tg_bring_box_is_gone (self))
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, on_text, g_object_ref (self));
}

static void
on_html (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgBringBox) self = data;
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (clipboard), result, NULL, NULL);

  if (tg_bring_box_is_gone (self))
    return;
  if (stream != NULL)
    tg_stream_bytes_async (stream, TG_LETTER_BYTES_MAX, NULL, on_html_read, g_object_ref (self));
  else
    gdk_clipboard_read_text_async (GDK_CLIPBOARD (clipboard), NULL, on_text, g_object_ref (self));
}

static gboolean
holds_picture (GdkContentFormats *formats)
{
  gsize n = 0;
  const char *const *types = gdk_content_formats_get_mime_types (formats, &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (types[i], "image/"))
      return TRUE;
  return gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE);
}

/* Programs of an office put a picture of the text beside it. */
static void
tg_bring_box_paste (TgBringBox *self)
{
  static const char *html[] = { HTML, NULL };
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) || gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, on_files, g_object_ref (self));
  else if (gdk_content_formats_contain_mime_type (formats, HTML))
    gdk_clipboard_read_async (clipboard, html, G_PRIORITY_DEFAULT, NULL, on_html, g_object_ref (self));
  else if (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) ||
           gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8") ||
           gdk_content_formats_contain_mime_type (formats, "text/plain") || !holds_picture (formats))
    gdk_clipboard_read_text_async (clipboard, NULL, on_text, g_object_ref (self));
  else
    tg_bring_box_refuse_picture (self);
}

static void
on_paste_key (TgBringBox *self)
{
  g_signal_stop_emission_by_name (self->text, "paste-clipboard");
  tg_bring_box_paste (self);
}

/* The middle button of a mouse puts it there by itself. */
static void
on_pasted (TgBringBox *self)
{
  tg_bring_box_bring_text (self);
}

/* Files, drops */

static void
on_file_chosen (TgBringBox *self, int response)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    tg_bring_box_take_file (self, file);
  g_clear_object (&self->chooser);
}

static void
on_open_clicked (TgBringBox *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("The provider’s letter"), window, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (on_file_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
on_drop (TgBringBox *self, const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return tg_bring_box_take_files (self, value);
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    tg_bring_box_refuse_picture (self);
  else if (G_VALUE_HOLDS_STRING (value))
    tg_bring_box_take_text (self, g_value_dup_string (value));
  else
    return FALSE;
  return TRUE;
}

/* Not what was taken from the page itself: a part of the letter with its bullets. */
static gboolean
on_accept (GtkDropTarget *target, GdkDrop *drop)
{
  return gdk_drop_get_drag (drop) == NULL && gdk_content_formats_match (gdk_drop_get_formats (drop), gtk_drop_target_get_formats (target));
}

void
tg_bring_box_accept_drops (TgBringBox *self, GtkWidget *page)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  /* Before the text does, which would take in a file's name. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect (target, "accept", G_CALLBACK (on_accept), NULL);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (page, GTK_EVENT_CONTROLLER (target));
}

/* What stands there */

static void
on_changed (TgBringBox *self)
{
  g_signal_emit (self, signals[TYPED], 0);
}

gboolean
tg_bring_box_has_text (TgBringBox *self)
{
  return gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->text)) > 0;
}

void
tg_bring_box_bring_text (TgBringBox *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  tg_bring_box_take_text (self, gtk_text_buffer_get_text (buffer, &start, &end, TRUE));
}

void
tg_bring_box_clear (TgBringBox *self)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", 0);
}

static gboolean
tg_bring_box_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TG_BRING_BOX (widget)->text));
}

static void
tg_bring_box_dispose (GObject *object)
{
  TgBringBox *self = TG_BRING_BOX (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->html, g_bytes_unref);
  G_OBJECT_CLASS (tg_bring_box_parent_class)->dispose (object);
}

static void
tg_bring_box_class_init (TgBringBoxClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_bring_box_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = tg_bring_box_grab_focus;
  signals[BROUGHT] = g_signal_new ("brought", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_BYTES, G_TYPE_BYTES);
  signals[REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TYPED] = g_signal_new ("typed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_text (TgBringBox *self)
{
  GtkWidget *scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "min-content-height", 150, "has-frame", TRUE, NULL);
  GtkTextBuffer *buffer;

  self->text = g_object_new (GTK_TYPE_TEXT_VIEW, "accepts-tab", FALSE, "wrap-mode", GTK_WRAP_WORD_CHAR, "top-margin", 9, "bottom-margin", 9,
                             "left-margin", 9, "right-margin", 9, NULL);
  buffer = gtk_text_view_get_buffer (self->text);
  /* A password must not be kept for undoing. */
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The letter"), -1);
  g_signal_connect_swapped (self->text, "paste-clipboard", G_CALLBACK (on_paste_key), self);
  g_signal_connect_object (buffer, "paste-done", G_CALLBACK (on_pasted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->text));
  return scroller;
}

static void
add_button (TgBringBox *self, const char *label, void (*clicked) (TgBringBox *))
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked), self);
  gtk_box_append (GTK_BOX (self), button);
}

static void
tg_bring_box_init (TgBringBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  gtk_box_append (GTK_BOX (self), make_text (self));
  add_button (self, _ ("_Paste from the clipboard"), tg_bring_box_paste);
  add_button (self, _ ("_Open a file…"), on_open_clicked);
  tg_words_append (GTK_BOX (self), _ ("You can also drop a text or a file here, such as a saved mail or web page."), "field-hint");
}
