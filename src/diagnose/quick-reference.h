/* quick-reference.h: ports, encryption and the usual causes on one page, from data/quick-reference.xml.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @cells: of char*, translated.  @finding: (nullable): the id of the finding that tells more */
typedef struct {
  GPtrArray *cells;
  const char *finding;
} TgQuickRow;

/* @heads: of char*, translated; @rows: of TgQuickRow*, each with as many cells as there are heads;
 * @note: (nullable), translated */
typedef struct {
  const char *id;
  char *title;
  GPtrArray *heads;
  GPtrArray *rows;
  char *note;
} TgQuickSection;

/* @sections: of TgQuickSection* */
typedef struct {
  char *title;
  GPtrArray *sections;
} TgQuickReference;

/* In the language that is set now. (transfer full), never NULL */
TgQuickReference *tg_quick_reference_new (void);
/* NULL where there is none: a bug. (transfer none) */
const TgQuickSection *tg_quick_reference_section (const TgQuickReference *self, const char *id);
void tg_quick_reference_free (TgQuickReference *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgQuickReference, tg_quick_reference_free)

G_END_DECLS
