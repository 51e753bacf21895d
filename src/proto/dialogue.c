/* dialogue.c: batches of lines to send, and what a conversation has learned so far.  Capability
 * lists: RFC 9051 section 7.2.2, RFC 2449 section 5, RFC 5321 section 4.1.1.1.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/dialogue.h"

#include "model/text/text.h"
#include "proto/letter/letter.h"
#include "proto/sasl/sasl.h"

#include <string.h>

/* Far more than any server announces.  A list within the framer's limits could still be long enough
 * to slow us down. */
#define CAPABILITIES_MAX 512
#define MECHANISMS_MAX   64

static void
line_free (TgLine *line)
{
  g_clear_pointer (&line->bytes, tg_secret_unref);
  g_free (line->shown);
  g_free (line->tag);
  g_free (line);
}

TgBatch *
tg_batch_new (void)
{
  TgBatch *self = g_new0 (TgBatch, 1);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)line_free);
  return self;
}

void
tg_batch_free (TgBatch *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/* The only way into a batch, so that no line can contain a line end. */
static TgLine *
add_line (TgBatch *self, const TgDialogue *dialogue, TgExpect expect, TgSecret *bytes, const char *shown)
{
  gsize length;
  const char *peeked = tg_secret_peek (bytes, &length);
  TgLine *line;

  if (tg_text_breaks_line (peeked, length)) {
    self->bad = TRUE;
    return NULL;
  }
  line = g_new0 (TgLine, 1);
  line->bytes = tg_secret_ref (bytes);
  line->shown = g_strdup (shown);
  line->expect = expect;
  line->tag = g_strdup (dialogue->tag);
  g_ptr_array_add (self->lines, line);
  return line;
}

/* "a7 " for IMAP, with a number that is new in this talk; "" otherwise. */
static char *
fresh_tag (TgDialogue *dialogue)
{
  if (dialogue->protocol != TG_PROTOCOL_IMAP)
    return g_strdup ("");
  g_free (dialogue->tag);
  dialogue->tag = g_strdup_printf ("a%u", ++dialogue->serial);
  return g_strconcat (dialogue->tag, " ", NULL);
}

static TgLine *
add_command (TgBatch *self, TgDialogue *dialogue, TgExpect expect, const char *command)
{
  g_autofree char *tag = fresh_tag (dialogue);
  g_autofree char *text = g_strconcat (tag, command, NULL);
  g_autoptr (TgSecret) bytes = tg_secret_new (text, -1);

  return add_line (self, dialogue, expect, bytes, text);
}

void
tg_batch_say (TgBatch *self, TgDialogue *dialogue, TgExpect expect, const char *command)
{
  add_command (self, dialogue, expect, command);
}

void
tg_batch_part (TgBatch *self, TgDialogue *dialogue, const char *command)
{
  TgLine *line = add_command (self, dialogue, TG_EXPECT_SINGLE, command);

  if (line != NULL)
    line->silent = TRUE;
}

void
tg_batch_say_secret (TgBatch *self, TgDialogue *dialogue, TgExpect expect, TgSecret *command, const char *shown)
{
  g_autofree char *tag = fresh_tag (dialogue);
  g_autofree char *shown_line = g_strconcat (tag, shown, NULL);
  g_autoptr (TgSecret) head = tg_secret_new (tag, -1);
  g_autoptr (TgSecret) bytes = tg_secret_join ((TgSecret *[]){ head, command }, 2);

  add_line (self, dialogue, expect, bytes, shown_line);
}

void
tg_batch_continue (TgBatch *self, TgDialogue *dialogue, TgSecret *bytes, const char *shown)
{
  add_line (self, dialogue, TG_EXPECT_SINGLE, bytes, shown);
}

TgDialogue *
tg_dialogue_new (TgProtocol protocol, TgSecurity security, const char *user, const char *address, TgSecret *password,
                 const char *mechanism_wanted)
{
  TgDialogue *self = g_new0 (TgDialogue, 1);

  self->protocol = protocol;
  self->security = security;
  self->user = g_strdup (user);
  self->address = g_strdup (address);
  self->password = password != NULL ? tg_secret_ref (password) : NULL;
  self->mechanism_wanted = mechanism_wanted != NULL && *mechanism_wanted != '\0' ? g_ascii_strup (mechanism_wanted, -1) : NULL;
  self->capabilities = g_ptr_array_new_with_free_func (g_free);
  self->mechanisms = g_ptr_array_new_with_free_func (g_free);
  self->messages = -1;
  return self;
}

void
tg_dialogue_free (TgDialogue *self)
{
  if (self == NULL)
    return;
  g_free (self->user);
  g_free (self->address);
  g_clear_pointer (&self->password, tg_secret_unref);
  g_free (self->mechanism_wanted);
  g_free (self->own_literal);
  g_free (self->host);
  g_clear_pointer (&self->job, tg_letter_job_unref);
  g_free (self->tag);
  g_ptr_array_unref (self->capabilities);
  g_ptr_array_unref (self->mechanisms);
  tg_sasl_free (self->sasl);
  g_free (self->apop_stamp);
  tg_reply_free (self->decisive);
  tg_reply_free (self->welcome);
  g_free (self);
}

const TgStep *
tg_dialogue_check_table (TgProtocol protocol, TgSecurity security)
{
  static const TgStep *const tables[3][3] = {
    [TG_PROTOCOL_IMAP] = { [TG_SECURITY_TLS] = tg_imap_tls, [TG_SECURITY_STARTTLS] = tg_imap_starttls, [TG_SECURITY_NONE] = tg_imap_plain },
    [TG_PROTOCOL_POP3] = { [TG_SECURITY_TLS] = tg_pop3_tls, [TG_SECURITY_STARTTLS] = tg_pop3_starttls, [TG_SECURITY_NONE] = tg_pop3_plain },
    [TG_PROTOCOL_SMTP] = { [TG_SECURITY_TLS] = tg_smtp_tls, [TG_SECURITY_STARTTLS] = tg_smtp_starttls, [TG_SECURITY_NONE] = tg_smtp_plain },
  };

  return tables[protocol][security];
}

const TgStep *
tg_dialogue_table (const TgDialogue *self)
{
  return self->job != NULL ? tg_letter_table (self->protocol, self->security) : tg_dialogue_check_table (self->protocol, self->security);
}

void
tg_dialogue_set_letter_job (TgDialogue *self, TgLetterJob *job)
{
  g_return_if_fail (self->job == NULL);

  self->job = tg_letter_job_ref (job);
}

/* Drops APOP's timestamp, too: an attacker could choose one in the clear so that the response gives
 * the password away. */
void
tg_dialogue_forget (TgDialogue *self)
{
  g_ptr_array_set_size (self->capabilities, 0);
  g_ptr_array_set_size (self->mechanisms, 0);
  g_clear_pointer (&self->sasl, tg_sasl_free);
  g_clear_pointer (&self->apop_stamp, g_free);
  self->mechanism = NULL;
  self->size_max = 0;
  self->esmtp = FALSE;
  self->capa = FALSE;
}

gboolean
tg_dialogue_can (const TgDialogue *self, const char *capability)
{
  gsize length = strlen (capability);

  for (guint i = 0; i < self->capabilities->len; i++) {
    const char *known = g_ptr_array_index (self->capabilities, i);

    if (g_ascii_strncasecmp (known, capability, length) == 0 && (known[length] == '\0' || known[length] == ' '))
      return TRUE;
  }
  return FALSE;
}

static void
add_mechanism (TgDialogue *self, const char *name)
{
  g_autofree char *upper = g_ascii_strup (name, -1);

  if (*upper != '\0' && self->mechanisms->len < MECHANISMS_MAX &&
      !g_ptr_array_find_with_equal_func (self->mechanisms, upper, g_str_equal, NULL))
    g_ptr_array_add (self->mechanisms, g_steal_pointer (&upper));
}

/* What a capability says beyond its name: "AUTH=PLAIN" (IMAP), "SASL PLAIN LOGIN" (POP3), "AUTH
 * PLAIN LOGIN" and the "AUTH=PLAIN LOGIN" of old servers and clients (SMTP). */
static void
learn_one (TgDialogue *self, const char *capability)
{
  static const char *const heads[3][2] = {
    [TG_PROTOCOL_IMAP] = { "AUTH=", "AUTH=" },
    [TG_PROTOCOL_POP3] = { "SASL ", "SASL " },
    [TG_PROTOCOL_SMTP] = { "AUTH ", "AUTH=" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads[0]); i++) {
    g_auto (GStrv) names = NULL;

    if (g_ascii_strncasecmp (capability, heads[self->protocol][i], 5) != 0)
      continue;
    names = g_strsplit (capability + 5, " ", -1);
    for (char **name = names; *name != NULL; name++)
      add_mechanism (self, *name);
  }
  if (self->protocol == TG_PROTOCOL_SMTP && g_ascii_strncasecmp (capability, "SIZE ", 5) == 0)
    self->size_max = g_ascii_strtoull (capability + 5, NULL, 10);
}

void
tg_dialogue_learn (TgDialogue *self, const char *list, gboolean fresh)
{
  g_auto (GStrv) words = g_strsplit (list, self->protocol == TG_PROTOCOL_IMAP ? " " : "\n", -1);

  if (fresh) {
    g_ptr_array_set_size (self->capabilities, 0);
    g_ptr_array_set_size (self->mechanisms, 0);
    self->size_max = 0;
  }
  for (char **word = words; *word != NULL; word++) {
    g_strstrip (*word);
    if (**word == '\0' || self->capabilities->len == CAPABILITIES_MAX)
      continue;
    g_ptr_array_add (self->capabilities, g_strdup (*word));
    learn_one (self, *word);
  }
}

TgMove
tg_dialogue_fail (TgDialogue *self, TgFault fault, const TgReply *reply)
{
  if (self->fault != TG_FAULT_NONE)
    return TG_MOVE_END;

  self->fault = fault;
  if (reply != NULL) {
    tg_reply_free (self->decisive);
    self->decisive = tg_reply_copy (reply);
  }
  return TG_MOVE_END;
}

TgMove
tg_dialogue_jump (TgDialogue *self, const char *id)
{
  self->jump = id;
  return TG_MOVE_JUMP;
}

TgMove
tg_dialogue_baffled (TgDialogue *self, const char *bytes, gsize length, const TgReply *reply)
{
  static const TgSpeaks own[] = {
    [TG_PROTOCOL_IMAP] = TG_SPEAKS_IMAP,
    [TG_PROTOCOL_POP3] = TG_SPEAKS_POP3,
    [TG_PROTOCOL_SMTP] = TG_SPEAKS_SMTP,
  };
  TgSpeaks speaks = tg_speaks_recognise (bytes, length);
  gboolean ours = speaks == own[self->protocol] || (speaks == TG_SPEAKS_CODE && self->protocol == TG_PROTOCOL_SMTP);
  gboolean other = !self->greeted && speaks != TG_SPEAKS_GARBAGE && speaks != TG_SPEAKS_NOTHING && !ours;
  guint code;

  if (!self->greeted && tg_greeting_refuses (bytes, length, &code)) {
    tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
    if (reply != NULL && self->decisive != NULL)
      self->decisive->code = code;
    return TG_MOVE_END;
  }
  return tg_dialogue_fail (self, other ? TG_FAULT_OTHER_PROTOCOL : TG_FAULT_GARBAGE, reply);
}
