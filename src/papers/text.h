/* text.h: a document as plain text, to be pasted anywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "papers/document.h"

G_BEGIN_DECLS

/* Each row on a line of its own, a label and its value as "label: value". (transfer full) */
char *tg_document_to_text (const TgDocument *self);

G_END_DECLS
