/* symptoms-page.c: what happens.  Each row is an answer, and leads on; whoever has the exact words begins with them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/widgets/rows/lead.h"
#include "app/widgets/widget-defaults.h"

struct _TgSymptomsPage {
  TgPage parent_instance;

  GtkBox *words;
  GtkBox *symptoms;
  GtkWidget *symptoms_title;

  GtkWidget *paste; /* the row of the words */
  GtkWidget *last;  /* the row that was pressed last, at first the first one */
};

G_DEFINE_FINAL_TYPE (TgSymptomsPage, tg_symptoms_page, TG_TYPE_PAGE)

static void
on_paste (TgSymptomsPage *self)
{
  /* They say themselves what happens. */
  self->last = self->paste;
  tg_wizard_set_symptom (tg_page_get_wizard (TG_PAGE (self)), TG_SYMPTOM_NONE, NULL, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.go", "s", "message");
}

static void
on_symptom (TgSymptomsPage *self, GtkWidget *button)
{
  const TgSymptomRow *row = g_object_get_data (G_OBJECT (button), "symptom");

  self->last = button;
  tg_wizard_set_symptom (tg_page_get_wizard (TG_PAGE (self)), row->symptom, NULL, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.go", "s", row->page != NULL ? row->page : "where");
}

/* What was pasted stays with the run. */
static void
tg_symptoms_page_entered (TgPage *page)
{
  TgSymptomsPage *self = TG_SYMPTOMS_PAGE (page);
  const TgMessage *message = tg_wizard_get_message (tg_page_get_wizard (page));
  const TgFinding *first = message != NULL && message->findings->len > 0 ? message->findings->pdata[0] : NULL;

  tg_lead_set_hint (self->paste,
                    first != NULL ? first->title : _ ("A warning, an error number, a returned mail: Tegami says what it means"));
}

static GtkWidget *
tg_symptoms_page_initial_focus (TgPage *page)
{
  return TG_SYMPTOMS_PAGE (page)->last;
}

static void
tg_symptoms_page_class_init (TgSymptomsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  page_class->entered = tg_symptoms_page_entered;
  page_class->initial_focus = tg_symptoms_page_initial_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/symptoms/symptoms-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, words);
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, symptoms);
  gtk_widget_class_bind_template_child (widget_class, TgSymptomsPage, symptoms_title);
}

static void
tg_symptoms_page_init (TgSymptomsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->symptoms), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->symptoms_title, NULL, -1);
  self->paste = tg_lead_new ("edit-paste-symbolic", _ ("Paste the exact words…"), NULL);
  g_signal_connect_swapped (self->paste, "clicked", G_CALLBACK (on_paste), self);
  gtk_box_append (self->words, self->paste);
  for (const TgSymptomRow *row = tg_symptom_table (); row->title; row++) {
    GtkWidget *button = tg_lead_new (NULL, _ (row->title), row->hint != NULL ? _ (row->hint) : NULL);

    if (self->last == NULL)
      self->last = button;
    g_object_set_data (G_OBJECT (button), "symptom", (gpointer)row);
    g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_symptom), self);
    gtk_box_append (self->symptoms, button);
  }
  tg_widget_defaults_apply (GTK_WIDGET (self));
}
