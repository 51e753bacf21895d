/* sign-in.c: what is said and heard during a sign-in, in all three protocols.  SASL profiles: RFC
 * 4954, RFC 5034, RFC 9051 section 6.2.2 with RFC 4959; LOGIN: RFC 9051 section 6.2.3; USER, PASS
 * and APOP: RFC 1939 section 7.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/sign-in.h"

#include "model/authentication.h"
#include "model/text/redact.h"
#include "proto/imap-string.h"
#include "proto/sasl/sasl.h"

#include <string.h>

static TgSecret *
join_text (const char *first, TgSecret *second, const char *third, TgSecret *fourth)
{
  g_autoptr (TgSecret) head = tg_secret_new (first, -1);
  g_autoptr (TgSecret) middle = tg_secret_new (third, -1);

  return tg_secret_join ((TgSecret *[]){ head, second, middle, fourth }, 4);
}

static TgSecret *
user_of (const TgDialogue *self)
{
  return tg_secret_new (self->user != NULL ? self->user : "", -1);
}

/* How long "AUTH MECHANISM INITIAL-RESPONSE" may be with its line end; 0 if the server does not
 * support initial responses.  SMTP: RFC 5321 section 4.5.3.1.4; POP3: RFC 2449 section 4. */
static gsize
initial_line_max (const TgDialogue *self)
{
  switch (self->protocol) {
  case TG_PROTOCOL_SMTP:
    return 512;
  case TG_PROTOCOL_POP3:
    return 255;
  case TG_PROTOCOL_IMAP:
  default:
    return tg_dialogue_can (self, "SASL-IR") ? TG_LINE_MAX : 0;
  }
}

static void
say_sasl_start (TgDialogue *self, TgBatch *batch)
{
  g_autofree char *command = g_strconcat (self->protocol == TG_PROTOCOL_IMAP ? "AUTHENTICATE " : "AUTH ", self->mechanism, NULL);
  gsize overhead = strlen (command) + strlen (" \r\n") + (self->protocol == TG_PROTOCOL_IMAP ? strlen ("a4294967295 ") : 0);
  gsize line_max = initial_line_max (self);
  g_autoptr (TgSecret) initial = NULL;
  TgFault fault;

  g_clear_pointer (&self->sasl, tg_sasl_free);
  self->sasl = tg_sasl_new (self->mechanism, self->user != NULL ? self->user : "", self->password);
  tg_sasl_set_server (self->sasl, self->host, self->port);
  if (tg_sasl_begins (self->sasl) && line_max > 0) {
    initial = tg_sasl_initial (self->sasl, line_max - overhead, &fault);
    if (fault != TG_FAULT_NONE) {
      tg_dialogue_fail (self, fault, NULL);
      return;
    }
  }
  if (initial != NULL) {
    g_autofree char *head = g_strconcat (command, " ", NULL);
    g_autofree char *shown = g_strconcat (head, TG_REDACTED, NULL);
    g_autoptr (TgSecret) line = join_text (head, initial, "", NULL);

    self->auth_started = TRUE;
    tg_batch_say_secret (batch, self, TG_EXPECT_SINGLE, line, shown);
  } else {
    tg_batch_say (batch, self, TG_EXPECT_SINGLE, command);
  }
}

static void
say_sasl_response (TgDialogue *self, TgBatch *batch)
{
  TgFault fault;
  g_autoptr (TgSecret) response = tg_sasl_respond (self->sasl, tg_sasl_challenge (self->sasl), &fault);

  if (response != NULL && tg_sasl_denial (self->sasl) != NULL) {
    tg_batch_continue (batch, self, response, tg_secret_peek (response, NULL));
  } else if (response != NULL) {
    self->auth_started = TRUE;
    tg_batch_continue (batch, self, response, TG_REDACTED);
  } else {
    g_autoptr (TgSecret) star = tg_secret_new ("*", -1);

    tg_batch_continue (batch, self, star, "*");
  }
}

static void
say_sasl (TgDialogue *self, guint round, TgBatch *batch)
{
  if (round == 0)
    say_sasl_start (self, batch);
  else
    say_sasl_response (self, batch);
}

