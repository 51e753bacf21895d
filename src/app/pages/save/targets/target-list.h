/* target-list.h: where the account is to go: the mail programs of this computer, looked for again and again while the list is
 * shown, since one may be closed or installed meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"
#include "saving/targets.h"

G_BEGIN_DECLS

/**
 * TgTargetList: a group of radio buttons.
 * Signal "chosen" (gboolean @anew): something is chosen, or what is chosen has changed, such as a program that was closed; @anew: it
 * is another one than before.  Where there is nothing to choose, tg_target_list_get() is NULL by then.
 */
#define TG_TYPE_TARGET_LIST (tg_target_list_get_type ())
G_DECLARE_FINAL_TYPE (TgTargetList, tg_target_list, TG, TARGET_LIST, GtkBox)

/* From now on.  What was chosen stays chosen for the same account, with the same account to repair; for others, there is no choice until
 * "chosen". */
void            tg_target_list_start      (TgTargetList *self, TgPage *page);
void            tg_target_list_stop       (TgTargetList *self);
/* Shows at the next look what is there, whether or not anything has changed. */
void            tg_target_list_look_again (TgTargetList *self);

/* (transfer none) (nullable) */
const TgTarget *tg_target_list_get        (TgTargetList *self);
/* The choice is to write nothing. */
gboolean        tg_target_list_is_nothing (TgTargetList *self);
/* Whether the mail programs were looked for. */
gboolean        tg_target_list_is_ready   (TgTargetList *self);
/* There is no mail program. */
gboolean        tg_target_list_is_empty   (TgTargetList *self);

G_END_DECLS
