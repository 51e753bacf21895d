/* finding-view.h: one finding: what is wrong, what to do now and, folded, how we know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/finding.h"

G_BEGIN_DECLS

/**
 * TgFindingView: signals "remedy" (a const TgRemedy pointer, owned by the finding): its button was
 * pressed; "show-certificate"; "retype" (a TgSecret pointer): try another password; "new-run": no
 * attempt was left, and the person asks for more.
 */
#define TG_TYPE_FINDING_VIEW (tg_finding_view_get_type ())
G_DECLARE_FINAL_TYPE (TgFindingView, tg_finding_view, TG, FINDING_VIEW, AdwBin)

/* For @attempts_left: the page itself asks for another password. */
#define TG_FINDING_VIEW_NO_RETYPE G_MAXUINT

/* @main: the main cause, shown large, with the suggested button.  @attempts_left: refused sign-ins
 *   left; shown if the password is to be retyped.  @sending: that is a password for sending alone, as
 *   receiving has signed in with its own. */
GtkWidget *tg_finding_view_new (const TgFinding *finding, gboolean main, guint attempts_left, gboolean sending);
/* A finding that does not come from a test of this session: words only, as there is nothing to
 * retype, to look at or to change. */
GtkWidget *tg_finding_view_new_told (const TgFinding *finding, gboolean main);
/* The same as a card of its own, appended to @box. */
void tg_finding_view_append_told (GtkBox *box, const TgFinding *finding, gboolean main);
/* @child: further help, placed after the remedies; @focus: (nullable): the part of it to focus. */
void tg_finding_view_add_help (TgFindingView *self, GtkWidget *child, GtkWidget *focus);
/* Which side the finding is about, and so its password. */
TgSide tg_finding_view_side (TgFindingView *self);
/* What to focus: the retyped password, or the remedy's button. (transfer none) (nullable) */
GtkWidget *tg_finding_view_initial_focus (TgFindingView *self);

G_END_DECLS
