/* prefs-read.c: a file of prefs, statement by statement.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/client.h"
#include "clients/thunderbird/prefs/prefs-private.h"
#include "clients/thunderbird/prefs/prefs-scan.h"

#define BOM "\xef\xbb\xbf"

static char *
span (const char *from, const char *to)
{
  return g_strndup (from, (gsize)(to - from));
}

/* In a file of defaults, "pref" and "sticky_pref" are statements too, and attributes may follow the value. */
static gboolean
take_attributes (TgPrefsCursor *cursor, gboolean *locked)
{
  while (tg_prefs_skip_space (cursor) && tg_prefs_take_char (cursor, ',')) {
    gboolean locks = tg_prefs_skip_space (cursor) && tg_prefs_take_word (cursor, "locked");

    if (!locks && !tg_prefs_take_word (cursor, "sticky"))
      return FALSE;
    *locked = *locked || locks;
  }
  return TRUE;
}

static gboolean
take_kind (TgPrefsCursor *cursor, TgPrefsKind kind)
{
  if (tg_prefs_take_word (cursor, "user_pref"))
    return kind == TG_PREFS_USER;
  return kind != TG_PREFS_USER && (tg_prefs_take_word (cursor, "pref") || tg_prefs_take_word (cursor, "sticky_pref"));
}

/* NULL where this is no statement of that kind of file. */
static TgPrefsStatement *
take_statement (TgPrefsCursor *cursor, const char *lead, TgPrefsKind kind)
{
  const char *start = cursor->at, *value_start, *value_end;
  g_autofree char *name = NULL;
  g_autofree char *literal = NULL;
  gboolean locked = FALSE;
  TgPrefsStatement *statement;

  if (!take_kind (cursor, kind) || !tg_prefs_skip_space (cursor) || !tg_prefs_take_char (cursor, '(') || !tg_prefs_skip_space (cursor))
    return NULL;
  name = tg_prefs_take_string (cursor);
  if (name == NULL || !tg_prefs_skip_space (cursor) || !tg_prefs_take_char (cursor, ',') || !tg_prefs_skip_space (cursor))
    return NULL;
  value_start = cursor->at;
  literal = tg_prefs_take_literal (cursor);
  value_end = cursor->at;
  if (literal == NULL || (kind != TG_PREFS_USER && !take_attributes (cursor, &locked)) || !tg_prefs_skip_space (cursor) ||
      !tg_prefs_take_char (cursor, ')') || !tg_prefs_skip_space (cursor) || !tg_prefs_take_char (cursor, ';'))
    return NULL;
  statement = g_new0 (TgPrefsStatement, 1);
  statement->lead = span (lead, start);
  statement->head = span (start, value_start);
  statement->value = span (value_start, value_end);
  statement->tail = span (value_end, cursor->at);
  statement->name = kind == TG_PREFS_USER || locked == (kind == TG_PREFS_LOCKED) ? g_steal_pointer (&name) : NULL;
  tg_prefs_statement_set (statement, literal);
  return statement;
}

/* NULL: nothing to go on from follows. */
static TgPrefsStatement *
take_broken (TgPrefsCursor *cursor, const char *lead)
{
  const char *start = cursor->at;
  TgPrefsStatement *statement;

  if (!tg_prefs_skip_broken (cursor))
    return NULL;
  statement = g_new0 (TgPrefsStatement, 1);
  statement->lead = span (lead, start);
  statement->head = g_strdup ("");
  statement->value = g_strdup ("");
  statement->tail = span (start, cursor->at);
  return statement;
}

/* FALSE at the end, and where nothing that can be read follows. */
static gboolean
read_next (TgPrefs *self, TgPrefsCursor *cursor, const char *lead, TgPrefsKind kind)
{
  TgPrefsCursor at = *cursor;
  TgPrefsStatement *statement;

  if (!tg_prefs_skip_space (cursor)) {
    *cursor = at; /* a comment that never ends is no end */
    return FALSE;
  }
  if (cursor->at == cursor->end)
    return FALSE;
  at = *cursor;
  statement = take_statement (cursor, lead, kind);
  if (statement == NULL) {
    *cursor = at;
    statement = take_broken (cursor, lead);
  }
  if (statement == NULL) {
    *cursor = at;
    return FALSE;
  }
  g_ptr_array_add (self->statements, statement);
  if (statement->name != NULL)
    g_hash_table_replace (self->by_name, statement->name, statement);
  return TRUE;
}

/* NULL, or where a statement or a comment begins that has no end. */
static const char *
read_all (TgPrefs *self, TgPrefsCursor cursor, TgPrefsKind kind)
{
  const char *lead = cursor.at;

  if (cursor.end - cursor.at >= (gssize)strlen (BOM) && memcmp (cursor.at, BOM, strlen (BOM)) == 0)
    cursor.at += strlen (BOM);
  while (read_next (self, &cursor, lead, kind))
    lead = cursor.at;
  g_free (self->rest);
  self->rest = span (lead, cursor.end);
  self->line_end = strstr (self->rest, "\r\n") != NULL ? "\r\n" : "\n";
  return tg_prefs_skip_space (&cursor) && cursor.at == cursor.end ? NULL : cursor.at;
}

/* Thunderbird takes a NUL for the end. */
static TgPrefsCursor
cursor_of (GBytes *bytes, gboolean *has_nul)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *start = data != NULL ? data : "";
  const char *nul = memchr (start, '\0', length);

  *has_nul = nul != NULL;
  return (TgPrefsCursor){ start, nul != NULL ? nul : start + length };
}

TgPrefs *
tg_prefs_read (GBytes *bytes, TgPrefsKind kind)
{
  TgPrefs *self = tg_prefs_empty ();
  gboolean has_nul;

  read_all (self, cursor_of (bytes, &has_nul), kind);
  return self;
}

TgPrefs *
tg_prefs_parse (GBytes *bytes, GError **error)
{
  g_autoptr (TgPrefs) self = tg_prefs_empty ();
  gboolean has_nul;
  TgPrefsCursor cursor = cursor_of (bytes, &has_nul);
  const char *stopped = read_all (self, cursor, TG_PREFS_USER);

  /* What stands there would swallow, or hide, what we add behind it. */
  if (stopped == NULL && has_nul)
    stopped = cursor.end;
  if (stopped == NULL)
    return g_steal_pointer (&self);
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE, _ ("Thunderbird’s settings file prefs.js is damaged (near byte %d)."),
               (int)(stopped - cursor.at));
  return NULL;
}
