/* reference-page.c: the quick reference: the same tables as on paper, and the paper itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/papers/document-view.h"
#include "app/papers/print.h"
#include "app/widgets/in-view.h"
#include "papers/quick-reference-document.h"

struct _TgReferencePage {
  TgPage parent_instance;

  GtkWidget *print_button;
  GtkLabel *problem;
  TgDocument *document;
};

G_DEFINE_FINAL_TYPE (TgReferencePage, tg_reference_page, TG_TYPE_PAGE)

static void
on_print_clicked (TgReferencePage *self)
{
  tg_print (self->document, self->problem);
}

/* Page Down scrolls at once. */
static GtkWidget *
tg_reference_page_initial_focus (TgPage *page)
{
  return GTK_WIDGET (tg_page_get_scroller (page));
}

static void
tg_reference_page_finalize (GObject *object)
{
  tg_document_unref (TG_REFERENCE_PAGE (object)->document);
  G_OBJECT_CLASS (tg_reference_page_parent_class)->finalize (object);
}

static void
tg_reference_page_class_init (TgReferencePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tg_reference_page_finalize;
  TG_PAGE_CLASS (klass)->initial_focus = tg_reference_page_initial_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/reference/reference-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgReferencePage, print_button);
  gtk_widget_class_bind_template_child (widget_class, TgReferencePage, problem);
}

static void
tg_reference_page_init (TgReferencePage *self)
{
  g_autoptr (TgQuickReference) reference = tg_quick_reference_new ();
  GtkWidget *scroller = GTK_WIDGET (tg_page_get_scroller (TG_PAGE (self)));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_focusable (scroller, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Quick reference"), -1);
  self->document = tg_quick_reference_document (reference);
  tg_document_view_fill (tg_page_get_column (TG_PAGE (self)), self->document);
  tg_unroll (tg_page_get_column (TG_PAGE (self)));
  g_signal_connect_swapped (self->print_button, "clicked", G_CALLBACK (on_print_clicked), self);
}
