/* letter-imap.c: finds one message by its Message-ID, reads its header and deletes it.  RFC 9051
 * sections 6.3 and 6.4; UID EXPUNGE: RFC 4315; the junk folder: RFC 6154.
 *
 * Looking uses EXAMINE and BODY.PEEK, which change nothing.  The mailbox is selected only to delete
 * the message, and only with UID EXPUNGE: EXPUNGE and CLOSE would also remove messages that others
 * have marked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/letter/letter.h"

#include "model/letter/header.h"
#include "proto/imap-string.h"
#include "proto/sign-in.h"

#include <string.h>

#define INBOX "INBOX"

/* Whether the talk cannot go on after this reply. */
static gboolean
breaks (TgDialogue *self, const TgReply *reply)
{
  if (reply->status == TG_REPLY_BYE)
    tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  else if (reply->status == TG_REPLY_CONTINUE)
    tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  return self->fault != TG_FAULT_NONE;
}

/* Many servers announce less before the sign-in than after it. */
static void
say_capability (TgDialogue *self, guint round, TgBatch *batch)
{
  if (!tg_dialogue_can (self, "UIDPLUS"))
    tg_batch_say (batch, self, TG_EXPECT_SINGLE, "CAPABILITY");
}

static TgMove
hear_capability (TgDialogue *self, guint index, const TgReply *reply)
{
  tg_imap_learn (self, reply);
  return breaks (self, reply) ? TG_MOVE_END : TG_MOVE_NEXT;
}

static void
add_search (TgDialogue *self, TgBatch *batch)
{
  g_autofree char *command = g_strdup_printf ("UID SEARCH HEADER Message-ID \"%s\"", self->job->message_id);

  tg_batch_say (batch, self, TG_EXPECT_SINGLE, command);
}

/* The highest number on any "* SEARCH 4 7" line; 0 if there is none. */
static guint
found_uid (const TgReply *reply)
{
  guint highest = 0;

  for (guint i = 0; i < tg_reply_n_lines (reply); i++) {
    const char *line = tg_reply_line (reply, i);

    if (g_ascii_strncasecmp (line, "* SEARCH ", 9) != 0)
      continue;
    for (const char *at = line + 9; g_ascii_isdigit (*at); at += *at == ' ') {
      char *end;
      guint64 uid = g_ascii_strtoull (at, &end, 10);

      if (uid <= G_MAXUINT32)
        highest = MAX (highest, (guint)uid);
      at = end;
    }
  }
  return highest;
}

static TgMove
take_search (TgDialogue *self, const TgReply *reply, const char *folder)
{
  TgLetterJob *job = self->job;

  if (breaks (self, reply))
    return TG_MOVE_END;
  if (reply->status != TG_REPLY_OK)
    return TG_MOVE_NEXT;
  job->looked = TRUE;
  job->uid = found_uid (reply);
  if (job->uid != 0) {
    job->found = TRUE;
    job->folder = g_strdup (folder);
  }
  return TG_MOVE_NEXT;
}

static void
say_search (TgDialogue *self, guint round, TgBatch *batch)
{
  add_search (self, batch);
}

static TgMove
hear_search (TgDialogue *self, guint index, const TgReply *reply)
{
  return take_search (self, reply, INBOX);
}

/* Asks a server that can name its junk folder; a folder's name alone proves nothing. */
static void
say_folders (TgDialogue *self, guint round, TgBatch *batch)
{
  gboolean revision2 = tg_dialogue_can (self, "IMAP4rev2");

  if (self->job->found || !(revision2 || tg_dialogue_can (self, "SPECIAL-USE")))
    return;
  tg_batch_say (batch, self, TG_EXPECT_SINGLE,
                revision2 || tg_dialogue_can (self, "LIST-EXTENDED") ? "LIST (SPECIAL-USE) \"\" \"*\"" : "LIST \"\" \"%\"");
}

/* The mailbox's name at @at: an atom or a quoted string.  Servers send literals for names with
 * bytes that we would not send back either. */
static char *
mailbox_name (const char *at)
{
  g_autoptr (GString) name = g_string_new (NULL);

  if (*at != '"')
    return *at == '\0' || *at == '{' ? NULL : g_strdup (at);
  for (at++; *at != '\0' && *at != '"'; at++) {
    if (*at == '\\' && at[1] != '\0')
      at++;
    g_string_append_c (name, *at);
  }
  return *at == '"' && name->len > 0 ? g_string_free (g_steal_pointer (&name), FALSE) : NULL;
}

