/* prefs.c: prefs.js as a list of statements, each with the bytes in front of it, so that what is
 * not edited comes out byte for byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/prefs/prefs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/client.h"
#include "clients/thunderbird/prefs/prefs-scan.h"
#include "model/text/text.h"

/* lead + head + value + tail are the file's bytes: comments and line ends before the statement;
 * user_pref("name", ; the value as it stands there; ); */
typedef struct {
  char *lead;
  char *head;
  char *value;
  char *tail;
  char *name;    /* NULL: a statement of another kind, kept and not looked at */
  char *literal; /* the value in its one spelling */
  char *text;    /* the value, where it is a string */
} Statement;

struct _TgPrefs {
  GPtrArray *statements;
  GHashTable *by_name; /* name → the last Statement of that name */
  char *rest;          /* what follows the last statement */
  const char *line_end;
};

static void
statement_free (Statement *self)
{
  g_free (self->lead);
  g_free (self->head);
  g_free (self->value);
  g_free (self->tail);
  g_free (self->name);
  g_free (self->literal);
  g_free (self->text);
  g_free (self);
}

void
tg_prefs_free (TgPrefs *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->statements);
  g_free (self->rest);
  g_free (self);
}

static TgPrefs *
prefs_empty (void)
{
  TgPrefs *self = g_new0 (TgPrefs, 1);

  self->statements = g_ptr_array_new_with_free_func ((GDestroyNotify)statement_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->rest = g_strdup ("");
  self->line_end = "\n";
  return self;
}

TgPrefs *
tg_prefs_new (void)
{
  TgPrefs *self = prefs_empty ();

  g_free (self->rest);
  self->rest = g_strdup ("// Mozilla User Preferences\n\n");
  return self;
}

static char *
span (const char *from, const char *to)
{
  return g_strndup (from, (gsize)(to - from));
}

static void
set_literal (Statement *statement, const char *literal)
{
  TgPrefsCursor cursor = { literal, literal + strlen (literal) };

  g_free (statement->literal);
  g_free (statement->text);
  statement->literal = g_strdup (literal);
  statement->text = tg_prefs_take_string (&cursor);
}

/* Three kinds of statement exist; a profile holds only the first. */
static gboolean
take_kind (TgPrefsCursor *cursor, gboolean *is_user_pref)
{
  *is_user_pref = tg_prefs_take_word (cursor, "user_pref");
  return *is_user_pref || tg_prefs_take_word (cursor, "pref") || tg_prefs_take_word (cursor, "sticky_pref");
}

static Statement *
take_statement (TgPrefsCursor *cursor, const char *lead)
{
  const char *start = cursor->at, *value_start, *value_end;
  g_autofree char *name = NULL;
  g_autofree char *literal = NULL;
  gboolean is_user_pref;
  Statement *statement;

  if (!take_kind (cursor, &is_user_pref) || !tg_prefs_skip_space (cursor) || !tg_prefs_take_char (cursor, '(') ||
      !tg_prefs_skip_space (cursor))
    return NULL;
  name = tg_prefs_take_string (cursor);
  if (name == NULL || !tg_prefs_skip_space (cursor) || !tg_prefs_take_char (cursor, ',') || !tg_prefs_skip_space (cursor))
    return NULL;
  value_start = cursor->at;
  literal = tg_prefs_take_literal (cursor);
  value_end = cursor->at;
  /* Attributes ("sticky", "locked") may follow in files of defaults; they stay in the tail. */
  while (literal != NULL && tg_prefs_skip_space (cursor) && tg_prefs_take_char (cursor, ','))
    if (!tg_prefs_skip_space (cursor) || !(tg_prefs_take_word (cursor, "sticky") || tg_prefs_take_word (cursor, "locked")))
      return NULL;
  if (literal == NULL || !tg_prefs_take_char (cursor, ')') || !tg_prefs_skip_space (cursor) || !tg_prefs_take_char (cursor, ';'))
    return NULL;
  statement = g_new0 (Statement, 1);
  statement->lead = span (lead, start);
  statement->head = span (start, value_start);
  statement->value = span (value_start, value_end);
  statement->tail = span (value_end, cursor->at);
  statement->name = is_user_pref ? g_steal_pointer (&name) : NULL;
  set_literal (statement, literal);
  return statement;
}

TgPrefs *
tg_prefs_parse (GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *start = data != NULL ? data : "";
  TgPrefsCursor cursor = { start, start + length };
  g_autoptr (TgPrefs) self = prefs_empty ();
  const char *lead = cursor.at;

  while (tg_prefs_skip_space (&cursor)) {
    Statement *statement;

    if (cursor.at == cursor.end) {
      g_free (self->rest);
      self->rest = span (lead, cursor.end);
      self->line_end = strstr (self->rest, "\r\n") != NULL ? "\r\n" : "\n";
      /* A NUL in a comment would cut the file short. */
      if (memchr (start, '\0', length) != NULL)
        break;
      return g_steal_pointer (&self);
    }
    statement = take_statement (&cursor, lead);
    if (statement == NULL)
      break;
    g_ptr_array_add (self->statements, statement);
    if (statement->name != NULL)
      g_hash_table_replace (self->by_name, statement->name, statement);
    lead = cursor.at;
  }
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE, _ ("Thunderbird’s settings file prefs.js is damaged (near byte %d)."),
               (int)(cursor.at - start));
  return NULL;
}