static TgLiteral
literals_of (const TgDialogue *self)
{
  if (tg_dialogue_can (self, "LITERAL+"))
    return TG_LITERAL_PLUS;
  return tg_dialogue_can (self, "LITERAL-") ? TG_LITERAL_MINUS : TG_LITERAL_SYNC;
}

/* In round n: the lines after the nth literal that the server must confirm, up to the next one. */
static void
say_imap_login (TgDialogue *self, guint round, TgBatch *batch)
{
  g_autoptr (TgSecret) user = user_of (self);
  g_autoptr (GPtrArray) lines = tg_imap_lines ("LOGIN", (TgSecret *[]){ user, self->password }, 2, literals_of (self));
  guint waits = 0;

  for (guint i = 0; i < lines->len && waits <= round; i++) {
    TgSecret *line = g_ptr_array_index (lines, i);
    gboolean last = i + 1 == lines->len;
    gboolean stops = !last && tg_imap_line_waits (line);

    if (waits == round) {
      if (i == 0)
        tg_batch_say_secret (batch, self, TG_EXPECT_SINGLE, line, "LOGIN " TG_REDACTED);
      else
        tg_batch_continue (batch, self, line, TG_REDACTED);
      if (!last && !stops && batch->lines->len > 0)
        ((TgLine *)g_ptr_array_index (batch->lines, batch->lines->len - 1))->silent = TRUE;
    }
    if (stops)
      waits++;
  }
  /* A "+" after the last line asks for something that LOGIN does not have. */
  if (round > waits)
    tg_dialogue_fail (self, TG_FAULT_GARBAGE, NULL);
  self->auth_started = TRUE;
  self->auth_complete = round == waits;
}

static void
say_pass (TgDialogue *self, TgBatch *batch)
{
  g_autoptr (TgSecret) line = join_text ("PASS ", self->password, "", NULL);

  self->auth_complete = TRUE;
  tg_batch_say_secret (batch, self, TG_EXPECT_SINGLE, line, "PASS " TG_REDACTED);
}

/* The user name is shown, so that the person can compare it with the provider's letter. */
static void
say_user_pass (TgDialogue *self, guint round, TgBatch *batch)
{
  g_autofree char *line = g_strconcat ("USER ", self->user, NULL);

  self->auth_started = TRUE;
  tg_batch_say (batch, self, TG_EXPECT_SINGLE, line);
  if (tg_dialogue_can (self, "PIPELINING"))
    say_pass (self, batch);
}

/* APOP has no quoting: a user name with a space would become two words. */
static void
say_apop (TgDialogue *self, guint round, TgBatch *batch)
{
  g_autoptr (GChecksum) md5 = g_checksum_new (G_CHECKSUM_MD5);
  g_autoptr (TgSecret) user = user_of (self);
  g_autoptr (TgSecret) digest = NULL, line = NULL;
  gsize length;
  const char *password = tg_secret_peek (self->password, &length);

  if (self->user == NULL || strchr (self->user, ' ') != NULL) {
    tg_dialogue_fail (self, TG_FAULT_UNSENDABLE, NULL);
    return;
  }
  g_checksum_update (md5, (const guchar *)self->apop_stamp, -1);
  g_checksum_update (md5, (const guchar *)password, length);
  digest = tg_secret_new (g_checksum_get_string (md5), -1);
  line = join_text ("APOP ", user, " ", digest);
  self->auth_started = self->auth_complete = TRUE;
  tg_batch_say_secret (batch, self, TG_EXPECT_SINGLE, line, "APOP " TG_REDACTED);
}

/* Whether a credential may be written at all: the driver's gate, checked once more. */
static gboolean
may_say_credentials (TgDialogue *self)
{
  if (!self->tls && tg_sign_in_is_by_token (self))
    tg_dialogue_fail (self, TG_FAULT_AUTH_TOKEN_IN_CLEAR, NULL);
  else if (self->tls ? !self->trusted : self->security != TG_SECURITY_NONE)
    tg_dialogue_fail (self, TG_FAULT_CERTIFICATE, NULL);
  else if (self->password == NULL)
    tg_dialogue_fail (self, TG_FAULT_INTERNAL, NULL);
  return self->fault == TG_FAULT_NONE;
}

