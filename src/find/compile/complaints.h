/* complaints.h: what is wrong with a table's source, told as compilers do: file, line, sentence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where something is written. */
typedef struct {
  const char *file;
  guint line; /* from 1 */
} TgPlace;

/* Prints the sentence to standard error, and counts it. */
void tg_complain (const TgPlace *place, const char *format, ...) G_GNUC_PRINTF (2, 3);
guint tg_complaints (void);

G_END_DECLS
