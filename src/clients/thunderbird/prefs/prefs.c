/* prefs.c: prefs.js as a list of statements, each with the bytes in front of it, so that what is
 * not edited comes out byte for byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/prefs/prefs.h"

#include <string.h>

#include "clients/thunderbird/prefs/prefs-private.h"
#include "clients/thunderbird/prefs/prefs-scan.h"

static void
statement_free (TgPrefsStatement *self)
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
  g_hash_table_unref (self->set);
  g_free (self->rest);
  g_free (self->source);
  tg_prefs_free (self->above);
  tg_prefs_free (self->below);
  g_free (self);
}

TgPrefs *
tg_prefs_empty (void)
{
  TgPrefs *self = g_new0 (TgPrefs, 1);

  self->statements = g_ptr_array_new_with_free_func ((GDestroyNotify)statement_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rest = g_strdup ("");
  self->line_end = "\n";
  return self;
}

TgPrefs *
tg_prefs_new (void)
{
  TgPrefs *self = tg_prefs_empty ();

  g_free (self->rest);
  self->rest = g_strdup ("// Mozilla User Preferences\n\n");
  return self;
}

void
tg_prefs_statement_set (TgPrefsStatement *statement, const char *literal)
{
  TgPrefsCursor cursor = { literal, literal + strlen (literal) };

  g_free (statement->literal);
  g_free (statement->text);
  statement->literal = g_strdup (literal);
  statement->text = tg_prefs_take_string (&cursor);
}

GBytes *
tg_prefs_to_bytes (TgPrefs *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->statements->len; i++) {
    TgPrefsStatement *statement = self->statements->pdata[i];

    g_string_append (out, statement->lead);
    g_string_append (out, statement->head);
    g_string_append (out, statement->value);
    g_string_append (out, statement->tail);
  }
  g_string_append (out, self->rest);
  return g_string_free_to_bytes (out);
}

void
tg_prefs_attach (TgPrefs *self, TgPrefs *above, TgPrefs *below)
{
  g_clear_pointer (&self->above, tg_prefs_free);
  g_clear_pointer (&self->below, tg_prefs_free);
  self->above = above;
  self->below = below;
}

void
tg_prefs_set_source (TgPrefs *self, const char *source)
{
  g_free (self->source);
  self->source = g_strdup (source);
}

const char *
tg_prefs_source_of (TgPrefs *self, const char *name)
{
  const char *source = self->above != NULL ? tg_prefs_source_of (self->above, name) : NULL;

  if (source != NULL || g_hash_table_contains (self->by_name, name))
    return source != NULL ? source : self->source;
  return self->below != NULL ? tg_prefs_source_of (self->below, name) : NULL;
}

static const TgPrefsStatement *
find (TgPrefs *self, const char *name)
{
  const TgPrefsStatement *over = self->above != NULL ? find (self->above, name) : NULL;
  const TgPrefsStatement *own = g_hash_table_lookup (self->by_name, name);

  /* What only the program can work out is best guessed by what it was before. */
  if (over != NULL && *over->literal != '\0')
    return over;
  if (own == NULL && self->below != NULL)
    own = find (self->below, name);
  return own != NULL ? own : over;
}

const char *
tg_prefs_get_above (TgPrefs *self, const char *name)
{
  const TgPrefsStatement *statement = self->above != NULL ? find (self->above, name) : NULL;

  return statement != NULL ? statement->literal : NULL;
}

const char *
tg_prefs_get (TgPrefs *self, const char *name)
{
  const TgPrefsStatement *statement = find (self, name);

  return statement != NULL ? statement->literal : NULL;
}

const char *
tg_prefs_get_string (TgPrefs *self, const char *name)
{
  const TgPrefsStatement *statement = find (self, name);

  return statement != NULL ? statement->text : NULL;
}

