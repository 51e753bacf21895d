/* case.c: what the rules ask of a case: small questions, each answered in one place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/case.h"

#include <string.h>

#include "diagnose/rules/deeds.h"
#include "diagnose/rules/port-rules.h"

/* When the decisive reply was said. */
static TgMoment
moment_of (const TgEvidence *seen)
{
  switch (seen->fault) {
  case TG_FAULT_MAILBOX:
    return TG_MOMENT_MAILBOX;
  case TG_FAULT_SENDER:
    return TG_MOMENT_SENDER;
  case TG_FAULT_RECIPIENT:
    return TG_MOMENT_RECIPIENT;
  case TG_FAULT_AUTH_REFUSED:
    return TG_MOMENT_SIGN_IN;
  default:
    if (seen->reached == TG_STAGE_ENVELOPE)
      return TG_MOMENT_SENDER;
    return seen->reached == TG_STAGE_SIGN_IN ? TG_MOMENT_SIGN_IN : TG_MOMENT_GREETING;
  }
}

static TgReplyMeaning
meaning_of (const TgEvidence *seen)
{
  TgReplyFacts facts = {
    .protocol = seen->server->protocol,
    .moment = moment_of (seen),
    .code = seen->decisive_code,
    .status = seen->decisive_status,
    .text = seen->decisive,
    .host = seen->server->ascii_host,
  };

  switch (seen->fault) {
  case TG_FAULT_GARBAGE:
    /* Words in the place of a greeting. */
    if (seen->greeting != NULL || seen->reached != TG_STAGE_GREETING || seen->decisive == NULL)
      return (TgReplyMeaning){ NULL, FALSE, FALSE };
    return tg_deed_meaning (seen, tg_reply_meaning (&facts));
  case TG_FAULT_TLS:
    if (seen->encrypted || seen->server->security != TG_SECURITY_TLS || seen->scan.first_line == NULL ||
        !tg_deed_line_refuses (seen->scan.first_line, &facts.code))
      return (TgReplyMeaning){ NULL, FALSE, FALSE };
    facts.text = seen->scan.first_line;
    facts.status = NULL;
    return tg_deed_meaning (seen, tg_reply_meaning (&facts));
  case TG_FAULT_UNAVAILABLE:
  case TG_FAULT_HELLO:
  case TG_FAULT_AUTH_REFUSED:
  case TG_FAULT_MAILBOX:
  case TG_FAULT_SENDER:
  case TG_FAULT_RECIPIENT:
    return tg_deed_meaning (seen, tg_reply_meaning (&facts));
  default:
    return (TgReplyMeaning){ NULL, FALSE, FALSE };
  }
}

void
tg_case_init (TgCase *self, const TgDiagnosisInput *input, TgSide side)
{
  gboolean receive = side == TG_SIDE_RECEIVE;

  *self = (TgCase){
    .input = input,
    .seen = receive ? input->receive : input->send,
    .across = receive ? input->send : input->receive,
    .retried = receive ? input->receive_other : NULL,
    .provider = tg_providers_find (input->account->address),
    .side = side,
  };
  self->reply = meaning_of (self->seen);
  if (self->seen->token != NULL && self->across != NULL)
    self->reply = tg_deed_meaning_beside (self->seen, self->reply, self->across, meaning_of (self->across));
}

TgSpeaks
tg_case_speaks (const TgCase *self)
{
  const TgEvidence *seen = self->seen;
  gboolean scanned = seen->scan.done && seen->scan.speaks != TG_SPEAKS_UNKNOWN && seen->scan.speaks != TG_SPEAKS_NOTHING;
  TgSpeaks speaks = scanned ? seen->scan.speaks : seen->greeting_speaks;

  /* Who answers with a bare code where mail is sent speaks SMTP. */
  if (speaks == TG_SPEAKS_CODE && (seen->server->protocol == TG_PROTOCOL_SMTP || tg_port_is_for_sending (seen->server->port)))
    return TG_SPEAKS_SMTP;
  return speaks;
}