GBytes *
tg_prefs_to_bytes (TgPrefs *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->statements->len; i++) {
    Statement *statement = self->statements->pdata[i];

    g_string_append (out, statement->lead);
    g_string_append (out, statement->head);
    g_string_append (out, statement->value);
    g_string_append (out, statement->tail);
  }
  g_string_append (out, self->rest);
  return g_string_free_to_bytes (out);
}

const char *
tg_prefs_get (TgPrefs *self, const char *name)
{
  Statement *statement = g_hash_table_lookup (self->by_name, name);

  return statement != NULL ? statement->literal : NULL;
}

const char *
tg_prefs_get_string (TgPrefs *self, const char *name)
{
  Statement *statement = g_hash_table_lookup (self->by_name, name);

  return statement != NULL ? statement->text : NULL;
}

gboolean
tg_prefs_get_int (TgPrefs *self, const char *name, int *value)
{
  const char *literal = tg_prefs_get (self, name);

  if (literal == NULL || !(g_ascii_isdigit (literal[0]) || literal[0] == '-'))
    return FALSE;
  *value = (int)g_ascii_strtoll (literal, NULL, 10);
  return TRUE;
}

gboolean
tg_pref_is_literal (const char *text)
{
  TgPrefsCursor cursor = { text, text + strlen (text) };
  g_autofree char *literal = tg_prefs_take_literal (&cursor);

  return g_strcmp0 (literal, text) == 0;
}

/* At the end, where Thunderbird sorts it in at its next exit. */
static void
append_statement (TgPrefs *self, const char *name, const char *literal)
{
  g_autofree char *quoted = tg_pref_quote (name);
  Statement *statement = g_new0 (Statement, 1);
  gsize length = strlen (self->rest);
  gboolean fresh_line = length > 0 ? self->rest[length - 1] == '\n' : self->statements->len == 0;

  statement->lead = g_strconcat (self->rest, fresh_line ? "" : self->line_end, NULL);
  statement->head = g_strdup_printf ("user_pref(%s, ", quoted);
  statement->value = g_strdup (literal);
  statement->tail = g_strdup (");");
  statement->name = g_strdup (name);
  set_literal (statement, literal);
  g_ptr_array_add (self->statements, statement);
  g_hash_table_replace (self->by_name, statement->name, statement);
  g_free (self->rest);
  self->rest = g_strdup (self->line_end);
}

void
tg_prefs_set (TgPrefs *self, const char *name, const char *literal)
{
  Statement *statement = g_hash_table_lookup (self->by_name, name);

  g_return_if_fail (tg_pref_is_literal (literal));
  if (statement == NULL) {
    append_statement (self, name, literal);
    return;
  }
  if (g_str_equal (statement->literal, literal))
    return;
  g_free (statement->value);
  statement->value = g_strdup (literal);
  set_literal (statement, literal);
}

/* The statement goes, and with it the line end behind it where it had a line to itself. */
static void
drop_statement (TgPrefs *self, guint i)
{
  Statement *gone = self->statements->pdata[i];
  char **after = i + 1 < self->statements->len ? &((Statement *)self->statements->pdata[i + 1])->lead : &self->rest;
  gsize length = strlen (gone->lead);
  gboolean own_line = length > 0 ? gone->lead[length - 1] == '\n' : i == 0;
  const char *kept = *after;
  char *joined;

  if (own_line && kept[0] == '\r' && kept[1] == '\n')
    kept += 2;
  else if (own_line && kept[0] == '\n')
    kept += 1;
  joined = g_strconcat (gone->lead, kept, NULL);
  g_free (*after);
  *after = joined;
  g_ptr_array_remove_index (self->statements, i);
}

void
tg_prefs_remove (TgPrefs *self, const char *name)
{
  g_autofree char *copy = g_strdup (name); /* @name may be the statement's own */

  g_hash_table_remove (self->by_name, copy);
  for (guint i = self->statements->len; i > 0; i--)
    if (g_strcmp0 (((Statement *)self->statements->pdata[i - 1])->name, copy) == 0)
      drop_statement (self, i - 1);
}

GPtrArray *
tg_prefs_names (TgPrefs *self, const char *prefix)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < self->statements->len; i++) {
    Statement *statement = self->statements->pdata[i];

    if (statement->name != NULL && g_str_has_prefix (statement->name, prefix) &&
        g_hash_table_lookup (self->by_name, statement->name) == statement)
      g_ptr_array_add (names, statement->name);
  }
  return names;
}

char *
tg_pref_quote (const char *text)
{
  g_autofree char *valid = tg_text_utf8 (text, -1);
  GString *out = g_string_new ("\"");

  for (const char *at = valid; *at != '\0'; at++) {
    if (*at == '"' || *at == '\\')
      g_string_append_printf (out, "\\%c", *at);
    else if (*at == '\n' || *at == '\r')
      g_string_append (out, *at == '\n' ? "\\n" : "\\r");
    else
      g_string_append_c (out, *at);
  }
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

char *
tg_pref_int (int value)
{
  return g_strdup_printf ("%d", value);
}

char *
tg_pref_bool (gboolean value)
{
  return g_strdup (value ? "true" : "false");
}
