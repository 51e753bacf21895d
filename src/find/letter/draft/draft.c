/* draft.c: what a person makes of the marks in a letter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/draft/draft-private.h"

#include <string.h>

static const struct {
  const char *name;
  guint fields;
} read_fields[] = {
  { "address", TG_DRAFT_BIT (TG_DRAFT_ADDRESS) },
  { "user", TG_DRAFT_BIT (TG_DRAFT_USER) },
  { "send_user", TG_DRAFT_BIT (TG_DRAFT_SEND_USER) },
  { "password", TG_DRAFT_BIT (TG_DRAFT_PASSWORD) },
  { "connection_id", TG_DRAFT_BIT (TG_DRAFT_CONNECTION_ID) },
  { "smtp_auth", TG_DRAFT_BIT (TG_DRAFT_SMTP_AUTH) },
  { "protocol", TG_DRAFT_BIT (TG_DRAFT_PROTOCOL) },
  { "receive_host", TG_DRAFT_BIT (TG_DRAFT_RECEIVE_HOST) },
  { "receive_port", TG_DRAFT_BIT (TG_DRAFT_RECEIVE_PORT) },
  { "receive_security", TG_DRAFT_BIT (TG_DRAFT_RECEIVE_SECURITY) },
  { "send_host", TG_DRAFT_BIT (TG_DRAFT_SEND_HOST) },
  { "send_port", TG_DRAFT_BIT (TG_DRAFT_SEND_PORT) },
  { "send_security", TG_DRAFT_BIT (TG_DRAFT_SEND_SECURITY) },
  { "both_host", TG_DRAFT_BIT (TG_DRAFT_RECEIVE_HOST) | TG_DRAFT_BIT (TG_DRAFT_SEND_HOST) },
  { "both_port", TG_DRAFT_BIT (TG_DRAFT_RECEIVE_PORT) | TG_DRAFT_BIT (TG_DRAFT_SEND_PORT) },
  { "both_security", TG_DRAFT_BIT (TG_DRAFT_RECEIVE_SECURITY) | TG_DRAFT_BIT (TG_DRAFT_SEND_SECURITY) },
};

#define PASSWORDS (TG_DRAFT_BIT (TG_DRAFT_PASSWORD) | TG_DRAFT_BIT (TG_DRAFT_SEND_PASSWORD))

static guint
fields_of (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (read_fields); i++)
    if (strcmp (read_fields[i].name, name) == 0)
      return read_fields[i].fields;
  return 0;
}

static void
read_again (TgDraft *self)
{
  g_array_set_size (self->marks, 0);
  for (guint i = 0; i < self->letter->marks->len; i++) {
    const TgLetterMark *read = &g_array_index (self->letter->marks, TgLetterMark, i);
    guint fields = fields_of (read->field);
    TgDraftMark mark = { read->start, read->end, fields, (fields & PASSWORDS) != 0 };

    g_array_append_val (self->marks, mark);
  }
  for (guint i = 0; i < TG_DRAFT_N_FIELDS; i++)
    self->choice.taken[i] = TG_TAKEN_AS_READ;
  self->servers[0] = self->servers[1] = 0;
  g_clear_pointer (&self->change, tg_account_unref);
  g_clear_pointer (&self->before, tg_account_unref);
  tg_draft_refresh (self);
}

TgDraft *
tg_draft_new (TgLetter *letter)
{
  TgDraft *self = g_new0 (TgDraft, 1);

  self->letter = letter;
  self->marks = g_array_new (FALSE, FALSE, sizeof (TgDraftMark));
  read_again (self);
  return self;
}

void
tg_draft_free (TgDraft *self)
{
  for (guint i = 0; i < TG_DRAFT_N_FIELDS; i++)
    tg_draft_value_clear (&self->values[i]);
  g_clear_pointer (&self->result, tg_account_unref);
  g_clear_pointer (&self->change, tg_account_unref);
  g_clear_pointer (&self->before, tg_account_unref);
  g_array_unref (self->marks);
  tg_letter_free (self->letter);
  g_free (self);
}

const TgLetter *
tg_draft_letter (const TgDraft *self)
{
  return self->letter;
}

char *
tg_draft_cut (const TgDraft *self, guint start, guint end)
{
  return g_utf8_substring (self->letter->text, start, end);
}

const TgLetterAccount *
tg_draft_read (const TgDraft *self)
{
  return self->letter->accounts->len > 0 ? self->letter->accounts->pdata[self->account] : NULL;
}

GPtrArray *
tg_draft_servers (const TgDraft *self, TgSide side)
{
  const TgLetterAccount *account = tg_draft_read (self);

  return account == NULL ? NULL : side == TG_SIDE_SEND ? account->send : account->receive;
}

const TgLetterServer *
tg_draft_read_server (const TgDraft *self, TgSide side)
{
  GPtrArray *servers = tg_draft_servers (self, side);
  guint at = self->servers[side == TG_SIDE_SEND];

  return servers != NULL && at < servers->len ? servers->pdata[at] : NULL;
}

guint
tg_draft_account_index (const TgDraft *self)
{
  return self->account;
}

void
tg_draft_choose_account (TgDraft *self, guint account)
{
  g_return_if_fail (account < self->letter->accounts->len);

  self->account = account;
  read_again (self);
}

guint
tg_draft_server_index (const TgDraft *self, TgSide side)
{
  return self->servers[side == TG_SIDE_SEND];
}

void
tg_draft_choose_server (TgDraft *self, TgSide side, guint server)
{
  TgDraftField first = side == TG_SIDE_SEND ? TG_DRAFT_SEND_HOST : TG_DRAFT_PROTOCOL;
  TgDraftField last = side == TG_SIDE_SEND ? TG_DRAFT_SEND_SECURITY : TG_DRAFT_RECEIVE_SECURITY;

  self->servers[side == TG_SIDE_SEND] = server;
  for (TgDraftField field = first; field <= last; field++)
    self->choice.taken[field] = TG_TAKEN_AS_READ;
  tg_draft_refresh (self);
}

guint
tg_draft_n_marks (const TgDraft *self)
{
  return self->marks->len;
}

const TgDraftMark *
tg_draft_mark (const TgDraft *self, guint mark)
{
  return &g_array_index (self->marks, TgDraftMark, mark);
}

guint
tg_draft_mark_at (const TgDraft *self, guint offset)
{
  guint ends_here = TG_DRAFT_NO_MARK;

  for (guint i = 0; i < self->marks->len; i++) {
    const TgDraftMark *mark = tg_draft_mark (self, i);

    if (mark->start <= offset && offset < mark->end)
      return i;
    if (mark->end == offset)
      ends_here = i;
  }
  return ends_here;
}

gboolean
tg_draft_mark_is_used (const TgDraft *self, guint mark)
{
  for (guint i = 0; i < TG_DRAFT_N_FIELDS; i++)
    if (self->values[i].mark == mark)
      return TRUE;
  return FALSE;
}

void
tg_draft_move (TgDraft *self, guint index, guint fields)
{
  TgDraftMark *mark = &g_array_index (self->marks, TgDraftMark, index);

  for (guint i = 0; i < TG_DRAFT_N_FIELDS; i++) {
    if ((fields & TG_DRAFT_BIT (i)) != 0)
      self->choice.taken[i] = (int)index;
    else if (self->values[i].mark == index)
      self->choice.taken[i] = TG_TAKEN_NOWHERE;
  }
  mark->fields = fields;
  mark->was_password = (fields & PASSWORDS) != 0 || (mark->was_password && fields == 0);
  tg_draft_refresh (self);
}

/* Numbers of marks change where one goes or comes at @index. */
static void
renumber (TgDraftChoice *choice, guint index, gboolean gone)
{
  for (guint i = 0; i < TG_DRAFT_N_FIELDS; i++) {
    if (gone && choice->taken[i] == (int)index)
      choice->taken[i] = TG_TAKEN_NOWHERE;
    else if (choice->taken[i] >= (int)index)
      choice->taken[i] += gone ? -1 : 1;
  }
}

