/* html.h: the text of an HTML page, with its tables as rows of cells.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @text (UTF-8) is meant as HTML. */
gboolean tg_letter_is_html   (const char *text);

/* What a reader sees of it: a line for each line and each row, tabs between the cells of a row.  A cell that reaches over several rows
 * or columns stands in each.  Nothing is fetched or run, and time and memory are bounded by the length. (transfer full) */
char    *tg_letter_html_text (const char *html);

G_END_DECLS
