/* letter-cards.c: findings on a letter, and changes to it in a line each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/letter/letter-cards.h"

#include <glib/gi18n.h>

#include "app/cards/finding-view.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "session/told/change-lines.h"

typedef struct {
  TgLetterTake take;
  gpointer page;
  TgAccount *change;
} Offer;

static void
offer_free (gpointer data, GClosure *closure)
{
  Offer *self = data;

  tg_account_unref (self->change);
  g_free (self);
}

/* The button goes with its card. */
static gboolean
take_later (gpointer data)
{
  const Offer *self = data;

  if (gtk_widget_get_root (self->page) != NULL)
    self->take (self->page, self->change);
  return G_SOURCE_REMOVE;
}

static void
taken_free (gpointer data)
{
  Offer *self = data;

  g_object_unref (self->page);
  offer_free (self, NULL);
}

static void
on_clicked (GtkButton *button, Offer *self)
{
  Offer *taken = g_new (Offer, 1);

  *taken = (Offer){ self->take, g_object_ref (self->page), tg_account_ref (self->change) };
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, take_later, taken, taken_free);
}

/* Of each side that changes, one. (transfer full) */
static GPtrArray *
lines_of (const TgAccount *before, const TgAccount *after)
{
  const TgLetterTrial pair = { .own = (TgAccount *)before, .account = (TgAccount *)after };
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    g_autofree char *line = tg_letter_change_line (&pair, side);

    if (line != NULL)
      g_ptr_array_add (lines, g_strdup_printf (_ ("%s: %s"), side == TG_SIDE_SEND ? _ ("Sending") : _ ("Receiving"), line));
  }
  return lines;
}

void
tg_letter_lines_fill (GtkBox *box, const TgAccount *before, const TgAccount *after)
{
  g_autoptr (GPtrArray) lines = lines_of (before, after);

  for (guint i = 0; i < lines->len; i++)
    tg_words_append (box, lines->pdata[i], "exact");
}

/* Several buttons say the same: what each is about is read aloud with it. */
static void
describe_by_lines (GtkWidget *button, const TgAccount *before, const TgAccount *after)
{
  g_autoptr (GPtrArray) lines = lines_of (before, after);
  g_autofree char *told = NULL;

  g_ptr_array_add (lines, NULL);
  told = g_strjoinv ("\n", (char **)lines->pdata);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, told, -1);
}

static GtkWidget *
add_offer (GtkBox *box, const TgAccount *account, const TgAccount *change, TgLetterTake take, gpointer page)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Change it like this"));
  Offer *offer = g_new (Offer, 1);

  *offer = (Offer){ take, page, tg_account_ref (change) };
  tg_letter_lines_fill (box, account, change);
  describe_by_lines (button, account, change);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_clicked), offer, offer_free, 0);
  gtk_box_append (box, button);
  return button;
}

GtkWidget *
tg_letter_cards_fill (GtkBox *box, GPtrArray *findings, const TgAccount *account, gboolean works, TgLetterTake take, gpointer page)
{
  GtkWidget *first = NULL;

  tg_box_empty (box);
  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];
    GtkWidget *offers = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

    tg_finding_view_append_told (box, finding);
    for (guint k = 0; k < finding->remedies->len; k++) {
      const TgRemedy *remedy = finding->remedies->pdata[k];
      GtkWidget *button;

      if (remedy->change == NULL || (works && remedy->tried == TG_TRIED_FAILS))
        continue;
      button = add_offer (GTK_BOX (offers), account, remedy->change, take, page);
      if (first == NULL)
        first = button;
    }
    tg_finding_view_add_help (TG_FINDING_VIEW (gtk_widget_get_last_child (GTK_WIDGET (box))), offers, NULL);
  }
  gtk_widget_set_visible (GTK_WIDGET (box), findings->len > 0);
  if (first != NULL)
    gtk_widget_add_css_class (first, "suggested-action");
  tg_widget_defaults_apply (GTK_WIDGET (box));
  return first;
}

GtkWidget *
tg_letter_cards_add_working (GtkBox *box, const TgAccount *account, const TgAccount *works, TgLetterTake take, gpointer page)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button;

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "note-card");
  tg_words_append (GTK_BOX (card), _ ("Other settings that the letter allows do work"), "heading");
  button = add_offer (GTK_BOX (card), account, works, take, page);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (box, card);
  gtk_widget_set_visible (GTK_WIDGET (box), TRUE);
  tg_widget_defaults_apply (card);
  return button;
}
