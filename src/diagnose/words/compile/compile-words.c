/* compile-words.c: writes data/words/ as the program reads it.
 *
 *   compile-words FOLDER OUTPUT
 *
 * Not installed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "diagnose/words/compile/knowledge-builder.h"

/* What is unchanged is left alone, so that nothing is built anew. */
static gboolean
write_to (const char *path, GBytes *bytes, GError **error)
{
  gsize length, written_length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *written = NULL;

  if (g_file_get_contents (path, &written, &written_length, NULL) && written_length == length && memcmp (written, data, length) == 0)
    return TRUE;
  return g_file_set_contents (path, data, (gssize)length, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgKnowledgeBuilder) read = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 3) {
    fputs ("usage: compile-words FOLDER OUTPUT\n", stderr);
    return 2;
  }
  read = tg_knowledge_builder_read (argv[1], &error);
  if (read == NULL || !write_to (argv[2], read->compiled, &error)) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }
  return 0;
}
