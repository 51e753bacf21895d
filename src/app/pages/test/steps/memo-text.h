/* memo-text.h: the support request about the last test of a session.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session/session.h"

G_BEGIN_DECLS

/* Only after a test. (transfer full) */
char *tg_memo_text (TgSession *session);

G_END_DECLS
