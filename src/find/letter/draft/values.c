/* values.c: the values of a draft, and the account that they make.  Where something is missing, what is usual stands in its place, by the
 * same rules as in the reader; and it says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/draft/draft-private.h"

#include <string.h>

#include "find/letter/servers.h"
#include "find/letter/words/values.h"

#define LOOKED_AT_MAX 300 /* marks; somebody may have made a letter with thousands */

void
tg_draft_value_clear (TgDraftValue *value)
{
  g_free (value->text);
  g_free (value->fault);
  g_clear_pointer (&value->secret, tg_secret_unref);
  *value = (TgDraftValue){ .mark = TG_DRAFT_NO_MARK };
}

static void
parse_mark (const TgDraft *self, TgDraftField field, guint mark, TgDraftValue *value)
{
  const TgDraftMark *place = tg_draft_mark (self, mark);
  char *characters = tg_draft_cut (self, place->start, place->end);

  tg_draft_parse (field, characters, value);
  value->how = value->fault != NULL ? TG_DRAFT_MISSING : TG_DRAFT_FROM_LETTER;
  value->mark = mark;
  tg_wipe (characters, strlen (characters));
  g_free (characters);
}

static gboolean
same_value (const TgDraftValue *one, const TgDraftValue *other)
{
  if (one->secret != NULL || other->secret != NULL)
    return one->secret != NULL && other->secret != NULL && tg_secret_equal (one->secret, other->secret);
  return one->text != NULL && other->text != NULL && g_ascii_strcasecmp (one->text, other->text) == 0;
}

/* The place that says what was read: with the same words; of what is told in other words, the first. */
static guint
place_of (const TgDraft *self, TgDraftField field, const TgDraftValue *read, gboolean in_words)
{
  guint any = TG_DRAFT_NO_MARK;

  for (guint i = 0; i < MIN (self->marks->len, LOOKED_AT_MAX); i++) {
    TgDraftValue value = { .mark = TG_DRAFT_NO_MARK };
    gboolean same;

    if ((tg_draft_mark (self, i)->fields & TG_DRAFT_BIT (field)) == 0)
      continue;
    parse_mark (self, field, i, &value);
    same = same_value (&value, read);
    tg_draft_value_clear (&value);
    if (same)
      return i;
    if (any == TG_DRAFT_NO_MARK)
      any = i;
  }
  return in_words ? any : TG_DRAFT_NO_MARK;
}

/* @text: (nullable) (transfer full); @inferred: it does not stand there */
static void
set_read (TgDraft *self, TgDraftField field, char *text, TgSecret *secret, gboolean inferred)
{
  TgDraftValue *value = &self->values[field];
  gboolean in_words = field == TG_DRAFT_USER || field == TG_DRAFT_SEND_USER || field == TG_DRAFT_RECEIVE_SECURITY ||
                      field == TG_DRAFT_SEND_SECURITY || field == TG_DRAFT_PROTOCOL || field == TG_DRAFT_SMTP_AUTH;

  value->text = text;
  value->secret = secret != NULL ? tg_secret_ref (secret) : NULL;
  if (text == NULL && secret == NULL)
    return;
  value->how = inferred ? TG_DRAFT_USUAL : TG_DRAFT_FROM_LETTER;
  if (!inferred)
    value->mark = place_of (self, field, value, in_words);
}

static void
set_read_server (TgDraft *self, const TgLetterServer *read, TgDraftField host)
{
  if (read == NULL)
    return;
  if (self->choice.taken[host] == TG_TAKEN_AS_READ)
    set_read (self, host, g_strdup (read->server->host), NULL, (read->inferred & TG_INFERRED_HOST) != 0);
  if (self->choice.taken[host + 1] == TG_TAKEN_AS_READ)
    set_read (self, host + 1, g_strdup_printf ("%u", read->server->port), NULL, (read->inferred & TG_INFERRED_PORT) != 0);
  if (self->choice.taken[host + 2] == TG_TAKEN_AS_READ)
    set_read (self, host + 2, g_strdup (tg_security_name (read->server->security)), NULL, (read->inferred & TG_INFERRED_SECURITY) != 0);
}

