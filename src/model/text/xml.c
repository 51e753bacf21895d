/* xml.c: a parser that hands out the text of an element at its end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/text/xml.h"

#include <gio/gio.h>
#include <string.h>

#include "model/text/text.h"

typedef struct {
  const TgXmlReader *reader;
  gpointer data;
  GString *text;
} Reading;

static void
start_element (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer user_data,
               GError **error)
{
  Reading *self = user_data;

  g_string_truncate (self->text, 0);
  self->reader->start (element, names, values, self->data, error);
}

static void
end_element (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Reading *self = user_data;
  g_autofree char *text = tg_text_collapsed (self->text->str);

  g_string_truncate (self->text, 0);
  self->reader->end (element, text, self->data);
}

static void
add_text (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
  g_string_append_len (((Reading *)user_data)->text, text, (gssize)length);
}

void
tg_xml_read (const char *resource, const TgXmlReader *reader, gpointer data)
{
  static const GMarkupParser parser = { .start_element = start_element, .end_element = end_element, .text = add_text };
  g_autoptr (GString) text = g_string_new (NULL);
  Reading reading = { reader, data, text };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &reading, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL || !g_markup_parse_context_parse (context, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), &error) ||
      !g_markup_parse_context_end_parse (context, &error))
    g_critical ("%s cannot be read (is the engine's GResource linked in?): %s", resource, error->message);
}

const char *
tg_xml_value (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return values[i];
  return NULL;
}

const char *
tg_xml_attribute (const char **names, const char **values, const char *name)
{
  return g_intern_string (tg_xml_value (names, values, name));
}
