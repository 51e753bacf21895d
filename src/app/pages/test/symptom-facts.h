/* symptom-facts.h: what a symptom wants to see besides findings: certificates, or times.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "app/state/symptom.h"
#include "session/session.h"

G_BEGIN_DECLS

/* Empties @box, and fills it with what @facts asks for, as far as the last check has seen it. */
void tg_symptom_facts_fill (GtkBox *box, TgFacts facts, TgSession *session);

G_END_DECLS
