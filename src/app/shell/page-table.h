/* page-table.h: the pages of the wizard, in their order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

/**
 * TgPageRow:
 * @needed: (nullable): whether *Next* stops here; NULL: always
 * @side: a side page: reached on request only, and its one way is back
 */
typedef struct {
  const char *name;
  GType     (*type)   (void);
  gboolean  (*needed) (TgWizard *wizard);
  gboolean    side;
} TgPageRow;

/* Ends with a row whose name is NULL. */
const TgPageRow *tg_page_table      (void);
const TgPageRow *tg_page_table_find (const char *name); /* (nullable) */
/* Where *Next* leads from @row. (nullable) */
const TgPageRow *tg_page_table_next (const TgPageRow *row, TgWizard *wizard);

G_END_DECLS
