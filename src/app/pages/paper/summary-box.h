/* summary-box.h: all that a paper letter says, and whether it works.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "find/paper/paper.h"
#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgSummaryBox: signals "change" (a TgPaperQuestion as a guint): that answer is to be given anew; "ask-all": the letter says something
 * else than the tables; "tried": the trial is over, or was stopped.
 */
#define TG_TYPE_SUMMARY_BOX (tg_summary_box_get_type ())
G_DECLARE_FINAL_TYPE (TgSummaryBox, tg_summary_box, TG, SUMMARY_BOX, GtkBox)

/* Begins to try the servers, where the tables do not know them.  @paper: lives longer; @known: (nullable): whose settings the tables
 * have, in a line. */
GtkWidget *tg_summary_box_new         (const TgPaper *paper, TgSession *session, const char *known);
gboolean   tg_summary_box_is_trying   (TgSummaryBox *self);
void       tg_summary_box_stop        (TgSummaryBox *self);
/* Whether something else is to be used than the letter says. */
gboolean   tg_summary_box_has_changed (TgSummaryBox *self);
/* What is to be used: what works, or else what the letter says. (transfer full) */
TgAccount *tg_summary_box_get_account (TgSummaryBox *self);

G_END_DECLS
