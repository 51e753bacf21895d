/* alarm.h: the alarming sentence of another program that may have brought the person here, answered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/finding.h"

G_BEGIN_DECLS

/* A card for @finding, or NULL where no program says anything that needs an answer. (transfer floating) (nullable) */
GtkWidget *tg_alarm_new (const TgFinding *finding);

G_END_DECLS
