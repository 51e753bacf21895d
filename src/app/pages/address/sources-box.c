/* sources-box.c: what leaves this computer when a test fails, named before it does (safety rule 8).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/sources-box.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

struct _TgSourcesBox {
  GtkBox parent_instance;

  GtkWidget *check;
  GtkBox *lines;
  TgSession *session; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TgSourcesBox, tg_sources_box, GTK_TYPE_BOX)

static void
tg_sources_box_apply (TgSourcesBox *self)
{
  g_autoptr (TgSources) sources = NULL;

  if (self->session == NULL || tg_session_is_busy (self->session))
    return;

  sources = tg_sources_copy (tg_session_get_sources (self->session));
  sources->look = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
  tg_session_set_sources (self->session, sources);
}

void
tg_sources_box_set_session (TgSourcesBox *self, TgSession *session)
{
  g_autoptr (TgSources) sources = tg_sources_copy (tg_session_get_sources (session));
  g_autoptr (GPtrArray) lines = NULL;

  g_set_object (&self->session, session);
  tg_sources_box_apply (self);

  sources->look = TRUE;
  lines = tg_sources_describe (sources, tg_session_get_account (session));
  tg_box_empty (self->lines);
  for (guint i = 0; i < lines->len; i++)
    tg_words_append (self->lines, lines->pdata[i], "field-hint");
}

static void
tg_sources_box_dispose (GObject *object)
{
  g_clear_object (&TG_SOURCES_BOX (object)->session);
  G_OBJECT_CLASS (tg_sources_box_parent_class)->dispose (object);
}

static void
tg_sources_box_class_init (TgSourcesBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tg_sources_box_dispose;
}

static void
tg_sources_box_init (TgSourcesBox *self)
{
  const char *text = _ ("If the test fails, check the clock and the network, too");
  GtkWidget *expander = gtk_expander_new_with_mnemonic (_ ("_Who is contacted if the test fails"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->check = gtk_check_button_new ();
  gtk_check_button_set_child (GTK_CHECK_BUTTON (self->check), tg_words_new (text, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), TRUE);
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (tg_sources_box_apply), self);
  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));

  gtk_widget_set_margin_top (box, 6);
  gtk_box_append (GTK_BOX (box), self->check);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_box_append (GTK_BOX (self), expander);
}
