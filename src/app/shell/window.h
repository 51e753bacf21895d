/* window.h: the one window: header bar, practice bar, assistant.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/assistant.h"

G_BEGIN_DECLS

#define TG_TYPE_WINDOW (tg_window_get_type ())
G_DECLARE_FINAL_TYPE (TgWindow, tg_window, TG, WINDOW, AdwApplicationWindow)

GtkWindow   *tg_window_new           (GtkApplication *application);
TgAssistant *tg_window_get_assistant (TgWindow *self);
/* Starts over with the practice account of @scenario. */
void         tg_window_practise      (TgWindow *self, const char *scenario);

G_END_DECLS