static void
set_as_read (TgDraft *self)
{
  const TgLetterAccount *account = tg_draft_read (self);
  const TgLetterServer *receive = tg_draft_read_server (self, TG_SIDE_RECEIVE);
  const int *taken = self->choice.taken;

  if (account == NULL)
    return;
  if (taken[TG_DRAFT_ADDRESS] == TG_TAKEN_AS_READ)
    set_read (self, TG_DRAFT_ADDRESS, g_strdup (account->address), NULL, FALSE);
  if (taken[TG_DRAFT_USER] == TG_TAKEN_AS_READ)
    set_read (self, TG_DRAFT_USER, account->id_in_users_place ? NULL : g_strdup (account->user), NULL, FALSE);
  if (taken[TG_DRAFT_SEND_USER] == TG_TAKEN_AS_READ)
    set_read (self, TG_DRAFT_SEND_USER, g_strdup (account->send_user), NULL, FALSE);
  if (taken[TG_DRAFT_PASSWORD] == TG_TAKEN_AS_READ)
    set_read (self, TG_DRAFT_PASSWORD, NULL, account->password, FALSE);
  if (taken[TG_DRAFT_SEND_PASSWORD] == TG_TAKEN_AS_READ)
    set_read (self, TG_DRAFT_SEND_PASSWORD, NULL, account->send_password, FALSE);
  if (taken[TG_DRAFT_CONNECTION_ID] == TG_TAKEN_AS_READ)
    set_read (self, TG_DRAFT_CONNECTION_ID, g_strdup (account->connection_id), NULL, FALSE);
  if (taken[TG_DRAFT_PROTOCOL] == TG_TAKEN_AS_READ && receive != NULL)
    set_read (self, TG_DRAFT_PROTOCOL, g_strdup (tg_protocol_name (receive->server->protocol)), NULL,
              (receive->inferred & TG_INFERRED_PROTOCOL) != 0);
  set_read_server (self, receive, TG_DRAFT_RECEIVE_HOST);
  set_read_server (self, tg_draft_read_server (self, TG_SIDE_SEND), TG_DRAFT_SEND_HOST);
}

static void
set_changed_server (TgDraft *self, const TgServer *server, TgDraftField host)
{
  char *texts[] = { g_strdup (server != NULL ? server->host : NULL), server != NULL ? g_strdup_printf ("%u", server->port) : NULL,
                    g_strdup (server != NULL ? tg_security_name (server->security) : NULL) };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (self->choice.taken[host + i] == TG_TAKEN_CHANGE) {
      self->values[host + i].text = g_steal_pointer (&texts[i]);
      self->values[host + i].how = TG_DRAFT_CHANGED;
    }
    g_free (texts[i]);
  }
}

static void
set_changed (TgDraft *self)
{
  const TgAccount *change = self->change;

  if (change == NULL)
    return;
  set_changed_server (self, change->receive, TG_DRAFT_RECEIVE_HOST);
  set_changed_server (self, change->send, TG_DRAFT_SEND_HOST);
  if (self->choice.taken[TG_DRAFT_PROTOCOL] == TG_TAKEN_CHANGE && change->receive != NULL)
    self->values[TG_DRAFT_PROTOCOL] = (TgDraftValue){ .how = TG_DRAFT_CHANGED,
                                                      .text = g_strdup (tg_protocol_name (change->receive->protocol)),
                                                      .mark = TG_DRAFT_NO_MARK };
  if (self->choice.taken[TG_DRAFT_USER] == TG_TAKEN_CHANGE)
    self->values[TG_DRAFT_USER] = (TgDraftValue){ .how = change->user != NULL ? TG_DRAFT_CHANGED : TG_DRAFT_MISSING,
                                                  .text = g_strdup (change->user),
                                                  .mark = TG_DRAFT_NO_MARK };
}

static void
set_usual (TgDraft *self, TgDraftField field, const char *text)
{
  TgDraftValue *value = &self->values[field];

  g_free (value->text);
  value->text = g_strdup (text);
  value->how = TG_DRAFT_USUAL;
}

static gboolean
is_touched (const TgDraft *self, TgDraftField first, TgDraftField last)
{
  for (TgDraftField field = first; field <= last; field++)
    if (self->choice.taken[field] != TG_TAKEN_AS_READ && self->choice.taken[field] != TG_TAKEN_CHANGE)
      return TRUE;
  return FALSE;
}

