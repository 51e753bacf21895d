/* tried-list.c: what was tried so far, the latest first.  A later test may be better without an
 * earlier change: each can be undone by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/tried-list.h"

#include <glib/gi18n.h>

#include "app/widgets/icon.h"
#include "app/widgets/pair.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

struct _TgTriedList {
  GtkBox parent_instance;

  TgSession *session; /* (nullable) until the first update */
};

G_DEFINE_FINAL_TYPE (TgTriedList, tg_tried_list, GTK_TYPE_BOX)

static guint taken_back_signal;

static const struct {
  const char *icon;
  const char *style;
  const char *text;
} results[] = {
  [TG_OUTCOME_VERIFIED] = { "tegami-yes-symbolic", "success", N_ ("Result: it works.") },
  [TG_OUTCOME_CAUTION] = { "tegami-yes-symbolic", "success", N_ ("Result: it works, with a caution.") },
  [TG_OUTCOME_UNPROVEN] = { "dialog-information-symbolic", "accent", N_ ("Result: not every sign-in was tried.") },
  [TG_OUTCOME_FAILED] = { "tegami-no-symbolic", "error", N_ ("Result: it does not work yet.") },
  [TG_OUTCOME_UNTESTED] = { "tegami-skipped-symbolic", "dim-label", N_ ("Result: the test was stopped.") },
};

static char *
describe_result (const TgTriedChange *tried, gboolean stands)
{
  if (!stands)
    return g_strdup (_ ("Undone, or replaced by a later change."));
  if (!tried->tested)
    return g_strdup (_ ("Not tested yet."));

  return tried->outcome == TG_OUTCOME_FAILED && tried->obstacle != NULL
             ? g_strdup_printf ("%s\n%s", _ (results[tried->outcome].text), tried->obstacle)
             : g_strdup (_ (results[tried->outcome].text));
}

static void
on_take_back (GtkButton *button, TgTriedList *self)
{
  tg_session_take_back (self->session, g_object_get_data (G_OBJECT (button), "tried"));
  g_signal_emit (self, taken_back_signal, 0);
}

/* How a result looks, beside what was changed. */
static GtkWidget *
make_icon (const TgTriedChange *tried, gboolean stands)
{
  gboolean shown = stands && tried->tested;

  return tg_icon_new (shown ? results[tried->outcome].icon : "tegami-skipped-symbolic",
                      shown ? results[tried->outcome].style : "dim-label");
}

static void
tg_tried_list_add (TgTriedList *self, GtkListBox *list, TgTriedChange *tried)
{
  gboolean stands = tg_tried_change_stands (tried, tg_session_get_account (self->session));
  g_autofree char *what = tg_tried_change_describe (tried);
  g_autofree char *result = describe_result (tried, stands);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *button = gtk_button_new_with_label (_ ("Undo"));
  g_autofree char *name = g_strdup_printf ("%s: %s", _ ("Undo this and test again"), what);

  gtk_box_append (GTK_BOX (line), make_icon (tried, stands));
  tg_words_append (GTK_BOX (words), what, "tried-change");
  tg_words_append (GTK_BOX (words), result, "field-hint");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (line), tg_pair_new_around (words));
  gtk_widget_add_css_class (line, "tried-row");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, stands);
  gtk_widget_set_tooltip_text (button, _ ("Undo this and test again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "tried", tried);
  g_signal_connect (button, "clicked", G_CALLBACK (on_take_back), self);
  gtk_box_append (GTK_BOX (line), button);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (list, row);
}

void
tg_tried_list_update (TgTriedList *self, TgSession *session)
{
  GPtrArray *tried = tg_session_get_tried (session);
  GtkWidget *list;

  tg_box_empty (GTK_BOX (self));
  g_set_object (&self->session, session);
  gtk_widget_set_visible (GTK_WIDGET (self), tried->len > 0);
  if (tried->len == 0)
    return;

  tg_words_append (GTK_BOX (self), _ ("What was changed"), "heading");
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = tried->len; i > 0; i--)
    tg_tried_list_add (self, GTK_LIST_BOX (list), tried->pdata[i - 1]);
  gtk_box_append (GTK_BOX (self), list);
}

static void
tg_tried_list_dispose (GObject *object)
{
  g_clear_object (&TG_TRIED_LIST (object)->session);
  G_OBJECT_CLASS (tg_tried_list_parent_class)->dispose (object);
}

static void
tg_tried_list_class_init (TgTriedListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tg_tried_list_dispose;
  taken_back_signal = g_signal_new ("taken-back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_tried_list_init (TgTriedList *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
}
