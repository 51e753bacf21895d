/* waiting-card.c: see waiting-card.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/waiting-card.h"

#include <glib/gi18n.h>

#include "app/widgets/in-view.h"
#include "app/widgets/pair.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

#define SLOW_MS 500

struct _TgWaitingCard {
  GtkBox parent_instance;

  GtkWidget *spinner;
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *cancel;
  guint slow; /* a source: what is over by then needs no word */
};

G_DEFINE_FINAL_TYPE (TgWaitingCard, tg_waiting_card, GTK_TYPE_BOX)

static guint cancelled_signal;

static void
set_words (TgWaitingCard *self, const char *title, const char *text)
{
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
set_shown (TgWaitingCard *self, gboolean shown)
{
  g_clear_handle_id (&self->slow, g_source_remove);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), shown);
  if (shown && !gtk_widget_get_visible (GTK_WIDGET (self)))
    tg_bring_into_view (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), shown);
}

void
tg_waiting_card_show_open (TgWaitingCard *self, const TgPlace *place)
{
  const char *program = tg_place_title (place);
  /* TRANSLATORS: a mail program */
  g_autofree char *title = g_strdup_printf (_ ("%s is open"), program);
  /* TRANSLATORS: a mail program */
  g_autofree char *text =
      g_strdup_printf (_ ("Please close %s; Tegami waits and then continues by itself. Nothing is written until then."), program);

  set_words (self, title, text);
  gtk_widget_set_visible (self->cancel, TRUE);
  set_shown (self, TRUE);
}

static gboolean
on_slow (gpointer data)
{
  TgWaitingCard *self = data;

  self->slow = 0;
  set_shown (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
show_if_slow (TgWaitingCard *self, const char *title, const char *text)
{
  set_shown (self, FALSE);
  set_words (self, title, text);
  gtk_widget_set_visible (self->cancel, FALSE);
  self->slow = g_timeout_add (SLOW_MS, on_slow, self);
}

void
tg_waiting_card_show_looking (TgWaitingCard *self)
{
  show_if_slow (self, _ ("Looking for mail programs…"), _ ("Tegami reads which accounts they have, and changes nothing."));
}

void
tg_waiting_card_show_writing (TgWaitingCard *self, const TgPlace *place)
{
  /* TRANSLATORS: a mail program */
  g_autofree char *title = g_strdup_printf (_ ("Saving into %s…"), tg_place_title (place));

  show_if_slow (self, title,
                place->program == TG_PROGRAM_EVOLUTION
                    ? _ ("Evolution keeps the mail password in this computer’s keyring. If a window asks for the keyring’s password, enter "
                         "it there: usually it is the one you log in to this computer with.")
                    : _ ("A backup is made, and everything is read back once it is written."));
}

void
tg_waiting_card_hide (TgWaitingCard *self)
{
  set_shown (self, FALSE);
}

static void
on_cancel_clicked (TgWaitingCard *self)
{
  g_signal_emit (self, cancelled_signal, 0);
}

static void
tg_waiting_card_dispose (GObject *object)
{
  g_clear_handle_id (&TG_WAITING_CARD (object)->slow, g_source_remove);
  G_OBJECT_CLASS (tg_waiting_card_parent_class)->dispose (object);
}

static void
tg_waiting_card_class_init (TgWaitingCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tg_waiting_card_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  cancelled_signal = g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_waiting_card_init (TgWaitingCard *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->spinner = g_object_new (GTK_TYPE_SPINNER, "valign", GTK_ALIGN_START, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->title = GTK_LABEL (tg_words_append (GTK_BOX (words), "", "heading"));
  self->text = GTK_LABEL (tg_words_append (GTK_BOX (words), "", NULL));
  self->cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  gtk_widget_set_halign (self->cancel, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->cancel, 6);
  g_signal_connect_swapped (self->cancel, "clicked", G_CALLBACK (on_cancel_clicked), self);
  gtk_box_append (GTK_BOX (words), self->cancel);
  tg_widget_defaults_apply (self->cancel);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_box_append (GTK_BOX (self), self->spinner);
  gtk_box_append (GTK_BOX (self), tg_pair_new_around (words));
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "note-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "waiting");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
