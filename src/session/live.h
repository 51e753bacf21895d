/* live.h: what a check shows while it runs, as lists that widgets bind to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"
#include "session/items.h"

G_BEGIN_DECLS

/* Indexed by TG_SIDE_RECEIVE and TG_SIDE_SEND. */
typedef struct {
  GListStore *steps[2];        /* of TgStepItem, one a stage */
  GListStore *conversation[2]; /* of TgLineItem */
} TgLive;

void tg_live_init          (TgLive *self);
void tg_live_clear         (TgLive *self);
/* Empties all lists. */
void tg_live_forget        (TgLive *self);
void tg_live_show_step     (TgLive *self, TgSide side, const TgStepRecord *record);
void tg_live_show_line     (TgLive *self, TgSide side, const char *line);

G_END_DECLS