/* The name from "* LIST (\HasNoChildren \Junk) "/" Spam", if that is the junk folder. */
static char *
junk_name (const char *line)
{
  const char *open = strchr (line, '('), *close = open != NULL ? strchr (open, ')') : NULL;
  g_autofree char *attributes = close != NULL ? g_strndup (open + 1, (gsize)(close - open - 1)) : NULL;
  g_auto (GStrv) words = attributes != NULL ? g_strsplit (attributes, " ", -1) : NULL;
  gboolean junk = FALSE;
  const char *at;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    junk |= g_ascii_strcasecmp (words[i], "\\Junk") == 0;
  if (!junk || close[1] != ' ')
    return NULL;
  /* The separator: NIL, or one character in quotes, which may be an escaped backslash. */
  at = close + 2;
  if (g_str_has_prefix (at, "\"\\") && at[2] != '\0' && g_str_has_prefix (at + 3, "\" "))
    at += 5;
  else if (*at == '"' && at[1] != '\0' && g_str_has_prefix (at + 2, "\" "))
    at += 4;
  else if (g_ascii_strncasecmp (at, "NIL ", 4) == 0)
    at += 4;
  else
    return NULL;
  return mailbox_name (at);
}

static gboolean
can_be_said (const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    if (*c < ' ' || *c > '~')
      return FALSE;
  return TRUE;
}

static TgMove
hear_folders (TgDialogue *self, guint index, const TgReply *reply)
{
  for (guint i = 0; self->job->junk == NULL && i < tg_reply_n_lines (reply); i++) {
    const char *line = tg_reply_line (reply, i);
    g_autofree char *name = g_ascii_strncasecmp (line, "* LIST ", 7) == 0 ? junk_name (line + 7) : NULL;

    if (name != NULL && can_be_said (name))
      self->job->junk = g_steal_pointer (&name);
  }
  return breaks (self, reply) ? TG_MOVE_END : TG_MOVE_NEXT;
}

static void
add_open (TgDialogue *self, TgBatch *batch, const char *command, const char *folder)
{
  g_autoptr (TgSecret) name = tg_secret_new (folder, -1);
  g_autoptr (GPtrArray) lines = tg_imap_lines (command, &name, 1, TG_LITERAL_SYNC);

  self->job->open = FALSE;
  if (lines->len == 1)
    tg_batch_say (batch, self, TG_EXPECT_SINGLE, tg_secret_peek (lines->pdata[0], NULL));
}

static TgMove
hear_open (TgDialogue *self, guint index, const TgReply *reply)
{
  self->job->open = reply->status == TG_REPLY_OK;
  return breaks (self, reply) ? TG_MOVE_END : TG_MOVE_NEXT;
}

static void
say_examine_junk (TgDialogue *self, guint round, TgBatch *batch)
{
  if (self->job->junk != NULL)
    add_open (self, batch, "EXAMINE", self->job->junk);
}

static void
say_search_junk (TgDialogue *self, guint round, TgBatch *batch)
{
  if (self->job->junk != NULL && self->job->open)
    add_search (self, batch);
}

static TgMove
hear_search_junk (TgDialogue *self, guint index, const TgReply *reply)
{
  return take_search (self, reply, self->job->junk);
}

static void
say_fetch (TgDialogue *self, guint round, TgBatch *batch)
{
  g_autofree char *command = NULL;

  if (!self->job->found)
    return;
  command = g_strdup_printf ("UID FETCH %u (BODY.PEEK[HEADER]<0.%d>)", self->job->uid, TG_LETTER_HEADER_MAX);
  tg_batch_say (batch, self, TG_EXPECT_SINGLE, command);
}

/* The literal after "BODY[HEADER]<0> {1234}". */
static GBytes *
literal_of (const char *line, gsize length)
{
  const char *section = strcasestr (line, " BODY[HEADER]"), *open, *start;
  const char *bracket = strcasestr (line, "(BODY[HEADER]");
  guint64 size;
  char *end;

  section = section != NULL && (bracket == NULL || section < bracket) ? section : bracket;
  open = section != NULL ? strchr (section, '{') : NULL;
  if (open == NULL)
    return NULL;
  size = g_ascii_strtoull (open + 1, &end, 10);
  start = g_str_has_prefix (end, "}\r\n") ? end + 3 : g_str_has_prefix (end, "}\n") ? end + 2 : NULL;
  if (start == NULL || start > line + length)
    return NULL;
  return g_bytes_new (start, MIN (size, (guint64)(line + length - start)));
}

/* Whether the message found is the one looked for: servers search in their own ways, and a careless
 * one returns everything. */
static gboolean
is_proven (const TgLetterJob *job)
{
  gsize length = 0;
  const char *bytes = job->header != NULL ? g_bytes_get_data (job->header, &length) : NULL;
  g_autofree char *identity = length > 0 ? tg_header_find (bytes, length, "Message-ID") : NULL;

  return g_strcmp0 (identity, job->message_id) == 0;
}

