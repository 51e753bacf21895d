/* verdict.h: how a test went, in one line and one sentence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/account.h"
#include "probe/check.h"

G_BEGIN_DECLS

/* Where it is said: @head is read aloud when it gets the focus. */
typedef struct {
  GtkWidget *head;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *note;
} TgVerdictPlace;

/* A test of @account runs; @plan: (nullable): translated, what it looks for. */
void tg_verdict_show_running (const TgVerdictPlace *place, const TgAccount *account, const char *plan);
/* @check: (nullable).  @asks: it waits for the person's word on a server name. */
void tg_verdict_show         (const TgVerdictPlace *place, const TgCheckResult *check, TgOutcome outcome, gboolean asks);
/* What was asked is as it should be. */
void tg_verdict_show_good    (const TgVerdictPlace *place, const char *title, const char *note);
/* @more: (nullable): what is heard after the headline and the note. */
void tg_verdict_tell         (const TgVerdictPlace *place, const char *more);

G_END_DECLS
