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

#include "diagnose/words/compile/knowledge-builder.h"
#include "find/compile/build-files.h"

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
  if (read == NULL || !tg_build_files_write (argv[2], read->compiled, &error)) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }
  return 0;
}
