/* finding-view.h: one finding: what is wrong; apart from it, what to do now, with its button; and, folded, how we know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "diagnose/next-step.h"

G_BEGIN_DECLS

/**
 * TgFindingView: signals "remedy" (a const TgRemedy pointer, owned by the view): its change is to be tried; "step" (a const
 * TgNextStep pointer): the person takes it; "explore": what works is to be looked for; "show-certificate"; "retype" (a TgSecret
 * pointer): try another password; "new-run": no attempt was left, and the person asks for more.
 */
#define TG_TYPE_FINDING_VIEW (tg_finding_view_get_type ())
G_DECLARE_FINAL_TYPE (TgFindingView, tg_finding_view, TG, FINDING_VIEW, AdwBin)

/* For @attempts_left: the page itself asks for another password. */
#define TG_FINDING_VIEW_NO_RETYPE G_MAXUINT

/**
 * TgFindingShown: how a finding of a test is shown.
 * @suggested: it is the main cause, and its next step is the thing to do: it is blue
 * @attempts_left: refused sign-ins left; shown if the password is to be retyped
 * @sending: that is a password for sending alone, as receiving has signed in with its own
 * @explores: to look for what works may help
 * @means: what there is to take a step with
 * @findings, @account: (nullable): of const TgFinding*, all of the test, and what was tested: so that one press mends both sides
 */
typedef struct {
  gboolean         suggested;
  guint            attempts_left;
  gboolean         sending;
  gboolean         explores;
  const TgStepMeans *means;
  GPtrArray       *findings;
  const TgAccount *account;
} TgFindingShown;

GtkWidget *tg_finding_view_new (const TgFinding *finding, const TgFindingShown *shown);
/* A finding that does not come from a test of this session: words only, as there is nothing to
 * retype, to look at or to change. */
GtkWidget *tg_finding_view_new_told (const TgFinding *finding);
/* The same as a card of its own, appended to @box. */
void tg_finding_view_append_told (GtkBox *box, const TgFinding *finding);
/* @child: further help, in the place of the step's button; @button: (nullable): the part of it to press. */
void tg_finding_view_add_help    (TgFindingView *self, GtkWidget *child, GtkWidget *button);
/* As if @child had never been there. */
void tg_finding_view_remove_help (TgFindingView *self, GtkWidget *child);
/* Which side the finding is about, and so its password. */
TgSide tg_finding_view_side (TgFindingView *self);
/* The step that the view offers; TG_STEP_NONE where there is none. (transfer none) */
const TgNextStep *tg_finding_view_step (TgFindingView *self);
/* Whether there is a button for a step of this kind, the main one or another. */
gboolean tg_finding_view_offers (TgFindingView *self, TgStepKind kind);
/* Its button, which Enter presses. (transfer none) (nullable) */
GtkWidget *tg_finding_view_button (TgFindingView *self);
/* What it tells, for whoever hears it: the cause, and what to do. (transfer full) */
char *tg_finding_view_spoken (TgFindingView *self);

G_END_DECLS
