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
 * else than the tables; "tried": what is to be used may be another account now.
 */
#define TG_TYPE_SUMMARY_BOX (tg_summary_box_get_type ())
G_DECLARE_FINAL_TYPE (TgSummaryBox, tg_summary_box, TG, SUMMARY_BOX, GtkBox)

/* Where the tables do not know the servers, they can be tried.  @paper: lives longer; @known: (nullable): whose settings the tables have, in
 * a line; @receives: a receiving server is wanted, too. */
GtkWidget *tg_summary_box_new           (const TgPaper *paper, gboolean receives, TgSession *session, const char *known);
GtkWidget *tg_summary_box_initial_focus (TgSummaryBox *self); /* (nullable) */
/* FALSE: nothing was being tried. */
gboolean   tg_summary_box_stop          (TgSummaryBox *self);
/* What is to be used: what works, or else what the letter says. (transfer none) */
TgAccount *tg_summary_box_get_account   (TgSummaryBox *self);
/* Whether that is something else than the letter says. */
gboolean   tg_summary_box_has_changed   (TgSummaryBox *self);

G_END_DECLS
