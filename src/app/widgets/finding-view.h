/* finding-view.h: one finding: what is wrong, what to do now, and, folded, how we know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/finding.h"

G_BEGIN_DECLS

/**
 * TgFindingView: signals "remedy" (a const TgRemedy pointer, owned by the finding): its button was
 * pressed; "show-certificate"; "retype" (a TgSecret pointer): another password to be tried;
 * "new-run": no attempt was left, and the person asks for more.
 */
#define TG_TYPE_FINDING_VIEW (tg_finding_view_get_type ())
G_DECLARE_FINAL_TYPE (TgFindingView, tg_finding_view, TG, FINDING_VIEW, AdwBin)

/* @main: the one cause, shown large, with the suggested button.
 * @attempts_left: refused sign-ins still to be had; shown where the password is to be retyped. */
GtkWidget *tg_finding_view_new           (const TgFinding *finding, gboolean main, guint attempts_left);
/* One that no test of this session has brought: words only, as there is nothing here to be retyped or
 * looked at.  A remedy's change would still have its button, and "remedy" its signal. */
GtkWidget *tg_finding_view_new_told      (const TgFinding *finding, gboolean main);
/* @child: more that helps here, behind the remedies; @focus: (nullable): what of it should have the focus. */
void       tg_finding_view_add_help      (TgFindingView *self, GtkWidget *child, GtkWidget *focus);
/* What should have the focus: the retyped password, or the remedy's button.  (nullable) */
GtkWidget *tg_finding_view_initial_focus (TgFindingView *self);

G_END_DECLS
