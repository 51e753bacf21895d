/* tried-list.c: what was tried so far, the latest first.  A later test may be better without an
 * earlier change: each can be undone by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/tried-list.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/cards/fact-card.h"

struct _TgTriedList {
  GtkBox parent_instance;

  TgSession *session; /* (nullable) until the first update */
};

G_DEFINE_FINAL_TYPE (TgTriedList, tg_tried_list, GTK_TYPE_BOX)

static guint taken_back_signal;

static const struct {
  TgFactMark mark;
  const char *text;
} results[] = {
  [TG_OUTCOME_VERIFIED] = { TG_FACT_GOOD, N_ ("Result: it works.") },
  [TG_OUTCOME_CAUTION] = { TG_FACT_CAUTION, N_ ("Result: it works, with a caution.") },
  [TG_OUTCOME_UNPROVEN] = { TG_FACT_PLAIN, N_ ("Result: not every sign-in was tried.") },
  [TG_OUTCOME_FAILED] = { TG_FACT_WRONG, N_ ("Result: it does not work yet.") },
  [TG_OUTCOME_UNTESTED] = { TG_FACT_PLAIN, N_ ("Result: the test was stopped.") },
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

static void
tg_tried_list_add (TgTriedList *self, GtkBox *card, TgTriedChange *tried)
{
  gboolean stands = tg_tried_change_stands (tried, tg_session_get_account (self->session));
  g_autofree char *what = tg_tried_change_describe (tried);
  g_autofree char *result = describe_result (tried, stands);
  GtkWidget *button;

  tg_fact_card_add_value (card, stands && tried->tested ? results[tried->outcome].mark : TG_FACT_PLAIN, what, result);
  if (!stands)
    return;

  button = gtk_button_new_with_label (_ ("Undo this and test again"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (button), "tried", tried);
  g_signal_connect (button, "clicked", G_CALLBACK (on_take_back), self);
  gtk_box_append (card, button);
}

void
tg_tried_list_update (TgTriedList *self, TgSession *session)
{
  GPtrArray *tried = tg_session_get_tried (session);
  GtkWidget *card;

  tg_box_empty (GTK_BOX (self));
  g_set_object (&self->session, session);
  gtk_widget_set_visible (GTK_WIDGET (self), tried->len > 0);
  if (tried->len == 0)
    return;

  card = tg_fact_card_new (_ ("What was tried"));
  for (guint i = tried->len; i > 0; i--)
    tg_tried_list_add (self, GTK_BOX (card), tried->pdata[i - 1]);
  gtk_box_append (GTK_BOX (self), card);
  tg_widget_defaults_apply (card);
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
}
