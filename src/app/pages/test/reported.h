/* reported.h: what a pasted message says of the account's own sending, shown apart from the test's findings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "diagnose/words/message.h"

G_BEGIN_DECLS

/* Empties @box, and fills it with what @message (nullable) says of the account's own sending. */
void tg_reported_fill (GtkBox *box, const TgMessage *message);

G_END_DECLS
