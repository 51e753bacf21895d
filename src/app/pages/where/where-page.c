/* where-page.c: where it happens: in an account on this computer, or somewhere else.  Each row is an answer, and leads on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/where/account-list.h"
#include "app/state/complaint.h"
#include "app/widgets/rows/lead.h"
#include "app/widgets/widget-defaults.h"

struct _TgWherePage {
  TgPage parent_instance;

  GtkLabel *symptom;
  GtkWidget *here_title;
  TgAccountList *accounts;
  GtkWidget *elsewhere_title;
  GtkBox *elsewhere;
  GtkBox *exceptions;

  GtkWidget *last; /* (nullable): the row elsewhere that was pressed last */
};

G_DEFINE_FINAL_TYPE (TgWherePage, tg_where_page, TG_TYPE_PAGE)

static void
on_account (TgWherePage *self, gpointer found)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));

  self->last = NULL;
  tg_complaint_begin (wizard, found, &(TgWhereabouts){ NULL });
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.go", "s", tg_complaint_next (wizard));
}

static void
on_elsewhere (TgWherePage *self, GtkWidget *row)
{
  self->last = row;
  tg_wizard_choices (tg_page_get_wizard (TG_PAGE (self)))->where = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "where"));
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.go", "s", "device");
}

static void
on_exceptions (TgWherePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.go", "s", "exception-list");
}

static void
tg_where_page_entered (TgPage *page)
{
  TgWherePage *self = TG_WHERE_PAGE (page);
  TgWizard *wizard = tg_page_get_wizard (page);
  const TgSymptomRow *row = tg_wizard_get_symptom (wizard);

  tg_wizard_load_trust (wizard);
  tg_account_list_look (self->accounts);
  gtk_label_set_text (self->symptom, row->title != NULL ? _ (row->title) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->symptom), row->title != NULL);
  /* The warning may come from what was allowed long ago.  In practice no real server is asked. */
  gtk_widget_set_visible (GTK_WIDGET (self->exceptions), row->facts == TG_FACTS_CERTIFICATE && !tg_wizard_get_practising (wizard));
}

static GtkWidget *
tg_where_page_initial_focus (TgPage *page)
{
  TgWherePage *self = TG_WHERE_PAGE (page);

  return self->last != NULL ? self->last : tg_account_list_focus (self->accounts);
}

static void
tg_where_page_class_init (TgWherePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  page_class->entered = tg_where_page_entered;
  page_class->initial_focus = tg_where_page_initial_focus;

  g_type_ensure (TG_TYPE_ACCOUNT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/where/where-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgWherePage, symptom);
  gtk_widget_class_bind_template_child (widget_class, TgWherePage, here_title);
  gtk_widget_class_bind_template_child (widget_class, TgWherePage, accounts);
  gtk_widget_class_bind_template_child (widget_class, TgWherePage, elsewhere_title);
  gtk_widget_class_bind_template_child (widget_class, TgWherePage, elsewhere);
  gtk_widget_class_bind_template_child (widget_class, TgWherePage, exceptions);
}

static void
tg_where_page_init (TgWherePage *self)
{
  GtkWidget *exceptions;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->accounts), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->here_title, NULL, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->elsewhere), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->elsewhere_title, NULL, -1);
  g_signal_connect_swapped (self->accounts, "chosen", G_CALLBACK (on_account), self);
  for (TgWhere where = TG_WHERE_HERE + 1; where < TG_N_WHERE; where++) {
    GtkWidget *row = tg_lead_new (tg_where_icon (where), tg_where_title (where), tg_where_hint (where));

    g_object_set_data (G_OBJECT (row), "where", GUINT_TO_POINTER (where));
    g_signal_connect_swapped (row, "clicked", G_CALLBACK (on_elsewhere), self);
    gtk_box_append (self->elsewhere, row);
  }
  exceptions = tg_lead_new ("channel-secure-symbolic", _ ("Old security exceptions"),
                            _ ("What was allowed here before, and what its servers show now"));
  g_signal_connect_swapped (exceptions, "clicked", G_CALLBACK (on_exceptions), self);
  gtk_box_append (self->exceptions, exceptions);
  tg_widget_defaults_apply (GTK_WIDGET (self));
}
