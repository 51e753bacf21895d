/* tried-list.h: what was tried so far, with its result; each change can be undone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgTriedList: hidden while nothing was tried.  Signal "taken-back": the account has changed; the
 * caller tests again.
 */
#define TG_TYPE_TRIED_LIST (tg_tried_list_get_type ())
G_DECLARE_FINAL_TYPE (TgTriedList, tg_tried_list, TG, TRIED_LIST, GtkBox)

void tg_tried_list_update (TgTriedList *self, TgSession *session);

G_END_DECLS
