/* exception-row.h: one security exception: whose it is, what its server shows now, and its removal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "exceptions/review/review.h"

G_BEGIN_DECLS

/* What the list is grouped by, the gravest first: 0 past its end, then 1 and TgReviewState. */
#define TG_EXCEPTION_N_GROUPS (2 + TG_REVIEW_UNREACHABLE)
guint            tg_exception_row_group (const TgExceptionReview *review, gint64 now);

/**
 * TgExceptionRow: signal "removed": it is gone, or back again.
 */
#define TG_TYPE_EXCEPTION_ROW (tg_exception_row_get_type ())
G_DECLARE_FINAL_TYPE (TgExceptionRow, tg_exception_row, TG, EXCEPTION_ROW, GtkBox)

/* @reviews: of TgExceptionReview*, all of them: the row keeps them, and names the programs that @review
 * was carried into. */
GtkWidget       *tg_exception_row_new     (GPtrArray *reviews, TgExceptionReview *review, gint64 now);
/* Whether it is being removed, or waits to be, or is being brought back.  Taking the row away calls the waiting off. */
gboolean         tg_exception_row_is_busy (TgExceptionRow *self);

G_END_DECLS
