/* trial-box.h: tries the servers of a letter, without signing in, when the person asks for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgTrialBox: signals "try": the button was pressed; "tried" (const TgLetterTrial*).
 */
#define TG_TYPE_TRIAL_BOX (tg_trial_box_get_type ())
G_DECLARE_FINAL_TYPE (TgTrialBox, tg_trial_box, TG, TRIAL_BOX, GtkBox)

/* @account is what would be tried; a result that was for another one goes, and what runs ends. */
void     tg_trial_box_show  (TgTrialBox *self, const TgAccount *account);
/* @letter: its first account is tried; nothing of it is kept. */
void     tg_trial_box_begin (TgTrialBox *self, TgSession *session, const TgLetter *letter);
/* FALSE: nothing was running. */
gboolean tg_trial_box_stop  (TgTrialBox *self);

G_END_DECLS