void
tg_sign_in_say (TgDialogue *self, guint round, TgBatch *batch)
{
  static const struct {
    const char *mechanism;
    void (*say) (TgDialogue *self, guint round, TgBatch *batch);
  } commands[] = {
    { "IMAP-LOGIN", say_imap_login },
    { "USER-PASS", say_user_pass },
    { "APOP", say_apop },
  };

  if (!may_say_credentials (self))
    return;
  if (self->mechanism == NULL)
    tg_sign_in_choose (self, round, batch);
  if (self->fault == TG_FAULT_NONE && tg_sign_in_is_by_token (self) != tg_authentication_is_oauth (self->mechanism))
    tg_dialogue_fail (self, TG_FAULT_INTERNAL, NULL);
  if (self->fault != TG_FAULT_NONE)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (self->mechanism, commands[i].mechanism)) {
      commands[i].say (self, round, batch);
      return;
    }
  say_sasl (self, round, batch);
}

static gboolean
is_user_pass (const TgDialogue *self)
{
  return g_strcmp0 (self->mechanism, "USER-PASS") == 0;
}

/* IMAP's new capabilities come in the OK or before it (RFC 9051 section 6.2.2). */
static TgMove
welcome (TgDialogue *self, const TgReply *reply)
{
  if (self->protocol == TG_PROTOCOL_IMAP)
    tg_imap_learn (self, reply);
  tg_reply_free (self->welcome);
  self->welcome = tg_reply_copy (reply);
  self->signed_in = TRUE;
  return TG_MOVE_NEXT;
}

const TgTokenDenial *
tg_sign_in_denial (const TgDialogue *self)
{
  return self->sasl != NULL ? tg_sasl_denial (self->sasl) : NULL;
}

/* To a no, nothing that follows could add: neither a yes, since it may be anybody's mailbox that opens then, nor one more reason. */
static TgMove
denied (TgDialogue *self, const TgReply *reply)
{
  return tg_dialogue_fail (self, TG_FAULT_AUTH_REFUSED, reply);
}

TgMove
tg_sign_in_hear_result (TgDialogue *self, guint index, const TgReply *reply)
{
  if (reply->status != TG_REPLY_OK)
    return tg_sign_in_refused (self, reply);
  if (tg_sign_in_is_denied_in_words (self, reply)) {
    self->refused = self->auth_started;
    return tg_dialogue_fail (self, TG_FAULT_AUTH_REFUSED, reply);
  }
  return welcome (self, reply);
}

TgMove
tg_sign_in_hear (TgDialogue *self, guint index, const TgReply *reply)
{
  TgFault aborted = self->sasl != NULL ? tg_sasl_aborted (self->sasl) : TG_FAULT_NONE;

  if (tg_sign_in_denial (self) != NULL && (tg_sasl_denial_is_answered (self->sasl) || reply->status != TG_REPLY_CONTINUE))
    return denied (self, reply);
  if (aborted != TG_FAULT_NONE)
    return tg_dialogue_fail (self, aborted, reply);
  if (is_user_pass (self) && index == 0 && reply->status == TG_REPLY_OK)
    return TG_MOVE_NEXT;
  if (reply->status == TG_REPLY_CONTINUE) {
    if (self->sasl != NULL)
      tg_sasl_take_challenge (self->sasl, reply->text);
    else if (self->protocol != TG_PROTOCOL_IMAP)
      return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
    self->refused |= tg_sign_in_denial (self) != NULL;
    return TG_MOVE_AGAIN;
  }
  if (reply->status == TG_REPLY_OK && self->sasl == NULL && !self->auth_complete)
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  if (reply->status == TG_REPLY_OK && self->sasl != NULL && !tg_sasl_complete (self->sasl))
    return tg_dialogue_fail (self, tg_sasl_is_mutual (self->sasl) ? TG_FAULT_AUTH_SERVER_PROOF : TG_FAULT_GARBAGE, reply);
  return tg_sign_in_hear_result (self, index, reply);
}

void
tg_sign_in_say_password (TgDialogue *self, guint round, TgBatch *batch)
{
  if (is_user_pass (self) && !self->signed_in && may_say_credentials (self))
    say_pass (self, batch);
}
