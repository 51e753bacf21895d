/* typeset.h: lines of text for paper, measured in points (1/72 inch): black, never hyphenated, Japanese broken between phrases.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

typedef enum {
  TG_TYPE_TITLE,
  TG_TYPE_HEADING,
  TG_TYPE_BODY,
  TG_TYPE_KEY,  /* the first column: what one looks for */
  TG_TYPE_HEAD, /* above a column */
  TG_TYPE_SMALL,
  TG_TYPE_EXACT,
} TgType;

/* @scale: of all type; 1 is the usual */
typedef struct {
  PangoContext *context;
  double scale;
} TgTypeset;

/* In the language that is set now. */
void         tg_typeset_init    (TgTypeset *self, double scale);
void         tg_typeset_clear   (TgTypeset *self);

/* The size of this type. */
double       tg_typeset_size    (const TgTypeset *self, TgType type);
/* @text in lines of at most @width. (transfer full) */
PangoLayout *tg_typeset_text    (const TgTypeset *self, TgType type, const char *text, double width);
/* How wide it is on one line, and where it must not be torn apart. */
void         tg_typeset_measure (const TgTypeset *self, TgType type, const char *text, double *minimum, double *natural);

G_END_DECLS
