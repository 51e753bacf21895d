/* assistant.h: shows the pages one after another and derives every button from the page shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

/**
 * TgAssistant: property "page": the page shown.  Actions for buttons anywhere on a page:
 * assistant.next, assistant.back, assistant.skip, assistant.stop, assistant.go (the name of a
 * page), assistant.leave-side (from a side page, over other side pages, to what one came from),
 * assistant.start-over, assistant.toast (a text: "copied", never a diagnosis).
 */
#define TG_TYPE_ASSISTANT (tg_assistant_get_type ())
G_DECLARE_FINAL_TYPE (TgAssistant, tg_assistant, TG, ASSISTANT, AdwBin)

TgWizard   *tg_assistant_get_wizard (TgAssistant *self);
TgPage     *tg_assistant_get_page   (TgAssistant *self);
void        tg_assistant_go         (TgAssistant *self, const char *name);
/* To a side page from the menu, which is there on every page: what runs goes on meanwhile. */
void        tg_assistant_visit      (TgAssistant *self, const char *name);
void        tg_assistant_start_over (TgAssistant *self);

G_END_DECLS
