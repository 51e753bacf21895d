/* quick-reference.c: reads data/quick-reference.xml out of the program's resources.  Texts are looked up
 * by gettext as xgettext extracts them (data/its/findings.its): collapsed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/quick-reference.h"

#include <gio/gio.h>
#include <string.h>

#include "model/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define RESOURCE "/io/github/tegami/Tegami/engine/quick-reference.xml"

typedef struct {
  TgQuickReference *page;
  TgQuickSection *section; /* (nullable): the one being read */
  TgQuickRow *row;         /* (nullable) */
  GString *text;
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

static const char *
attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return g_intern_string (values[i]);
  return NULL;
}

static void
start_element (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer user_data,
               GError **error)
{
  Reader *reader = user_data;

  g_string_truncate (reader->text, 0);
  if (strcmp (element, "section") == 0) {
    reader->section = g_new0 (TgQuickSection, 1);
    reader->section->id = attribute (names, values, "id");
    reader->section->heads = g_ptr_array_new_with_free_func (g_free);
    reader->section->rows = g_ptr_array_new_with_free_func (row_free);
    g_ptr_array_add (reader->page->sections, reader->section);
  } else if (strcmp (element, "row") == 0 && reader->section != NULL) {
    reader->row = g_new0 (TgQuickRow, 1);
    reader->row->finding = attribute (names, values, "finding");
    reader->row->cells = g_ptr_array_new_with_free_func (g_free);
    g_ptr_array_add (reader->section->rows, reader->row);
  }
}

static void
end_element (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Reader *reader = user_data;
  g_autofree char *plain = tg_text_collapsed (reader->text->str);
  const char *text = *plain != '\0' ? g_dgettext (GETTEXT_PACKAGE, plain) : plain;

  g_string_truncate (reader->text, 0);
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
    g_ptr_array_add (reader->row->cells, g_steal_pointer (&plain));
}

static void
add_text (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
  Reader *reader = user_data;

  g_string_append_len (reader->text, text, (gssize)length);
}

TgQuickReference *
tg_quick_reference_new (void)
{
  static const GMarkupParser parser = { .start_element = start_element, .end_element = end_element, .text = add_text };
  TgQuickReference *page = g_new0 (TgQuickReference, 1);
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { .page = page, .text = text };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  page->sections = g_ptr_array_new_with_free_func (section_free);
  if (bytes != NULL) {
    g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &reader, NULL);
    gsize length;
    const char *data = g_bytes_get_data (bytes, &length);

    if (g_markup_parse_context_parse (context, data, (gssize)length, &error))
      g_markup_parse_context_end_parse (context, &error);
  }
  if (error != NULL)
    g_critical ("The quick reference cannot be read (is the engine's GResource linked in?): %s", error->message);
  return page;
}
