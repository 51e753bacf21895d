/* side-lines.c: which line a step belongs to, and what several steps on one line come to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/told/side-lines.h"

#include <glib/gi18n-lib.h>

#include "session/items.h"

static const TgSideLine line_of_stage[] = {
  [TG_STAGE_RESOLVE] = TG_LINE_REACHED,   [TG_STAGE_CONNECT] = TG_LINE_REACHED,   [TG_STAGE_GREETING] = TG_LINE_REACHED,
  [TG_STAGE_STARTTLS] = TG_LINE_SAFE,     [TG_STAGE_TLS] = TG_LINE_SAFE,          [TG_STAGE_CERTIFICATE] = TG_LINE_SAFE,
  [TG_STAGE_SIGN_IN] = TG_LINE_SIGNED_IN, [TG_STAGE_MAILBOX] = TG_LINE_SIGNED_IN, [TG_STAGE_ENVELOPE] = TG_LINE_SIGNED_IN,
  [TG_STAGE_DONE] = TG_LINE_SIGNED_IN,
};

static const TgStageState state_of_outcome[] = {
  [TG_STEP_OK] = TG_STAGE_STATE_OK,           [TG_STEP_CAUTION] = TG_STAGE_STATE_CAUTION, [TG_STEP_FAILED] = TG_STAGE_STATE_FAILED,
  [TG_STEP_SKIPPED] = TG_STAGE_STATE_SKIPPED, [TG_STEP_RUNNING] = TG_STAGE_STATE_RUNNING,
};

/* Of several steps on one line, the one with the most weight is shown. */
static const int weight_of_state[] = {
  [TG_STAGE_STATE_WAITING] = 0, [TG_STAGE_STATE_SKIPPED] = 1, [TG_STAGE_STATE_OK] = 2,     [TG_STAGE_STATE_RUNNING] = 3,
  [TG_STAGE_STATE_CAUTION] = 4, [TG_STAGE_STATE_PARTLY] = 5,  [TG_STAGE_STATE_FAILED] = 6,
};

TgStageState
tg_side_lines_state (TgStepOutcome outcome)
{
  return state_of_outcome[outcome];
}

/* The step after which the line's own name is true, whatever fails on it later. */
static gboolean
makes_it_true (const TgStepRecord *record)
{
  return record->outcome == TG_STEP_OK && (record->stage == TG_STAGE_CONNECT || record->stage == TG_STAGE_SIGN_IN);
}

static void
add_step (const TgStepRecord *record, TgLineTold lines[TG_N_LINES], gboolean happened[TG_N_LINES])
{
  TgSideLine line = line_of_stage[record->stage];
  TgStageState state = state_of_outcome[record->outcome];

  happened[line] |= makes_it_true (record);
  if (state == TG_STAGE_STATE_FAILED && happened[line])
    state = TG_STAGE_STATE_PARTLY;
  if (weight_of_state[state] >= weight_of_state[lines[line].state])
    lines[line] = (TgLineTold){ state, record->text };
}

/* Nothing protects what is not encrypted, and only the person's word what is allowed by hand. */
static void
tell_safe (TgLineTold *safe, const TgLineTold *reached, const TgServer *server, const TgEvidence *seen)
{
  if (server != NULL && server->security == TG_SECURITY_NONE && safe->state == TG_STAGE_STATE_WAITING &&
      reached->state == TG_STAGE_STATE_OK)
    *safe = (TgLineTold){ TG_STAGE_STATE_FAILED, _ ("No encryption was chosen") };
  else if (safe->state == TG_STAGE_STATE_OK && seen != NULL && seen->tls != NULL && seen->tls->pinned)
    safe->state = TG_STAGE_STATE_CAUTION;
}

void
tg_side_lines_tell (GListModel *steps, const TgServer *server, const TgEvidence *seen, gboolean ended, TgLineTold lines[TG_N_LINES])
{
  gboolean happened[TG_N_LINES] = { FALSE };
  gboolean failed = FALSE;

  for (TgSideLine line = 0; line < TG_N_LINES; line++)
    lines[line] = (TgLineTold){ TG_STAGE_STATE_WAITING, NULL };
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (TgStepItem) step = g_list_model_get_item (steps, i);

    /* A step that was cut short tells nothing, and the one that cut it does. */
    if (!ended || tg_step_item_get_record (step)->outcome != TG_STEP_RUNNING)
      add_step (tg_step_item_get_record (step), lines, happened);
  }
  if (ended)
    tell_safe (&lines[TG_LINE_SAFE], &lines[TG_LINE_REACHED], server, seen);
  for (TgSideLine line = 0; line < TG_N_LINES; line++) {
    if (lines[line].state == TG_STAGE_STATE_WAITING && (ended || failed))
      lines[line].state = TG_STAGE_STATE_SKIPPED;
    failed |= lines[line].state == TG_STAGE_STATE_FAILED || lines[line].state == TG_STAGE_STATE_PARTLY;
  }
}
