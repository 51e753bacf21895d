/* ask.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/issuer/ask.h"

#include <glib/gi18n-lib.h>

#include "model/text/text.h"

#define SHOWN 120 /* characters */

void
tg_oauth_ask_async (TgNetwork *network, const char *url, const char *content_type, TgSecret *body, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  const TgHttpQuestion question = { .url = url, .content_type = content_type, .body = body, .proven = TRUE };

  tg_http_ask_async (network, &question, TG_ISSUER_ANSWER_MS, cancellable, callback, user_data);
}

TgTokenFault
tg_oauth_ask_fault (const TgHttpReply *reply, char **detail)
{
  g_autofree char *location = NULL;

  *detail = NULL;
  switch (reply->fault) {
  case TG_FAULT_NONE:
    break;
  case TG_FAULT_CERTIFICATE:
    *detail = g_strdup (_ ("Its certificate is not trusted"));
    return TG_TOKEN_ISSUER_UNSUITABLE;
  case TG_FAULT_TLS_VERSION:
    *detail = g_strdup (_ ("Its encryption is too old"));
    return TG_TOKEN_ISSUER_UNSUITABLE;
  case TG_FAULT_TLS:
  case TG_FAULT_GARBAGE:
    *detail = g_strdup (_ ("It does not answer as a web page with https would"));
    return TG_TOKEN_ISSUER_UNSUITABLE;
  case TG_FAULT_CONNECT_TIMEOUT:
    *detail = g_strdup (_ ("No answer in time"));
    return TG_TOKEN_ISSUER_DOWN;
  case TG_FAULT_NAME_NOT_FOUND:
    *detail = g_strdup (_ ("There is no computer of this name"));
    return TG_TOKEN_ISSUER_DOWN;
  default:
    *detail = g_strdup (_ ("No connection"));
    return TG_TOKEN_ISSUER_DOWN;
  }
  if (reply->status / 100 != 3)
    return TG_TOKEN_OK;
  location = reply->location != NULL ? tg_text_visible (reply->location, -1, SHOWN) : g_strdup ("–");
  /* TRANSLATORS: %s is a web address */
  *detail = g_strdup_printf (_ ("It leads elsewhere: %s"), location);
  return TG_TOKEN_ISSUER_UNSUITABLE;
}
