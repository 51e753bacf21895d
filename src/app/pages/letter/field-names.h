/* field-names.h: what the places of a letter can be, in words, and as a menu.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "find/letter/draft/draft.h"

G_BEGIN_DECLS

/* @fields: bits; 0: "Not needed".  Translated. */
const char *tg_field_name       (guint fields);

/* Items with the action @action and bits as its target ("u"). (transfer full) */
GMenuModel *tg_field_menu       (const char *action);

G_END_DECLS
