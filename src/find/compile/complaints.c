/* complaints.c: prints mistakes in UTF-8 whatever the locale of the build, and counts them, so that one build shows
 * all of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/compile/complaints.h"

#include <stdio.h>

static guint complaints;

void
tg_complain (const TgPlace *place, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fprintf (stderr, "%s:%u: error: %s\n", place->file, place->line, sentence);
  complaints++;
}

guint
tg_complaints (void)
{
  return complaints;
}
