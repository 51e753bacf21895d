/* done-facts.h: what the last page tells: what was verified, the settings as a paper, and how Thunderbird takes a file over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "app/state/wizard.h"
#include "papers/document.h"

G_BEGIN_DECLS

/* FALSE, with nothing in @box, where nothing was tested. */
gboolean    tg_done_fill_verified (GtkBox *box, TgSession *session);
/* Whether each side that was tested works. */
gboolean    tg_done_is_verified   (TgSession *session);
/* Without the password, which it does not have. (transfer full) */
TgDocument *tg_done_settings      (TgSession *session);
void        tg_done_fill_settings (GtkBox *box, TgDocument *settings);
/* In order, since each step leads to the next. (transfer floating) */
GtkWidget  *tg_done_import_new    (const TgImportFile *file);

G_END_DECLS