/* What stands there now, not what was usual beside something that was moved. */
static gboolean
is_told (const TgDraft *self, TgDraftField field)
{
  const TgDraftValue *value = &self->values[field];

  return value->text != NULL && (value->how == TG_DRAFT_FROM_LETTER || value->how == TG_DRAFT_CHANGED);
}

static guint
port_of (const TgDraft *self, TgDraftField field)
{
  return is_told (self, field) ? (guint)g_ascii_strtoull (self->values[field].text, NULL, 10) : 0;
}

static TgSecurity
security_of (const TgDraft *self, TgDraftField field)
{
  for (TgSecurity security = TG_SECURITY_TLS; security <= TG_SECURITY_NONE; security++)
    if (g_strcmp0 (self->values[field].text, tg_security_name (security)) == 0)
      return security;
  return TG_SECURITY_TLS;
}

static TgProtocol
usual_protocol (const TgDraft *self)
{
  guint port = port_of (self, TG_DRAFT_RECEIVE_PORT);
  const char *host = self->values[TG_DRAFT_RECEIVE_HOST].text;
  guint about = port != 0 ? tg_letter_port_about (port) : 0;

  if (about == 0 && host != NULL)
    about = tg_letter_host_about (host);
  return about == TG_ABOUT_POP3 ? TG_PROTOCOL_POP3 : TG_PROTOCOL_IMAP;
}

/* What was moved takes along what had been inferred beside it. */
static void
fill_in (TgDraft *self, TgDraftField host)
{
  gboolean sending = host == TG_DRAFT_SEND_HOST;
  TgProtocol protocol = TG_PROTOCOL_SMTP;
  TgSecurity security = TG_SECURITY_TLS;
  g_autofree char *port = NULL;

  if (self->values[host].text == NULL || !is_touched (self, sending ? host : TG_DRAFT_PROTOCOL, host + 2))
    return;
  if (!sending) {
    if (!is_told (self, TG_DRAFT_PROTOCOL))
      set_usual (self, TG_DRAFT_PROTOCOL, tg_protocol_name (usual_protocol (self)));
    protocol =
        strcmp (self->values[TG_DRAFT_PROTOCOL].text, tg_protocol_name (TG_PROTOCOL_POP3)) == 0 ? TG_PROTOCOL_POP3 : TG_PROTOCOL_IMAP;
  }
  if (is_told (self, host + 2))
    security = security_of (self, host + 2);
  else if (is_told (self, host + 1))
    tg_server_usual_security (port_of (self, host + 1), &security);
  if (!is_told (self, host + 2))
    set_usual (self, host + 2, tg_security_name (security));
  if (is_told (self, host + 1))
    return;
  port = g_strdup_printf ("%u", tg_server_default_port (protocol, security));
  set_usual (self, host + 1, port);
}

/* (transfer full) (nullable) */
static TgServer *
server_of (const TgDraft *self, TgDraftField host)
{
  const TgServer *change = self->change == NULL ? NULL : host == TG_DRAFT_SEND_HOST ? self->change->send : self->change->receive;
  const TgDraftValue *values = self->values;
  TgProtocol protocol = TG_PROTOCOL_SMTP;
  g_autoptr (TgServer) plain = NULL;
  TgOrigin origin = TG_ORIGIN_LETTER;

  if (values[host].text == NULL || values[host + 1].text == NULL || values[host + 2].text == NULL)
    return NULL;
  if (host == TG_DRAFT_RECEIVE_HOST)
    protocol = g_strcmp0 (values[TG_DRAFT_PROTOCOL].text, tg_protocol_name (TG_PROTOCOL_POP3)) == 0 ? TG_PROTOCOL_POP3 : TG_PROTOCOL_IMAP;
  plain = tg_server_new (protocol, security_of (self, host + 2), values[host].text,
                         (guint)g_ascii_strtoull (values[host + 1].text, NULL, 10), NULL);
  if (self->choice.taken[host] == TG_TAKEN_CHANGE && change != NULL)
    origin = change->origin;
  return plain != NULL ? tg_server_with_origin (plain, origin, TG_CONFIRMED_BY_NOBODY) : NULL;
}

