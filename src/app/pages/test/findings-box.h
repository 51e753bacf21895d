/* findings-box.h: what a test has found: the main cause with the next step, and the others folded below it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"
#include "diagnose/next-step.h"

G_BEGIN_DECLS

/**
 * TgFindingsBox: signals "use" (a TgAccount pointer): it is to be tested; "retype" (a TgSide as int, a TgSecret pointer): with
 * this password; "test": once more; "changed": another step is offered, without a test; "explore": what works is to be looked for.
 */
#define TG_TYPE_FINDINGS_BOX (tg_findings_box_get_type ())
G_DECLARE_FINAL_TYPE (TgFindingsBox, tg_findings_box, TG, FINDINGS_BOX, GtkBox)

/* What @page's session has found, in the order of its symptom.  @leads: what to do next is the finding's to say, not what works and
 * not something else that is asked: its button is blue.  @explores: it offers to look for what works. */
void        tg_findings_box_fill   (TgFindingsBox *self, TgPage *page, gboolean leads, gboolean explores);
void        tg_findings_box_clear  (TgFindingsBox *self);
/* The main cause is folded, too, as something else has taken its place; unless @all, only where nothing keeps mail from working. */
void        tg_findings_box_fold   (TgFindingsBox *self, gboolean all);
/* Nobody waits for another test any more. */
void        tg_findings_box_stop_waiting (TgFindingsBox *self);
/* Whether a changed account would be offered for the main cause. */
gboolean    tg_findings_box_has_change (TgPage *page);

/* The next step's button. (transfer none) (nullable) */
GtkWidget  *tg_findings_box_button (TgFindingsBox *self);
/* Whether the main cause has a button for a step of this kind. */
gboolean    tg_findings_box_offers (TgFindingsBox *self, TgStepKind kind);
/* What is heard of the main cause. (transfer full) (nullable) */
char       *tg_findings_box_spoken (TgFindingsBox *self);
/* Whether another test may be offered besides the next step: neither does that step test, nor would it do harm. */
gboolean    tg_findings_box_may_test (TgFindingsBox *self);

G_END_DECLS
