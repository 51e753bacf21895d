/* ways-box.h: other ways to bring the settings along than finding them: a letter, pasted or typed off paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TgWaysBox: a button for each way, with "assistant.go" as its action; hidden where there is none.
 */
#define TG_TYPE_WAYS_BOX (tg_ways_box_get_type ())
G_DECLARE_FINAL_TYPE (TgWaysBox, tg_ways_box, TG, WAYS_BOX, GtkBox)

G_END_DECLS
