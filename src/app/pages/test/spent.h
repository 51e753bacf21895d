/* spent.h: no sign-in was tried because others were refused before: says so, and how to go on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

/* Whether the last test withheld a sign-in, for any reason, or for that reason alone. */
gboolean tg_spent_withheld (TgSession *session);
gboolean tg_spent_applies  (TgSession *session);

/* How many attempts a finding of it may offer. */
guint    tg_spent_attempts (TgSession *session);

/* Empties @box, and fills it with the question for the password.  @again runs once one was typed: a new run of
 * the session has it. */
void     tg_spent_fill     (GtkBox *box, TgSession *session, GCallback again, gpointer user_data);
/* What tests with it. (transfer none) (nullable): the box asks nothing of the kind */
GtkWidget *tg_spent_button (GtkBox *box);

G_END_DECLS