gboolean
tg_prefs_get_bool (TgPrefs *self, const char *name, gboolean *value)
{
  const char *literal = tg_prefs_get (self, name);

  *value = g_strcmp0 (literal, "true") == 0;
  return *value || g_strcmp0 (literal, "false") == 0;
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

/* At the end, where Thunderbird sorts it in at its next exit. */
static void
append_statement (TgPrefs *self, const char *name, const char *literal)
{
  g_autofree char *quoted = tg_pref_quote (name);
  TgPrefsStatement *statement = g_new0 (TgPrefsStatement, 1);
  gsize length = strlen (self->rest);
  gboolean fresh_line = length > 0 ? self->rest[length - 1] == '\n' : self->statements->len == 0;

  statement->lead = g_strconcat (self->rest, fresh_line ? "" : self->line_end, NULL);
  statement->head = g_strdup_printf ("user_pref(%s, ", quoted);
  statement->value = g_strdup (literal);
  statement->tail = g_strdup (");");
  statement->name = g_strdup (name);
  tg_prefs_statement_set (statement, literal);
  g_ptr_array_add (self->statements, statement);
  g_hash_table_replace (self->by_name, statement->name, statement);
  g_free (self->rest);
  self->rest = g_strdup (self->line_end);
}

void
tg_prefs_set (TgPrefs *self, const char *name, const char *literal)
{
  TgPrefsStatement *statement = g_hash_table_lookup (self->by_name, name);

  g_return_if_fail (tg_pref_is_literal (literal));
  g_hash_table_add (self->set, g_strdup (name));
  if (statement == NULL) {
    append_statement (self, name, literal);
    return;
  }
  if (g_str_equal (statement->literal, literal))
    return;
  g_free (statement->value);
  statement->value = g_strdup (literal);
  tg_prefs_statement_set (statement, literal);
}

void
tg_prefs_set_unknown (TgPrefs *self, const char *name)
{
  TgPrefsStatement *statement;

  tg_prefs_set (self, name, "0");
  statement = g_hash_table_lookup (self->by_name, name);
  g_clear_pointer (&statement->text, g_free);
  g_free (statement->literal);
  statement->literal = g_strdup ("");
}

/* The statement goes, and with it the line end behind it where it had a line to itself. */
static void
drop_statement (TgPrefs *self, guint i)
{
  TgPrefsStatement *gone = self->statements->pdata[i];
  char **after = i + 1 < self->statements->len ? &((TgPrefsStatement *)self->statements->pdata[i + 1])->lead : &self->rest;
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
    if (g_strcmp0 (((TgPrefsStatement *)self->statements->pdata[i - 1])->name, copy) == 0)
      drop_statement (self, i - 1);
}

static void
add_names (TgPrefs *self, const char *prefix, GHashTable *seen, GPtrArray *names)
{
  for (guint i = 0; i < self->statements->len; i++) {
    const TgPrefsStatement *statement = self->statements->pdata[i];

    /* The last of a name is the one that counts. */
    if (statement->name != NULL && g_str_has_prefix (statement->name, prefix) &&
        g_hash_table_lookup (self->by_name, statement->name) == statement && g_hash_table_add (seen, statement->name))
      g_ptr_array_add (names, statement->name);
  }
  if (self->above != NULL)
    add_names (self->above, prefix, seen, names);
  if (self->below != NULL)
    add_names (self->below, prefix, seen, names);
}

GPtrArray *
tg_prefs_names (TgPrefs *self, const char *prefix)
{
  GPtrArray *names = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  add_names (self, prefix, seen, names);
  return names;
}

GPtrArray *
tg_prefs_overridden (TgPrefs *self)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; self->above != NULL && i < self->statements->len; i++) {
    const TgPrefsStatement *own = self->statements->pdata[i];
    const TgPrefsStatement *other =
        own->name != NULL && g_hash_table_contains (self->set, own->name) ? find (self->above, own->name) : NULL;

    if (other != NULL && g_hash_table_lookup (self->by_name, own->name) == own && strcmp (own->literal, other->literal) != 0)
      g_ptr_array_add (names, own->name);
  }
  return names;
}
