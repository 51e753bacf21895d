/* sources-box.c: what leaves this computer to find the settings, and when a test fails, named before it does (safety rule 8).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/sources-box.h"

#include <glib/gi18n.h>

#include "app/widgets/rows/fold.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

struct _TgSourcesBox {
  GtkBox parent_instance;

  GtkWidget *database;
  GtkWidget *look;
  GtkBox *lines;
  TgWizard *wizard; /* (nullable) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (TgSourcesBox, tg_sources_box, GTK_TYPE_BOX)

static void
on_toggled (TgSourcesBox *self)
{
  g_autoptr (TgSources) sources = NULL;

  if (self->filling || self->wizard == NULL)
    return;

  sources = tg_sources_copy (tg_wizard_get_sources (self->wizard));
  sources->look = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->look));
  g_clear_pointer (&sources->ispdb_url, g_free);
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->database)))
    sources->ispdb_url = g_strdup (TG_DEFAULT_ISPDB_URL);
  tg_wizard_set_sources (self->wizard, sources);
}

void
tg_sources_box_set_wizard (TgSourcesBox *self, TgWizard *wizard)
{
  g_autoptr (TgSources) sources = tg_sources_copy (tg_wizard_get_sources (wizard));
  g_autoptr (GPtrArray) lines = NULL;

  g_set_object (&self->wizard, wizard);
  self->filling = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->database), sources->ispdb_url != NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->look), sources->look);
  self->filling = FALSE;

  sources->look = TRUE;
  lines = tg_sources_describe (sources, tg_session_get_account (tg_wizard_get_session (wizard)));
  tg_box_empty (self->lines);
  for (guint i = 0; i < lines->len; i++)
    tg_words_append (self->lines, lines->pdata[i], "field-hint");
}

static void
tg_sources_box_dispose (GObject *object)
{
  g_clear_object (&TG_SOURCES_BOX (object)->wizard);
  G_OBJECT_CLASS (tg_sources_box_parent_class)->dispose (object);
}

static void
tg_sources_box_class_init (TgSourcesBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tg_sources_box_dispose;
}

static GtkWidget *
tg_sources_box_add_switch (TgSourcesBox *self, GtkWidget *box, const char *text)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), tg_words_new (text, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_toggled), self);
  gtk_box_append (GTK_BOX (box), check);
  return check;
}

static const char *const always_asked[] = {
  N_ ("This network’s name server: where your domain’s mail goes (it sees the domain)"),
  N_ ("Your domain’s own web servers: what they publish (they see the domain; one of them also your address, if it has nothing to say "
      "without it)"),
  N_ ("The company that takes your domain’s mail: what it publishes (it sees its own domain only)"),
  N_ ("Servers with the usual names below your domain: whether they are mail servers (without signing in)"),
};

static void
tg_sources_box_init (TgSourcesBox *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GUri) url = g_uri_parse (TG_DEFAULT_ISPDB_URL, G_URI_FLAGS_NONE, NULL);
  g_autofree char *database =
      g_strdup_printf (_ ("%s: which servers it has for your domain (it sees the domain, never your address)"), g_uri_get_host (url));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  tg_words_append (GTK_BOX (box), _ ("To find the settings of a provider that Tegami does not know"), "heading");
  for (guint i = 0; i < G_N_ELEMENTS (always_asked); i++)
    tg_words_append (GTK_BOX (box), _ (always_asked[i]), "field-hint");
  self->database = tg_sources_box_add_switch (self, box, _ ("Ask Thunderbird’s database of mail providers, too"));
  tg_words_append (GTK_BOX (box), database, "field-hint");
  tg_words_append (GTK_BOX (box), _ ("When a test fails"), "heading");
  self->look = tg_sources_box_add_switch (self, box, _ ("Check the clock and the network, too"));
  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));
  gtk_box_append (GTK_BOX (self), tg_fold_new_with_mnemonic (_ ("_Who is contacted"), box));
}
