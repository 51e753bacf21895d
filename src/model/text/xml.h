/* xml.h: reads the engine's own XML files, which hold texts, out of its GResource.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  void (*start) (const char *element, const char **names, const char **values, gpointer data, GError **error);
  /* @text: what came since the last tag, as tg_text_collapsed() gives it */
  void (*end) (const char *element, const char *text, gpointer data);
} TgXmlReader;

/* A file that cannot be read is a fault of the program: it is told as critical. */
void tg_xml_read (const char *resource, const TgXmlReader *reader, gpointer data);
/* What GMarkup hands to a start_element function, of any file. (transfer none) (nullable) */
const char *tg_xml_value (const char **names, const char **values, const char *name);
/* The same of our own files: interned. */
const char *tg_xml_attribute (const char **names, const char **values, const char *name);

G_END_DECLS
