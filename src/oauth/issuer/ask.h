/* ask.h: one question to an issuer, behind the gate of safety rule 1, and what went wrong with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "oauth/token.h"
#include "wire/ask/http.h"

G_BEGIN_DECLS

#define TG_ISSUER_ANSWER_MS 10000

/* @url: a good one (address.h).  @body: (nullable): by POST, of @content_type; else GET.  To be finished by tg_http_get_finish(). */
void         tg_oauth_ask_async (TgNetwork *network, const char *url, const char *content_type, TgSecret *body, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);

/* TG_TOKEN_OK if the issuer answered, whatever it said; otherwise TG_TOKEN_ISSUER_DOWN, or TG_TOKEN_ISSUER_UNSUITABLE where it could not
 * prove who it is, or leads elsewhere.  @detail: (out) (transfer full) (nullable): translated. */
TgTokenFault tg_oauth_ask_fault (const TgHttpReply *reply, char **detail);

G_END_DECLS
