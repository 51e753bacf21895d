/* scan.h: what reads a letter's characters one after the other.  For tokens.c and names.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/words/tokens.h"

G_BEGIN_DECLS

#define TG_LETTER_NAME_MAX 320 /* characters of an address */

/* @end: no further; @known: up to here, it is known that no name begins; @tokens: of TgLetterToken, so far */
typedef struct {
  const TgLetterText *text;
  guint end;
  guint known;
  GArray *tokens;
} TgLetterScan;

/* The character there; 0 at the end. */
gunichar tg_letter_scan_at     (const TgLetterScan *self, guint i);
void     tg_letter_scan_add    (TgLetterScan *self, TgTokenKind kind, guint start, guint length);
/* How many characters from @i on fit. */
guint    tg_letter_scan_run    (const TgLetterScan *self, guint i, gboolean (*fits) (gunichar c));
gboolean tg_letter_scan_begins (const TgLetterScan *self, guint i, const char *ascii);

gboolean tg_letter_is_any      (gunichar c, const char *set);
gboolean tg_letter_is_digit    (gunichar c);
/* Whether it stands for a character that is not told. */
gboolean tg_letter_is_hole     (gunichar c);

/* An address or a server's name, or a link, at @i.  TRUE: @i is behind it. */
gboolean tg_letter_scan_name   (TgLetterScan *self, guint *i);
gboolean tg_letter_scan_link   (TgLetterScan *self, guint *i);

G_END_DECLS
