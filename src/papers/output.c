/* output.c: see output.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/output.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

void
tg_pages_draw (const TgPages *self, guint page, cairo_t *cr)
{
  const GArray *items = self->pages->pdata[page];

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < items->len; i++) {
    const TgSheetItem *item = &g_array_index (items, TgSheetItem, i);

    if (item->layout == NULL) {
      cairo_rectangle (cr, item->x, item->y, item->width, item->height);
      cairo_fill (cr);
    } else {
      cairo_move_to (cr, item->x, item->baseline);
      pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (item->layout, (int)item->line));
    }
  }
}

static cairo_status_t
write_bytes (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
tg_pages_to_pdf (const TgPages *self)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_bytes, bytes, self->format.width, self->format.height);
  cairo_t *cr = cairo_create (surface);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->document->title);
  for (guint page = 0; page < self->pages->len; page++) {
    tg_pages_draw (self, page, cr);
    cairo_show_page (cr);
  }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
tg_pages_to_png (const TgPages *self, guint page, double dots_per_inch)
{
  double scale = dots_per_inch / 72;
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)(self->format.width * scale + 0.5), (int)(self->format.height * scale + 0.5));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  tg_pages_draw (self, page, cr);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, write_bytes, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