gboolean
tg_case_speaks_mail (TgSpeaks speaks)
{
  return speaks == TG_SPEAKS_IMAP || speaks == TG_SPEAKS_POP3 || speaks == TG_SPEAKS_SMTP;
}

gboolean
tg_case_speaks_own (const TgCase *self, TgSpeaks speaks)
{
  static const TgSpeaks own[] = {
    [TG_PROTOCOL_IMAP] = TG_SPEAKS_IMAP, [TG_PROTOCOL_POP3] = TG_SPEAKS_POP3, [TG_PROTOCOL_SMTP] = TG_SPEAKS_SMTP
  };

  return speaks == own[self->seen->server->protocol];
}

gboolean
tg_case_never_talked (const TgEvidence *seen)
{
  switch (seen->fault) {
  case TG_FAULT_REFUSED:
  case TG_FAULT_CONNECT_TIMEOUT:
  case TG_FAULT_SILENT:
  case TG_FAULT_GARBAGE:
  case TG_FAULT_OTHER_PROTOCOL:
  case TG_FAULT_TLS:
    return TRUE;
  case TG_FAULT_CLOSED:
  case TG_FAULT_DEADLINE:
    return seen->reached <= TG_STAGE_TLS && seen->greeting == NULL;
  default:
    return FALSE;
  }
}

gboolean
tg_case_other_found (const TgCase *self)
{
  const TgEvidence *across = self->across;

  return across != NULL && across->tested && (across->reached > TG_STAGE_RESOLVE || across->fault == TG_FAULT_REFUSED);
}

gboolean
tg_case_other_reached (const TgCase *self)
{
  const TgEvidence *across = self->across;

  return across != NULL && across->tested && (across->reached > TG_STAGE_CONNECT || across->fault == TG_FAULT_REFUSED);
}

gboolean
tg_case_name_is_right (const TgCase *self)
{
  return self->provider != NULL && tg_provider_has_host (self->provider, self->input->account->address, self->seen->server->ascii_host);
}

gboolean
tg_case_only_oauth (const TgCase *self)
{
  static const char *const passwords[] = { "PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", NULL };
  GPtrArray *mechanisms = self->seen->mechanisms;

  for (guint i = 0; passwords[i] != NULL; i++)
    if (g_ptr_array_find_with_equal_func (mechanisms, passwords[i], g_str_equal, NULL))
      return FALSE;
  return g_ptr_array_find_with_equal_func (mechanisms, "XOAUTH2", g_str_equal, NULL) ||
         g_ptr_array_find_with_equal_func (mechanisms, "OAUTHBEARER", g_str_equal, NULL);
}

gboolean
tg_case_has_capability (const TgCase *self, const char *name)
{
  GPtrArray *capabilities = self->seen->capabilities;

  for (guint i = 0; i < capabilities->len; i++)
    if (g_ascii_strcasecmp (capabilities->pdata[i], name) == 0)
      return TRUE;
  return FALSE;
}

gboolean
tg_case_blames_authority (const TgCase *self, const char *problem)
{
  const TgTlsFacts *tls = self->seen->tls;

  for (guint i = 0; i < self->seen->certificates->len; i++)
    if (tg_problems_has (((const TgCertificate *)self->seen->certificates->pdata[i])->problems, problem))
      return FALSE;
  return tls != NULL && tls->authority != NULL && tg_problems_has (tls->authority->problems, problem);
}

const TgCertificate *
tg_case_certificate_with (const TgCase *self, const char *problem)
{
  GPtrArray *certificates = self->seen->certificates;

  for (guint i = 0; i < certificates->len; i++)
    if (tg_problems_has (((const TgCertificate *)certificates->pdata[i])->problems, problem))
      return certificates->pdata[i];
  if (tg_case_blames_authority (self, problem))
    return self->seen->tls->authority;
  return certificates->len > 0 ? certificates->pdata[0] : NULL;
}