void
tg_draft_refresh (TgDraft *self)
{
  g_autoptr (TgServer) receive = NULL;
  g_autoptr (TgServer) send = NULL;
  const TgDraftValue *values = self->values;

  for (guint i = 0; i < TG_DRAFT_N_FIELDS; i++) {
    tg_draft_value_clear (&self->values[i]);
    if (self->choice.taken[i] >= 0)
      parse_mark (self, i, (guint)self->choice.taken[i], &self->values[i]);
  }
  set_as_read (self);
  set_changed (self);
  fill_in (self, TG_DRAFT_RECEIVE_HOST);
  fill_in (self, TG_DRAFT_SEND_HOST);
  receive = server_of (self, TG_DRAFT_RECEIVE_HOST);
  send = server_of (self, TG_DRAFT_SEND_HOST);
  g_clear_pointer (&self->result, tg_account_unref);
  self->result = tg_account_new (values[TG_DRAFT_ADDRESS].text != NULL ? values[TG_DRAFT_ADDRESS].text : "", NULL,
                                 values[TG_DRAFT_USER].text, values[TG_DRAFT_SEND_USER].text, receive, send);
}

/* @server first; what else the letter offers stays behind it. (transfer full) */
static GPtrArray *
edited_servers (const TgDraft *self, TgSide side, const TgServer *server, gboolean touched)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_letter_server_free);
  GPtrArray *read = tg_draft_servers (self, side);
  const TgLetterServer *chosen = tg_draft_read_server (self, side);

  if (server != NULL) {
    TgLetterServer *first = g_new0 (TgLetterServer, 1);

    first->server = tg_server_ref (server);
    first->inferred = chosen != NULL && !touched ? chosen->inferred : 0;
    first->contradicts = chosen != NULL && !touched && chosen->contradicts;
    g_ptr_array_add (servers, first);
  }
  for (guint i = 0; read != NULL && server != NULL && i < read->len; i++) {
    const TgLetterServer *other = read->pdata[i];
    TgLetterServer *copy;

    if (other == chosen)
      continue;
    copy = g_new0 (TgLetterServer, 1);
    *copy = *other;
    copy->server = tg_server_ref (other->server);
    g_ptr_array_add (servers, copy);
  }
  return servers;
}

static gboolean
side_is_touched (const TgDraft *self, TgDraftField first, TgDraftField last)
{
  for (TgDraftField field = first; field <= last; field++)
    if (self->choice.taken[field] != TG_TAKEN_AS_READ)
      return TRUE;
  return FALSE;
}

TgLetter *
tg_draft_edited (const TgDraft *self)
{
  const TgLetterAccount *read = tg_draft_read (self);
  const TgDraftValue *values = self->values;
  const TgAccount *result = self->result;
  TgLetter *letter = g_new0 (TgLetter, 1);
  TgLetterAccount *account = g_new0 (TgLetterAccount, 1);

  account->address = g_strdup (values[TG_DRAFT_ADDRESS].text);
  account->user = g_strdup (result->user);
  account->send_user = g_strdup (result->send_user);
  if (values[TG_DRAFT_PASSWORD].secret != NULL)
    account->password = tg_secret_ref (values[TG_DRAFT_PASSWORD].secret);
  if (values[TG_DRAFT_SEND_PASSWORD].secret != NULL)
    account->send_password = tg_secret_ref (values[TG_DRAFT_SEND_PASSWORD].secret);
  account->receive =
      edited_servers (self, TG_SIDE_RECEIVE, result->receive, side_is_touched (self, TG_DRAFT_PROTOCOL, TG_DRAFT_RECEIVE_SECURITY));
  account->send = edited_servers (self, TG_SIDE_SEND, result->send, side_is_touched (self, TG_DRAFT_SEND_HOST, TG_DRAFT_SEND_SECURITY));
  account->smtp_auth = read != NULL ? read->smtp_auth : TG_LETTER_AUTH_UNKNOWN;
  account->connection_id = g_strdup (values[TG_DRAFT_CONNECTION_ID].text);
  account->id_in_users_place = read != NULL && read->id_in_users_place && result->user == NULL;
  letter->text = g_strdup (self->letter->text);
  letter->marks = g_array_copy (self->letter->marks);
  letter->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_letter_account_free);
  if (read != NULL || account->address != NULL || account->receive->len > 0 || account->send->len > 0)
    g_ptr_array_add (letter->accounts, account);
  else
    tg_letter_account_free (account);
  return letter;
}
