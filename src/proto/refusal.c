/* refusal.c: what a refused sign-in means, by code first and by text last.  RFC 4954 section 6 and
 * RFC 5248 (SMTP), RFC 5530 and RFC 2221 (IMAP), RFC 3206 (POP3).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/sign-in.h"

typedef struct {
  TgProtocol protocol;
  guint code_from, code_to; /* 0: any */
  const char *response;     /* NULL: any */
  gboolean only_in_clear;
  TgFault fault;
} Meaning;

/* None of these judged a credential.  530 means "authenticate first" over TLS and "STARTTLS first"
 * in the clear; 504 and 5.7.4 mean an unknown mechanism; 500 to 503 are about the command line. */
static const Meaning unjudged[] = {
  { TG_PROTOCOL_SMTP, 538, 538, NULL, FALSE, TG_FAULT_AUTH_NEEDS_TLS },
  { TG_PROTOCOL_SMTP, 523, 523, NULL, FALSE, TG_FAULT_AUTH_NEEDS_TLS },
  { TG_PROTOCOL_SMTP, 0, 0, "5.7.10", FALSE, TG_FAULT_AUTH_NEEDS_TLS },
  { TG_PROTOCOL_SMTP, 0, 0, "5.7.11", FALSE, TG_FAULT_AUTH_NEEDS_TLS },
  { TG_PROTOCOL_SMTP, 530, 530, NULL, TRUE, TG_FAULT_AUTH_NEEDS_TLS },
  { TG_PROTOCOL_SMTP, 504, 504, NULL, FALSE, TG_FAULT_AUTH_NO_COMMON },
  { TG_PROTOCOL_SMTP, 500, 503, NULL, FALSE, TG_FAULT_AUTH_REFUSED },
  { TG_PROTOCOL_IMAP, 0, 0, "PRIVACYREQUIRED", FALSE, TG_FAULT_AUTH_NEEDS_TLS },
  { TG_PROTOCOL_IMAP, 0, 0, "REFERRAL", FALSE, TG_FAULT_AUTH_REFUSED },
};

static const Meaning *
find_meaning (const TgDialogue *self, const TgReply *reply)
{
  for (guint i = 0; i < G_N_ELEMENTS (unjudged); i++) {
    const Meaning *row = &unjudged[i];

    if (row->protocol == self->protocol && (row->code_from == 0 || (reply->code >= row->code_from && reply->code <= row->code_to)) &&
        (row->response == NULL || g_strcmp0 (row->response, reply->response) == 0) && !(row->only_in_clear && self->tls))
      return row;
  }
  return NULL;
}

/* Dovecot and others refuse USER with "[AUTH]", and only the text says that TLS is missing. */
static gboolean
speaks_of_encryption (const char *text)
{
  static const char *const words[] = { "plaintext", "plain text", "ssl", "tls", "secure", "encrypt", NULL };
  g_autofree char *lower = g_ascii_strdown (text != NULL ? text : "", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_strstr_len (lower, -1, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

TgMove
tg_sign_in_refused (TgDialogue *self, const TgReply *reply)
{
  const Meaning *meaning;

  if (reply->status == TG_REPLY_BYE && self->protocol == TG_PROTOCOL_IMAP)
    return tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  if (reply->status == TG_REPLY_BYE || reply->status == TG_REPLY_TEMPORARY)
    return tg_dialogue_fail (self, TG_FAULT_AUTH_REFUSED, reply);
  if (reply->status != TG_REPLY_NO && reply->status != TG_REPLY_BAD)
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);

  meaning = find_meaning (self, reply);
  /* Postfix also uses 504 for "Encryption required for requested authentication mechanism". */
  if (!self->tls && (meaning == NULL || meaning->fault == TG_FAULT_AUTH_NO_COMMON) && speaks_of_encryption (reply->text))
    return tg_dialogue_fail (self, TG_FAULT_AUTH_NEEDS_TLS, reply);
  if (meaning != NULL)
    return tg_dialogue_fail (self, meaning->fault, reply);
  self->refused = self->auth_started && reply->status == TG_REPLY_NO;
  return tg_dialogue_fail (self, TG_FAULT_AUTH_REFUSED, reply);
}
