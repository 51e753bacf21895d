/* change-lines.h: the entries that a change writes, told as the settings that a person knows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/**
 * TgChangeLine: one setting.
 * @group: translated: "Receiving"
 * @title: translated: "Port"
 * @before, @after: (nullable): in words where the program has a number or a code
 */
typedef struct {
  const char *group;
  const char *title;
  char *before;
  char *after;
} TgChangeLine;

/* Those of @items (of TgChangeItem) that are settings of the account, in the order of a settings
 * sheet; what else the program needs is left out. (transfer full): of TgChangeLine*, which live no
 * longer than @items */
GPtrArray *tg_change_lines_new (GPtrArray *items);

G_END_DECLS
