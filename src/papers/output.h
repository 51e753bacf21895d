/* output.h: pages drawn with Cairo: on a printer, as a PDF file, as a picture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cairo.h>

#include "papers/pages.h"

G_BEGIN_DECLS

/* @cr: in points, with the page's top left corner at 0, 0 */
void    tg_pages_draw   (const TgPages *self, guint page, cairo_t *cr);
/* The whole as a PDF file, with selectable text. (transfer full) */
GBytes *tg_pages_to_pdf (const TgPages *self);
/* One page as a PNG file, black on white. (transfer full) */
GBytes *tg_pages_to_png (const TgPages *self, guint page, double dots_per_inch);

G_END_DECLS