static TgMove
hear_fetch (TgDialogue *self, guint index, const TgReply *reply)
{
  TgLetterJob *job = self->job;

  for (guint i = 0; job->header == NULL && i < tg_reply_n_lines (reply); i++) {
    gsize length;
    const char *line = g_bytes_get_data (reply->lines->pdata[i], &length);

    if (g_str_has_prefix (line, "* "))
      job->header = literal_of (line, length);
  }
  job->found = is_proven (job);
  return breaks (self, reply) ? TG_MOVE_END : TG_MOVE_NEXT;
}

static void
say_select (TgDialogue *self, guint round, TgBatch *batch)
{
  TgLetterJob *job = self->job;

  job->open = FALSE;
  if (job->found && job->remove && (tg_dialogue_can (self, "UIDPLUS") || tg_dialogue_can (self, "IMAP4rev2")))
    add_open (self, batch, "SELECT", job->folder);
}

/* UIDs are valid within one UIDVALIDITY; rather than comparing that, search again. */
static void
say_search_again (TgDialogue *self, guint round, TgBatch *batch)
{
  if (self->job->open)
    add_search (self, batch);
}

static TgMove
hear_search_again (TgDialogue *self, guint index, const TgReply *reply)
{
  self->job->open = reply->status == TG_REPLY_OK && found_uid (reply) == self->job->uid;
  return breaks (self, reply) ? TG_MOVE_END : TG_MOVE_NEXT;
}

static void
add_on_letter (TgDialogue *self, TgBatch *batch, const char *before, const char *after)
{
  g_autofree char *command = g_strdup_printf ("%s %u%s", before, self->job->uid, after);

  tg_batch_say (batch, self, TG_EXPECT_SINGLE, command);
}

static void
say_mark (TgDialogue *self, guint round, TgBatch *batch)
{
  if (self->job->open)
    add_on_letter (self, batch, "UID STORE", " +FLAGS.SILENT (\\Deleted)");
}

static TgMove
hear_mark (TgDialogue *self, guint index, const TgReply *reply)
{
  self->job->marked = reply->status == TG_REPLY_OK;
  return breaks (self, reply) ? TG_MOVE_END : TG_MOVE_NEXT;
}

static void
say_expunge (TgDialogue *self, guint round, TgBatch *batch)
{
  if (self->job->marked)
    add_on_letter (self, batch, "UID EXPUNGE", "");
}

static TgMove
hear_expunge (TgDialogue *self, guint index, const TgReply *reply)
{
  self->job->deleted = reply->status == TG_REPLY_OK;
  return breaks (self, reply) ? TG_MOVE_END : TG_MOVE_NEXT;
}

/* Removes a \Deleted mark that could not be expunged: otherwise somebody else's EXPUNGE would
 * delete the message later. */
static void
say_unmark (TgDialogue *self, guint round, TgBatch *batch)
{
  if (self->job->marked && !self->job->deleted)
    add_on_letter (self, batch, "UID STORE", " -FLAGS.SILENT (\\Deleted)");
}

static TgMove
hear_unmark (TgDialogue *self, guint index, const TgReply *reply)
{
  return breaks (self, reply) ? TG_MOVE_END : TG_MOVE_NEXT;
}

static void
say_logout (TgDialogue *self, guint round, TgBatch *batch)
{
  tg_batch_part (batch, self, "LOGOUT");
}

const TgStep tg_letter_imap[] = {
  { "capability-again", TG_STAGE_MAILBOX, TG_ROW_TALK, say_capability, hear_capability },
  { "search", TG_STAGE_MAILBOX, TG_ROW_TALK, say_search, hear_search },
  { "folders", TG_STAGE_MAILBOX, TG_ROW_TALK, say_folders, hear_folders },
  { "examine-junk", TG_STAGE_MAILBOX, TG_ROW_TALK, say_examine_junk, hear_open },
  { "search-junk", TG_STAGE_MAILBOX, TG_ROW_TALK, say_search_junk, hear_search_junk },
  { "fetch", TG_STAGE_MAILBOX, TG_ROW_TALK, say_fetch, hear_fetch },
  { "select", TG_STAGE_MAILBOX, TG_ROW_TALK, say_select, hear_open },
  { "search-again", TG_STAGE_MAILBOX, TG_ROW_TALK, say_search_again, hear_search_again },
  { "mark", TG_STAGE_MAILBOX, TG_ROW_TALK, say_mark, hear_mark },
  { "expunge", TG_STAGE_MAILBOX, TG_ROW_TALK, say_expunge, hear_expunge },
  { "unmark", TG_STAGE_MAILBOX, TG_ROW_TALK, say_unmark, hear_unmark },
  { "logout", TG_STAGE_DONE, TG_ROW_END, say_logout, NULL },
};
