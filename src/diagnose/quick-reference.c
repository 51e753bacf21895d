/* quick-reference.c: reads data/quick-reference.xml out of the program's resources.  Texts are looked up
 * by gettext as xgettext extracts them (data/its/findings.its): collapsed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/quick-reference.h"

#include <string.h>

#include "model/text/xml.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define RESOURCE "/io/github/tegami/Tegami/engine/quick-reference.xml"

typedef struct {
  TgQuickReference *page;
  TgQuickSection *section; /* (nullable): the one being read */
  TgQuickRow *row;         /* (nullable) */
} Reader;

static void
row_free (gpointer data)
{
  TgQuickRow *row = data;

  g_ptr_array_unref (row->cells);
  g_free (row);
}

static void
section_free (gpointer data)
{
  TgQuickSection *section = data;

  g_ptr_array_unref (section->heads);
  g_ptr_array_unref (section->rows);
  g_free (section->title);
  g_free (section->note);
  g_free (section);
}

void
tg_quick_reference_free (TgQuickReference *self)
{
  g_ptr_array_unref (self->sections);
  g_free (self->title);
  g_free (self);
}

const TgQuickSection *
tg_quick_reference_section (const TgQuickReference *self, const char *id)
{
  for (guint i = 0; i < self->sections->len; i++)
    if (strcmp (((const TgQuickSection *)self->sections->pdata[i])->id, id) == 0)
      return self->sections->pdata[i];
  return NULL;
}

static void
start_element (const char *element, const char **names, const char **values, gpointer data, GError **error)
{
  Reader *reader = data;

  if (strcmp (element, "section") == 0) {
    reader->section = g_new0 (TgQuickSection, 1);
    reader->section->id = tg_xml_attribute (names, values, "id");
    reader->section->heads = g_ptr_array_new_with_free_func (g_free);
    reader->section->rows = g_ptr_array_new_with_free_func (row_free);
    g_ptr_array_add (reader->page->sections, reader->section);
  } else if (strcmp (element, "row") == 0 && reader->section != NULL) {
    reader->row = g_new0 (TgQuickRow, 1);
    reader->row->finding = tg_xml_attribute (names, values, "finding");
    reader->row->cells = g_ptr_array_new_with_free_func (g_free);
    g_ptr_array_add (reader->section->rows, reader->row);
  }
}

static void
end_element (const char *element, const char *plain, gpointer data)
{
  Reader *reader = data;
  const char *text = *plain != '\0' ? g_dgettext (GETTEXT_PACKAGE, plain) : plain;

  if (strcmp (element, "title") == 0 && reader->section == NULL)
    reader->page->title = g_strdup (text);
  else if (strcmp (element, "title") == 0)
    reader->section->title = g_strdup (text);
  else if (strcmp (element, "head") == 0)
    g_ptr_array_add (reader->section->heads, g_strdup (text));
  else if (strcmp (element, "note") == 0)
    reader->section->note = g_strdup (text);
  else if (strcmp (element, "cell") == 0)
    g_ptr_array_add (reader->row->cells, g_strdup (text));
  else if (strcmp (element, "value") == 0)
    g_ptr_array_add (reader->row->cells, g_strdup (plain));
}

TgQuickReference *
tg_quick_reference_new (void)
{
  static const TgXmlReader parts = { start_element, end_element };
  TgQuickReference *page = g_new0 (TgQuickReference, 1);
  Reader reader = { .page = page };

  page->sections = g_ptr_array_new_with_free_func (section_free);
  tg_xml_read (RESOURCE, &parts, &reader);
  return page;
}
