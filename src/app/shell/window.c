/* window.c: the one window.  Practice is marked here, above every page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/window.h"

#include <glib/gi18n.h>

#include "app/shell/late.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

/* A window narrower than this many letters' heights is cramped: style.css then has smaller titles. */
#define CRAMPED 20

struct _TgWindow {
  AdwApplicationWindow parent_instance;

  GtkLabel *title;
  GtkWidget *practice_bar;
  GtkLabel *practice;
  TgAssistant *assistant;
  guint fitting; /* a source, or 0 */
};

G_DEFINE_FINAL_TYPE (TgWindow, tg_window, ADW_TYPE_APPLICATION_WINDOW)

static void
on_page_changed (TgWindow *self)
{
  const char *title = tg_page_get_title (tg_assistant_get_page (self->assistant));

  gtk_label_set_text (self->title, title != NULL ? title : _ ("Tegami"));
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : _ ("Tegami"));
}

/* In pixels: it grows with the text that the person has chosen. */
static int
tg_window_letter_height (TgWindow *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->assistant));

  return MAX (1, PANGO_PIXELS (pango_font_description_get_size (pango_context_get_font_description (context))));
}

/* Lines of Japanese are a quarter higher than Latin ones: icons beside the first line stand on its middle. */
static gboolean
tg_window_has_tall_lines (TgWindow *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->assistant), _ ("Practice"));
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height > 1.35 * tg_window_letter_height (self);
}

static void
set_style (GtkWidget *widget, const char *style, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, style);
  else
    gtk_widget_remove_css_class (widget, style);
}

static gboolean
tg_window_fit (gpointer window)
{
  TgWindow *self = window;
  gboolean cramped = gtk_widget_get_width (window) < CRAMPED * tg_window_letter_height (self);

  self->fitting = 0;
  set_style (window, "tall-lines", tg_window_has_tall_lines (self));
  if (cramped == gtk_widget_has_css_class (window, "cramped"))
    return G_SOURCE_REMOVE;

  set_style (window, "cramped", cramped);
  tg_words_refit (window);
  gtk_label_set_text (self->practice, cramped ? _ ("Practice") : _ ("Practice: nothing leaves this computer."));
  return G_SOURCE_REMOVE;
}

/* Not at once: this is while sizes are being given. */
static void
tg_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TgWindow *self = TG_WINDOW (widget);

  GTK_WIDGET_CLASS (tg_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->fitting == 0)
    self->fitting = g_idle_add (tg_window_fit, self);
}

static void
on_practising (TgWindow *self)
{
  gtk_widget_set_visible (self->practice_bar, tg_wizard_get_practising (tg_assistant_get_wizard (self->assistant)));
}

static void
on_practice_started (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgWindow) self = data;
  g_autoptr (GError) error = NULL;

  /* Closed meanwhile: what was started goes with its result. */
  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  /* Where the person went on meanwhile, the pages belong to another account, or to none. */
  if (!g_task_had_error (G_TASK (result)))
    tg_assistant_start_over (self->assistant);
  if (tg_wizard_practise_finish (TG_WIZARD (source), result, &error)) {
    tg_assistant_go (self->assistant, "address");
  } else {
    tg_late_tell (_ ("The practice servers did not start"), error->message);
  }
}

void
tg_window_practise (TgWindow *self, const char *scenario)
{
  tg_assistant_start_over (self->assistant);
  tg_wizard_practise_async (tg_assistant_get_wizard (self->assistant), scenario, on_practice_started, g_object_ref (self));
}

static void
on_practise (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tg_window_practise (TG_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
on_end_practice (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tg_assistant_start_over (TG_WINDOW (widget)->assistant);
}

static void
on_reference (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tg_assistant_visit (TG_WINDOW (widget)->assistant, "reference");
}

static void
on_message (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tg_assistant_visit (TG_WINDOW (widget)->assistant, "message");
}

static void
on_changes (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tg_assistant_visit (TG_WINDOW (widget)->assistant, "changes");
}

static void
tg_window_dispose (GObject *object)
{
  g_clear_handle_id (&TG_WINDOW (object)->fitting, g_source_remove);
  G_OBJECT_CLASS (tg_window_parent_class)->dispose (object);
}

static void
tg_window_class_init (TgWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_window_dispose;
  widget_class->size_allocate = tg_window_size_allocate;
  g_type_ensure (TG_TYPE_ASSISTANT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/shell/window.ui");
  gtk_widget_class_bind_template_child (widget_class, TgWindow, title);
  gtk_widget_class_bind_template_child (widget_class, TgWindow, practice_bar);
  gtk_widget_class_bind_template_child (widget_class, TgWindow, practice);
  gtk_widget_class_bind_template_child (widget_class, TgWindow, assistant);
  gtk_widget_class_install_action (widget_class, "win.practise", "s", on_practise);
  gtk_widget_class_install_action (widget_class, "win.end-practice", NULL, on_end_practice);
  gtk_widget_class_install_action (widget_class, "win.message", NULL, on_message);
  gtk_widget_class_install_action (widget_class, "win.changes", NULL, on_changes);
  gtk_widget_class_install_action (widget_class, "win.reference", NULL, on_reference);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "win.reference", NULL);
}

static void
tg_window_init (TgWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->assistant, "notify::page", G_CALLBACK (on_page_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tg_assistant_get_wizard (self->assistant), "notify::practising", G_CALLBACK (on_practising), self,
                           G_CONNECT_SWAPPED);
  on_page_changed (self);
  tg_widget_defaults_apply (GTK_WIDGET (self));
}

GtkWindow *
tg_window_new (GtkApplication *application)
{
  return g_object_new (TG_TYPE_WINDOW, "application", application, NULL);
}

TgAssistant *
tg_window_get_assistant (TgWindow *self)
{
  return self->assistant;
}
