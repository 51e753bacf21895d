/* side-lines.h: the three plain lines of one side's test: reached, safe, signed in; each with its state, from the steps.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/evidence/evidence.h"

G_BEGIN_DECLS

typedef enum {
  TG_STAGE_STATE_WAITING,
  TG_STAGE_STATE_RUNNING,
  TG_STAGE_STATE_OK,
  TG_STAGE_STATE_CAUTION,
  TG_STAGE_STATE_PARTLY, /* what the line is called did happen, but something of it failed */
  TG_STAGE_STATE_FAILED,
  TG_STAGE_STATE_SKIPPED,
} TgStageState;

typedef enum { TG_LINE_REACHED, TG_LINE_SAFE, TG_LINE_SIGNED_IN, TG_N_LINES } TgSideLine;

/* @detail: (nullable): what was observed, in words; owned by the step, or static. */
typedef struct {
  TgStageState state;
  const char *detail;
} TgLineTold;

/* How a step went. */
TgStageState tg_side_lines_state (TgStepOutcome outcome);

/* @steps: of TgStepItem*.  @server: (nullable).  @seen: (nullable): once the test has ended. */
void tg_side_lines_tell (GListModel *steps, const TgServer *server, const TgEvidence *seen, gboolean ended, TgLineTold lines[TG_N_LINES]);

G_END_DECLS
