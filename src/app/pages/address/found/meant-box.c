/* meant-box.c: the question, with both addresses one above the other in a face that tells their letters apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/found/meant-box.h"

#include <glib/gi18n.h>

#include "app/widgets/in-view.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "find/names/mistyped.h"
#include "model/account.h"

struct _TgMeantBox {
  GtkBox parent_instance;

  GtkBox *words;
  GtkWidget *take_button;
  GtkWidget *keep_button;

  char *typed;  /* (nullable): what the question is about */
  char *meant;  /* (nullable) */
  char *seen;   /* (nullable): the address with which somebody wanted to go on */
  char *insist; /* (nullable): the address that is right */
};

G_DEFINE_FINAL_TYPE (TgMeantBox, tg_meant_box, GTK_TYPE_BOX)

enum { TAKE, KEEP, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
replace (char **where, const char *text)
{
  g_free (*where);
  *where = g_strdup (text);
}

static void
on_take (TgMeantBox *self)
{
  g_autofree char *meant = g_strdup (self->meant);

  tg_meant_box_look (self, NULL);
  g_signal_emit (self, signals[TAKE], 0, meant);
}

static void
on_keep (TgMeantBox *self)
{
  replace (&self->insist, self->typed);
  tg_meant_box_look (self, NULL);
  g_signal_emit (self, signals[KEEP], 0);
}

static void
add_address (TgMeantBox *self, const char *caption, const char *address)
{
  GtkWidget *label;

  gtk_widget_set_margin_top (tg_words_append (self->words, caption, "field-caption"), 6);
  label = tg_words_append (self->words, address, "exact");

  gtk_widget_add_css_class (label, "compared");
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    gtk_label_set_xalign (GTK_LABEL (label), 1);
}

static void
name_button (GtkWidget *button, const char *label)
{
  gtk_button_set_label (GTK_BUTTON (button), label);
  tg_widget_defaults_apply (button);
}

static void
tg_meant_box_fill (TgMeantBox *self)
{
  g_autofree char *domain = tg_address_domain (self->meant);
  g_autofree char *typed_domain = tg_address_domain (self->typed);
  g_autofree char *text = g_strdup_printf (
      /* TRANSLATORS: a domain that was typed, and a provider's */
      _ ("%s is not in Tegami’s list, and looks much like %s, which many people use. Nobody was asked about it yet."), typed_domain,
      domain);
  /* TRANSLATORS: a mail address that was probably meant */
  g_autofree char *take = g_strdup_printf (_ ("Change to %s"), self->meant);
  /* TRANSLATORS: a mail address */
  g_autofree char *keep = g_strdup_printf (_ ("%s is right"), self->typed);

  tg_box_empty (self->words);
  tg_words_append (self->words, _ ("Is the address right?"), "heading");
  add_address (self, _ ("You typed"), self->typed);
  add_address (self, _ ("You may have meant"), self->meant);
  gtk_widget_set_margin_top (tg_words_append (self->words, text, NULL), 6);
  name_button (self->take_button, take);
  name_button (self->keep_button, keep);
}

gboolean
tg_meant_box_ask (TgMeantBox *self, const char *address)
{
  g_autofree char *meant = NULL;

  tg_meant_box_look (self, address);
  if (self->meant != NULL)
    return TRUE;
  if (g_strcmp0 (self->insist, address) == 0)
    return FALSE;
  meant = tg_mistyped_address (address);
  if (meant == NULL)
    return FALSE;

  self->typed = g_strdup (address);
  self->meant = g_steal_pointer (&meant);
  tg_meant_box_fill (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  tg_bring_into_view (GTK_WIDGET (self));
  return TRUE;
}

void
tg_meant_box_look (TgMeantBox *self, const char *address)
{
  if (address != NULL && g_strcmp0 (self->typed, address) == 0)
    return;

  g_clear_pointer (&self->typed, g_free);
  g_clear_pointer (&self->meant, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

gboolean
tg_meant_box_insist (TgMeantBox *self, const char *address)
{
  if (!tg_meant_box_ask (self, address))
    return TRUE;
  if (g_strcmp0 (self->seen, address) == 0) {
    replace (&self->insist, address);
    tg_meant_box_look (self, NULL);
    return TRUE;
  }
  replace (&self->seen, address);
  gtk_widget_grab_focus (self->take_button);
  return FALSE;
}

static void
tg_meant_box_finalize (GObject *object)
{
  TgMeantBox *self = TG_MEANT_BOX (object);

  g_free (self->typed);
  g_free (self->meant);
  g_free (self->seen);
  g_free (self->insist);
  G_OBJECT_CLASS (tg_meant_box_parent_class)->finalize (object);
}

static void
tg_meant_box_class_init (TgMeantBoxClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tg_meant_box_finalize;
  signals[TAKE] = g_signal_new ("take", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[KEEP] = g_signal_new ("keep", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_meant_box_init (TgMeantBox *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "note-card");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->words = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->take_button = gtk_button_new ();
  self->keep_button = gtk_button_new ();
  gtk_widget_add_css_class (self->take_button, "suggested-action");
  gtk_widget_set_halign (buttons, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (buttons), self->take_button);
  gtk_box_append (GTK_BOX (buttons), self->keep_button);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->words));
  gtk_box_append (GTK_BOX (self), buttons);
  g_signal_connect_swapped (self->take_button, "clicked", G_CALLBACK (on_take), self);
  g_signal_connect_swapped (self->keep_button, "clicked", G_CALLBACK (on_keep), self);
}
