/* typeset.c: see typeset.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/type/typeset.h"

#include <pango/pangocairo.h>

#include "papers/type/phrases.h"

/* Whatever is installed of these; for a page with Japanese on it, fontconfig finds the rest. */
#define WORDS "Noto Sans, Noto Sans CJK JP, Cantarell, sans-serif"
#define EXACT "Source Code Pro, Noto Sans Mono, DejaVu Sans Mono, monospace"

#define SHORTEST 8 /* characters of a phrase that a narrow column keeps whole */

static const struct {
  const char *family;
  double points;
  PangoWeight weight;
} types[] = {
  [TG_TYPE_TITLE] = { WORDS, 22, PANGO_WEIGHT_BOLD },   [TG_TYPE_HEADING] = { WORDS, 15, PANGO_WEIGHT_BOLD },
  [TG_TYPE_BODY] = { WORDS, 12, PANGO_WEIGHT_NORMAL },  [TG_TYPE_KEY] = { WORDS, 12, PANGO_WEIGHT_BOLD },
  [TG_TYPE_HEAD] = { WORDS, 10, PANGO_WEIGHT_BOLD },    [TG_TYPE_SMALL] = { WORDS, 10, PANGO_WEIGHT_NORMAL },
  [TG_TYPE_EXACT] = { EXACT, 13, PANGO_WEIGHT_NORMAL },
};

void
tg_typeset_init (TgTypeset *self, double scale)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  self->scale = scale;
  /* A point is a unit, and what is measured here is the same on a printer and on a screen. */
  pango_cairo_context_set_resolution (self->context, 72);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_language (self->context, pango_language_get_default ());
  cairo_font_options_destroy (options);
}

void
tg_typeset_clear (TgTypeset *self)
{
  g_clear_object (&self->context);
}

double
tg_typeset_size (const TgTypeset *self, TgType type)
{
  return types[type].points * self->scale;
}

static PangoLayout *
set_text (const TgTypeset *self, TgType type, const char *text, guint longest)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_new ();
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_font_description_set_family_static (font, types[type].family);
  pango_font_description_set_absolute_size (font, tg_typeset_size (self, type) * PANGO_SCALE);
  pango_font_description_set_weight (font, types[type].weight);
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  tg_phrases_keep (attributes, text, longest);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_auto_dir (layout, type != TG_TYPE_EXACT);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);
  return layout;
}

PangoLayout *
tg_typeset_text (const TgTypeset *self, TgType type, const char *text, double width)
{
  PangoLayout *layout = set_text (self, type, text, (guint)MAX (1, width / tg_typeset_size (self, type)));

  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  return layout;
}

static double
width_of (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double)logical.width / PANGO_SCALE;
}

void
tg_typeset_measure (const TgTypeset *self, TgType type, const char *text, double *minimum, double *natural)
{
  g_autoptr (PangoLayout) layout = set_text (self, type, text, SHORTEST);

  *natural = width_of (layout);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, 0);
  *minimum = width_of (layout);
}
