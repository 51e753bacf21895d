/* wait-box.c: the time is the clock's on the wall, so that a computer that slept has not waited too long.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/steps/wait-box.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

#define LOOK_SECONDS 1

struct _TgWaitBox {
  GtkBox parent_instance;

  gint64 end; /* Unix seconds */
  guint timer;
  guint shown; /* minutes */
  GtkWidget *words;
  GtkWidget *left;
  GtkWidget *give_up;
};

G_DEFINE_FINAL_TYPE (TgWaitBox, tg_wait_box, GTK_TYPE_BOX)

enum { OVER, GIVEN_UP, N_SIGNALS };

static guint signals[N_SIGNALS];

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
tg_wait_box_end (TgWaitBox *self, guint signal)
{
  g_autoptr (TgWaitBox) held = g_object_ref (self);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_signal_emit (self, signals[signal], 0);
}

static void
on_hurry (TgWaitBox *self)
{
  tg_wait_box_end (self, OVER);
}

static void
on_give_up (TgWaitBox *self)
{
  tg_wait_box_end (self, GIVEN_UP);
}

/* Not every second: it would be read aloud each time. */
static void
tg_wait_box_show (TgWaitBox *self)
{
  guint minutes = (guint)((MAX (self->end - now (), 0) + 59) / 60);
  g_autofree char *text = NULL;

  if (minutes == self->shown)
    return;
  self->shown = minutes;
  text = g_strdup_printf (ngettext ("%u minute left", "%u minutes left", minutes), minutes);
  gtk_label_set_text (GTK_LABEL (self->left), text);
}

static gboolean
look (gpointer data)
{
  TgWaitBox *self = data;

  if (now () < self->end) {
    tg_wait_box_show (self);
    return G_SOURCE_CONTINUE;
  }
  self->timer = 0;
  tg_wait_box_end (self, OVER);
  return G_SOURCE_REMOVE;
}

static void
tg_wait_box_dispose (GObject *object)
{
  g_clear_handle_id (&TG_WAIT_BOX (object)->timer, g_source_remove);
  G_OBJECT_CLASS (tg_wait_box_parent_class)->dispose (object);
}

static void
tg_wait_box_class_init (TgWaitBoxClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_wait_box_dispose;
  signals[OVER] = g_signal_new ("over", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GIVEN_UP] = g_signal_new ("given-up", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_wait_box_init (TgWaitBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

static void
add_button (TgWaitBox *self, GtkBox *row, const char *label, GCallback clicked, GtkWidget **button)
{
  GtkWidget *made = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (made, "clicked", clicked, self);
  gtk_box_append (row, made);
  if (button != NULL)
    *button = made;
}

GtkWidget *
tg_wait_box_new (guint minutes, gboolean may_hurry)
{
  TgWaitBox *self = g_object_new (TG_TYPE_WAIT_BOX, NULL);
  g_autoptr (GDateTime) start = g_date_time_new_now_local ();
  g_autoptr (GDateTime) end = g_date_time_add_minutes (start, (int)minutes);
  /* TRANSLATORS: a time of the day, for g_date_time_format() */
  g_autofree char *time = g_date_time_format (end, _ ("%H:%M"));
  g_autofree char *text = g_strdup_printf (_ ("Tegami tests again at %s and tells you. Leave this window open until then."), time);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->end = now () + minutes * 60;
  self->words = tg_words_append (GTK_BOX (self), text, "todo-deed");
  self->left = tg_words_append (GTK_BOX (self), NULL, "dim-label");
  if (may_hurry)
    add_button (self, GTK_BOX (row), _ ("Test _now"), G_CALLBACK (on_hurry), NULL);
  add_button (self, GTK_BOX (row), _ ("_Do not test again"), G_CALLBACK (on_give_up), &self->give_up);
  gtk_box_append (GTK_BOX (self), row);
  tg_wait_box_show (self);
  tg_widget_defaults_apply (GTK_WIDGET (self));
  self->timer = g_timeout_add_seconds (LOOK_SECONDS, look, self);
  return GTK_WIDGET (self);
}

GtkWidget *
tg_wait_box_button (TgWaitBox *self)
{
  return self->give_up;
}
