/* kind.h: what somebody brought in the place of a letter, told by its content; names of files lie.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  TG_LETTER_IS_TEXT,
  TG_LETTER_IS_PHOTO,
  TG_LETTER_IS_DOCUMENT, /* PDF, Word and the like: text, but not as such */
  TG_LETTER_IS_OTHER,    /* no text at all */
} TgLetterKind;

/* The beginning is enough. */
TgLetterKind tg_letter_kind (const void *bytes, gsize length);

G_END_DECLS