static void
drop_mark (TgDraft *self, guint index)
{
  for (guint i = 0; i < TG_DRAFT_N_FIELDS; i++)
    if (self->values[i].mark == index)
      self->choice.taken[i] = TG_TAKEN_NOWHERE;
  g_array_remove_index (self->marks, index);
  renumber (&self->choice, index, TRUE);
  renumber (&self->before_change, index, TRUE);
  tg_draft_refresh (self);
}

guint
tg_draft_add (TgDraft *self, guint start, guint end, guint fields)
{
  TgDraftMark added = { start, end, 0, FALSE };
  guint at = 0;

  for (guint i = self->marks->len; i > 0; i--) {
    const TgDraftMark *mark = tg_draft_mark (self, i - 1);

    if (mark->start < end && start < mark->end) {
      /* Whatever it is now, a password stays hidden until it is said to be none. */
      added.was_password = added.was_password || mark->was_password;
      drop_mark (self, i - 1);
    }
  }
  while (at < self->marks->len && tg_draft_mark (self, at)->start < start)
    at++;
  renumber (&self->choice, at, FALSE);
  renumber (&self->before_change, at, FALSE);
  g_array_insert_val (self->marks, at, added);
  tg_draft_refresh (self);
  tg_draft_move (self, at, fields);
  return at;
}

