/* reference-page.c: the quick reference.  No table: a row is a few lines, which fit a narrow window and
 * large text, and which a screen reader reads in order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/cards/fact-card.h"
#include "app/widgets/in-view.h"
#include "app/widgets/words.h"
#include "diagnose/quick-reference.h"

#define SHORT 12 /* characters: cells that share a line */

struct _TgReferencePage {
  TgPage parent_instance;
};

G_DEFINE_FINAL_TYPE (TgReferencePage, tg_reference_page, TG_TYPE_PAGE)

static void
end_line (GtkBox *box, GString *line)
{
  if (line->len == 0)
    return;

  tg_words_append (box, line->str, NULL);
  g_string_truncate (line, 0);
}

/* The first cell is what one looks for; the others follow with their heads. */
static GtkWidget *
make_row (const TgQuickSection *section, const TgQuickRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GString) line = g_string_new (NULL);

  tg_words_append (GTK_BOX (box), row->cells->pdata[0], "caption-heading");
  for (guint i = 1; i < row->cells->len; i++) {
    const char *cell = row->cells->pdata[i];
    gboolean is_short = g_utf8_strlen (cell, -1) <= SHORT;

    if (!is_short)
      end_line (GTK_BOX (box), line);
    else if (line->len > 0)
      g_string_append (line, " · ");
    /* With two columns, the heads say nothing new. */
    if (section->heads->len > 2)
      g_string_append_printf (line, _ ("%s: %s"), (const char *)section->heads->pdata[i], cell);
    else
      g_string_append (line, cell);
    if (!is_short)
      end_line (GTK_BOX (box), line);
  }
  end_line (GTK_BOX (box), line);
  return box;
}

static void
tg_reference_page_add_section (TgReferencePage *self, const TgQuickSection *section)
{
  GtkWidget *card = tg_fact_card_new (section->title);

  for (guint i = 0; i < section->rows->len; i++)
    gtk_box_append (GTK_BOX (card), make_row (section, section->rows->pdata[i]));
  if (section->note != NULL)
    tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, section->note);
  gtk_box_append (tg_page_get_column (TG_PAGE (self)), card);
}

/* Nothing else on the page takes the focus: Page Down scrolls. */
static GtkWidget *
tg_reference_page_initial_focus (TgPage *page)
{
  return GTK_WIDGET (tg_page_get_scroller (page));
}

static void
tg_reference_page_class_init (TgReferencePageClass *klass)
{
  TG_PAGE_CLASS (klass)->initial_focus = tg_reference_page_initial_focus;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/io/github/tegami/Tegami/pages/reference/reference-page.ui");
}

static void
tg_reference_page_init (TgReferencePage *self)
{
  g_autoptr (TgQuickReference) reference = tg_quick_reference_new ();
  GtkWidget *scroller = GTK_WIDGET (tg_page_get_scroller (TG_PAGE (self)));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_focusable (scroller, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Quick reference"), -1);
  for (guint i = 0; i < reference->sections->len; i++)
    tg_reference_page_add_section (self, reference->sections->pdata[i]);
  tg_unroll (tg_page_get_column (TG_PAGE (self)));
}
