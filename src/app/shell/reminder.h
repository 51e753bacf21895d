/* reminder.h: the person's consent to the small check at the start of the desktop that ends
 * exceptions in time: consent asked for in a dialog, or given and withdrawn with a switch.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* After an exception was made: asks whether the check may be set up.  Says nothing where it is set up
 * already, or where there is no exception.  Enter alone does not agree.  @parent (nullable) */
void       tg_reminder_offer   (GtkWindow *parent);

/* TgReminderRow: a row with a switch; hides itself where there is neither an exception nor a check. */
#define TG_TYPE_REMINDER_ROW (tg_reminder_row_get_type ())
G_DECLARE_FINAL_TYPE (TgReminderRow, tg_reminder_row, TG, REMINDER_ROW, AdwActionRow)

/* Looks again whether there are exceptions, and whether the check is set up. */
void       tg_reminder_row_refresh (TgReminderRow *self);

G_END_DECLS