static void
take_server (TgDraft *self, const TgServer *now, const TgServer *then, TgDraftField host)
{
  if (then == NULL)
    return;
  if (now == NULL || g_strcmp0 (now->host, then->host) != 0)
    self->choice.taken[host] = TG_TAKEN_CHANGE;
  if (now == NULL || now->port != then->port)
    self->choice.taken[host + 1] = TG_TAKEN_CHANGE;
  if (now == NULL || now->security != then->security)
    self->choice.taken[host + 2] = TG_TAKEN_CHANGE;
}

void
tg_draft_take (TgDraft *self, const TgAccount *change)
{
  g_autoptr (TgAccount) now = tg_draft_account (self);

  if (self->change == NULL) {
    self->before_change = self->choice;
    self->before = tg_account_ref (now);
  }
  g_clear_pointer (&self->change, tg_account_unref);
  self->change = tg_account_ref (change);
  take_server (self, now->receive, change->receive, TG_DRAFT_RECEIVE_HOST);
  take_server (self, now->send, change->send, TG_DRAFT_SEND_HOST);
  if (change->receive != NULL && (now->receive == NULL || now->receive->protocol != change->receive->protocol))
    self->choice.taken[TG_DRAFT_PROTOCOL] = TG_TAKEN_CHANGE;
  if (g_strcmp0 (now->user, change->user) != 0)
    self->choice.taken[TG_DRAFT_USER] = TG_TAKEN_CHANGE;
  tg_draft_refresh (self);
}

gboolean
tg_draft_has_taken (const TgDraft *self)
{
  return self->change != NULL;
}

void
tg_draft_take_back (TgDraft *self)
{
  if (self->change == NULL)
    return;
  self->choice = self->before_change;
  g_clear_pointer (&self->change, tg_account_unref);
  g_clear_pointer (&self->before, tg_account_unref);
  tg_draft_refresh (self);
}

const TgAccount *
tg_draft_before (const TgDraft *self)
{
  return self->before;
}

const TgDraftValue *
tg_draft_value (const TgDraft *self, TgDraftField field)
{
  return &self->values[field];
}

TgAccount *
tg_draft_account (const TgDraft *self)
{
  return tg_account_ref (self->result);
}

TgSecret *
tg_draft_password (const TgDraft *self, TgSide side)
{
  return self->values[side == TG_SIDE_SEND ? TG_DRAFT_SEND_PASSWORD : TG_DRAFT_PASSWORD].secret;
}
