/* token.h: the messages that carry an OAuth access token: OAUTHBEARER (RFC 7628 section 3.1, with the GS2 header of RFC 5801
 * section 4), and XOAUTH2, as Google and Microsoft document it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/secret.h"

G_BEGIN_DECLS

/* Both: (transfer full) (nullable): NULL where the user name or the token holds what such a message cannot carry: a control
 * character, and in the token anything but visible ASCII (RFC 6750 section 2.1 allows less still). */
TgSecret *tg_token_xoauth2 (const char *user, TgSecret *token);
TgSecret *tg_token_oauthbearer (const char *user, TgSecret *token, const char *host, guint port);

G_END_DECLS
