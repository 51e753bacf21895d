/* token-box.h: where a server only lets in with a token, the offer to test with one: another program's, or one from a sign-in in
 * the browser.  It serves one test, is given back, and kept nowhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgTokenBox: signals "begun" (a GCancellable): a token is being fetched, which may take as long as a person takes in the browser;
 * "ended" (a gboolean): whether the session has one now, and is to be tested with it.
 */
#define TG_TYPE_TOKEN_BOX (tg_token_box_get_type ())
G_DECLARE_FINAL_TYPE (TgTokenBox, tg_token_box, TG, TOKEN_BOX, GtkBox)

/* Before each test: nothing is offered any more. */
void     tg_token_box_prepare (TgTokenBox *self);
/* After each test: the token that it was done with is given back, and one is offered where it would prove something.  Whether the
 * passwords have taken a token's place in the session again. */
gboolean tg_token_box_update  (TgTokenBox *self, TgSession *session, gboolean practising);

G_END_DECLS
