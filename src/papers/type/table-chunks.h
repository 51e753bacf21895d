/* table-chunks.h: a table's rows, of which none is split, and what stands above them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "papers/type/chunk.h"

G_BEGIN_DECLS

/* Tables without heads that are shown have their columns in one line throughout @document.
 * @heads: (nullable): the line above the columns, to be repeated on every page; NULL where there is none.
 * Of TgChunk*, one for each row. (transfer full) */
GPtrArray *tg_table_chunks (const TgTypeset *typeset, const TgDocument *document, const TgDocumentTable *table, double width,
                            TgChunk **heads);

G_END_DECLS
