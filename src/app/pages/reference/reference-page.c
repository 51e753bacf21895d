/* reference-page.c: the quick reference.  No table: a row is a few lines, which fit a narrow window and
 * large text, and which a screen reader reads in order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/reference/reference-page.h"

#include "app/widgets/fact-card.h"
#include "app/widgets/words.h"
#include "diagnose/quick-reference.h"

#define SHORT 12 /* characters: cells that share a line */

struct _TgReferencePage {
  TgPage parent_instance;

  GtkWidget *scroller;
  GtkBox *sections;
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
      g_string_append_printf (line, "%s: ", (const char *)section->heads->pdata[i]);
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
    tg_fact_card_add_child (TG_FACT_CARD (card), make_row (section, section->rows->pdata[i]));
  if (section->note != NULL)
    tg_fact_card_add (TG_FACT_CARD (card), TG_FACT_PLAIN, section->note);
  gtk_box_append (self->sections, card);
}

/* Nothing else on the page takes the focus: Page Down scrolls. */
static GtkWidget *
tg_reference_page_initial_focus (TgPage *page)
{
  return TG_REFERENCE_PAGE (page)->scroller;
}

static void
tg_reference_page_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), TG_TYPE_REFERENCE_PAGE);
  G_OBJECT_CLASS (tg_reference_page_parent_class)->dispose (object);
}

static void
tg_reference_page_class_init (TgReferencePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_reference_page_dispose;
  TG_PAGE_CLASS (klass)->initial_focus = tg_reference_page_initial_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/reference/reference-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgReferencePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, TgReferencePage, sections);
}

static void
tg_reference_page_init (TgReferencePage *self)
{
  g_autoptr (TgQuickReference) reference = tg_quick_reference_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < reference->sections->len; i++)
    tg_reference_page_add_section (self, reference->sections->pdata[i]);
}
