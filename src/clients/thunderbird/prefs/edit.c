/* edit.c: what an edit of a prefs.js changed, and how it is undone when Thunderbird has
 * written the file many times since.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/prefs/edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/thunderbird/moved/rename.h"
#include "files/json.h"

/* Lists and the choice of one of their entries: never put back as a whole. */
static const struct {
  const char *list;
  const char *chosen;
  const char *key; /* of the diff */
} lists[] = {
  { "mail.accountmanager.accounts", "mail.accountmanager.defaultaccount", "account" },
  { "mail.smtpservers", "mail.smtp.defaultserver", "smtp" },
};

#define SERVERS "mail.server."

/* Never undone: Thunderbird gives no number twice. */
#define LAST_KEY "mail.account.lastKey"

static const char *
member (JsonObject *object, const char *name)
{
  return tg_json_get_string (object, name, NULL);
}

static void
set_member (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

/* "mail.server.server3." of "mail.server.server3.port", or NULL. (transfer full) */
static char *
branch_of (const char *name)
{
  static const char *const kinds[] = { "mail.account.account", "mail.server.server", "mail.identity.id", "mail.smtpserver.smtp" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    const char *dot = g_str_has_prefix (name, kinds[i]) ? strchr (name + strlen (kinds[i]), '.') : NULL;

    if (dot != NULL)
      return g_strndup (name, (gsize)(dot + 1 - name));
  }
  return NULL;
}

static void
add_difference (JsonArray *prefs, const char *name, const char *before, const char *after)
{
  JsonObject *difference = json_object_new ();

  set_member (difference, "name", name);
  set_member (difference, "before", before);
  set_member (difference, "after", after);
  json_array_add_object_element (prefs, difference);
}

/* A pref that is there afterwards, and stands in a branch that was not there before. */
static void
note_branch (JsonArray *branches, GHashTable *made, TgPrefs *before, const char *name)
{
  g_autofree char *branch = branch_of (name);
  g_autoptr (GPtrArray) had = branch != NULL ? tg_prefs_names (before, branch) : NULL;

  if (had == NULL || had->len > 0 || g_hash_table_contains (made, branch))
    return;
  json_array_add_string_element (branches, branch);
  g_hash_table_add (made, g_steal_pointer (&branch));
}

static JsonArray *
find_differences (TgPrefs *before, TgPrefs *after, JsonArray *branches)
{
  g_autoptr (GPtrArray) names = tg_prefs_names (after, "");
  g_autoptr (GPtrArray) old_names = tg_prefs_names (before, "");
  g_autoptr (GHashTable) made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *prefs = json_array_new ();

  for (guint i = 0; i < names->len; i++) {
    const char *old = tg_prefs_get (before, names->pdata[i]);
    const char *new = tg_prefs_get (after, names->pdata[i]);

    if (g_strcmp0 (old, new) == 0)
      continue;
    add_difference (prefs, names->pdata[i], old, new);
    note_branch (branches, made, before, names->pdata[i]);
  }
  for (guint i = 0; i < old_names->len; i++)
    if (tg_prefs_get (after, old_names->pdata[i]) == NULL)
      add_difference (prefs, old_names->pdata[i], tg_prefs_get (before, old_names->pdata[i]), NULL);
  return prefs;
}

JsonObject *
tg_thunderbird_diff (TgPrefs *before, TgPrefs *after, const TgThunderbirdEdit *edit)
{
  JsonObject *diff = json_object_new ();
  JsonArray *branches = json_array_new ();
  JsonArray *prefs = find_differences (before, after, branches);
  g_autoptr (GPtrArray) moves = tg_moves_with_return (edit->moves, tg_moves_are_in_prefs, before);

  set_member (diff, "account", edit->keys->account);
  set_member (diff, "server", edit->keys->server);
  set_member (diff, "identity", edit->keys->identity);
  set_member (diff, "smtp", edit->keys->smtp);
  json_object_set_array_member (diff, "made", branches);
  json_object_set_array_member (diff, "prefs", prefs);
  json_object_set_array_member (diff, "moves", tg_moves_to_json (moves));
  return diff;
}

GStrv
tg_thunderbird_subjects (JsonObject *diff, const char *path)
{
  g_autoptr (GStrvBuilder) subjects = g_strv_builder_new ();
  JsonArray *differences = json_object_get_array_member (diff, "prefs");

  for (guint i = 0; i < json_array_get_length (differences); i++) {
    const char *name = member (json_array_get_object_element (differences, i), "name");
    g_autofree char *branch = name != NULL ? branch_of (name) : NULL;
    g_autofree char *subject = branch != NULL ? g_strconcat (path, "\n", branch, NULL) : NULL;

    if (subject != NULL)
      g_strv_builder_add (subjects, subject);
  }
  return g_strv_builder_end (subjects);
}

static gboolean
was_made (JsonObject *diff, const char *branch)
{
  JsonArray *made = json_object_get_array_member (diff, "made");

  for (guint i = 0; branch != NULL && i < json_array_get_length (made); i++)
    if (g_strcmp0 (json_array_get_string_element (made, i), branch) == 0)
      return TRUE;
  return FALSE;
}

/* The branch of one of the diff's own keys, where the edit made it; else NULL. (transfer full) */
static char *
made_branch (JsonObject *diff, const char *kind, const char *key)
{
  g_autofree char *branch = member (diff, key) != NULL ? g_strdup_printf ("mail.%s.%s.", kind, member (diff, key)) : NULL;

  return was_made (diff, branch) ? g_steal_pointer (&branch) : NULL;
}

/* Whether this pref still holds what the edit wrote; a pref that it did not write does. */
static gboolean
still_ours (TgPrefs *prefs, JsonObject *diff, const char *branch, const char *suffix)
{
  g_autofree char *name = g_strconcat (branch, suffix, NULL);
  JsonArray *differences = json_object_get_array_member (diff, "prefs");

  for (guint i = 0; i < json_array_get_length (differences); i++) {
    JsonObject *difference = json_array_get_object_element (differences, i);

    if (g_strcmp0 (member (difference, "name"), name) == 0)
      return g_strcmp0 (member (difference, "after"), tg_prefs_get (prefs, name)) == 0;
  }
  return TRUE;
}

static void
remove_branch (TgPrefs *prefs, const char *branch)
{
  g_autoptr (GPtrArray) names = NULL;

  for (;;) {
    g_clear_pointer (&names, g_ptr_array_unref);
    names = tg_prefs_names (prefs, branch);
    if (names->len == 0)
      return;
    tg_prefs_remove (prefs, names->pdata[0]);
  }
}

/* Takes @key out of the list, and out of the choice where it was chosen. */
static void
remove_from_list (TgPrefs *prefs, gsize which, const char *key)
{
  g_auto (GStrv) entries = tg_pref_list (prefs, lists[which].list);
  g_autoptr (GString) kept = g_string_new (NULL);
  g_autofree char *literal = NULL;
  const char *chosen = tg_prefs_get_string (prefs, lists[which].chosen);

  for (gsize i = 0; entries[i] != NULL; i++)
    if (!g_str_equal (entries[i], key))
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? "," : "", entries[i]);
  literal = tg_pref_quote (kept->str);
  if (kept->len > 0)
    tg_prefs_set (prefs, lists[which].list, literal);
  else
    tg_prefs_remove (prefs, lists[which].list);
  if (g_strcmp0 (chosen, key) == 0)
    tg_prefs_remove (prefs, lists[which].chosen);
}

/* The account that the edit made.  Gone already is as good. */
static gboolean
take_back_account (TgPrefs *prefs, JsonObject *diff, GError **error)
{
  static const char *const marks[] = { "type", "hostname", "userName" };
  g_autofree char *account = made_branch (diff, "account", "account");
  g_autofree char *server = made_branch (diff, "server", "server");
  g_autofree char *identity = made_branch (diff, "identity", "identity");
  g_autoptr (GPtrArray) present = account != NULL ? tg_prefs_names (prefs, account) : NULL;
  gboolean ours = TRUE;

  if (present == NULL || present->len == 0)
    return TRUE;
  ours = still_ours (prefs, diff, account, "server");
  for (gsize i = 0; server != NULL && i < G_N_ELEMENTS (marks); i++)
    ours = ours && still_ours (prefs, diff, server, marks[i]);
  if (!ours) {
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED,
                         _ ("This account has since been changed in Thunderbird. Remove it in Thunderbird’s own account settings."));
    return FALSE;
  }
  remove_branch (prefs, account);
  if (server != NULL)
    remove_branch (prefs, server);
  if (identity != NULL)
    remove_branch (prefs, identity);
  remove_from_list (prefs, 0, member (diff, "account"));
  return TRUE;
}

static gboolean
is_sent_through (TgPrefs *prefs, const char *smtp)
{
  g_autoptr (GPtrArray) names = tg_prefs_names (prefs, "mail.identity.");

  for (guint i = 0; i < names->len; i++)
    if (g_str_has_suffix (names->pdata[i], ".smtpServer") && g_strcmp0 (tg_prefs_get_string (prefs, names->pdata[i]), smtp) == 0)
      return TRUE;
  return FALSE;
}

void
tg_thunderbird_take_back_smtp (TgPrefs *prefs, JsonObject *diff)
{
  g_autofree char *branch = made_branch (diff, "smtpserver", "smtp");

  if (branch == NULL || is_sent_through (prefs, member (diff, "smtp")))
    return;
  if (!still_ours (prefs, diff, branch, "hostname") || !still_ours (prefs, diff, branch, "username"))
    return;
  remove_branch (prefs, branch);
  remove_from_list (prefs, 1, member (diff, "smtp"));
}

/* Lists are handled entry by entry, new branches as a whole. */
static gboolean
is_plain_value (JsonObject *diff, const char *name)
{
  g_autofree char *branch = branch_of (name);

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (name, lists[i].list) || g_str_equal (name, lists[i].chosen))
      return FALSE;
  return !g_str_equal (name, LAST_KEY) && !g_str_equal (name, "mail.accountmanager.localfoldersserver") && !was_made (diff, branch);
}

/* Whether it has got another server or user since, and so is another account: nothing of the former would fit it. */
static gboolean
is_another_now (TgPrefs *prefs, JsonObject *diff, const char *server)
{
  static const char *const suffixes[] = { "hostname", "userName" };
  JsonArray *differences = json_object_get_array_member (diff, "prefs");
  g_autoptr (GString) mark = g_string_new (NULL);

  for (guint i = 0; server != NULL && i < json_array_get_length (differences); i++) {
    JsonObject *difference = json_array_get_object_element (differences, i);
    const char *name = member (difference, "name");

    for (gsize k = 0; k < G_N_ELEMENTS (suffixes); k++) {
      const char *now = tg_prefs_get (prefs, tg_pref_name (mark, "server", server, suffixes[k]));

      if (now != NULL && g_strcmp0 (name, mark->str) == 0 && g_strcmp0 (now, member (difference, "before")) != 0 &&
          g_strcmp0 (now, member (difference, "after")) != 0)
        return TRUE;
    }
  }
  return FALSE;
}

/* Of "mail.server.server3.port", where that account is another one now. */
static gboolean
is_of_another (TgPrefs *prefs, JsonObject *diff, const char *name)
{
  const char *key = g_str_has_prefix (name, SERVERS) ? name + strlen (SERVERS) : NULL;
  g_autofree char *server = key != NULL ? g_strndup (key, strcspn (key, ".")) : NULL;

  return is_another_now (prefs, diff, server);
}

static gboolean
is_left (GError **error, const char *sentence)
{
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED, sentence);
  return FALSE;
}

/* Values of an account that was there before: back to what they were, where they are ours still. */
static gboolean
take_back_values (TgPrefs *prefs, JsonObject *diff, GError **error)
{
  JsonArray *differences = json_object_get_array_member (diff, "prefs");
  guint wanted = 0, done = 0;

  if (is_another_now (prefs, diff, member (diff, "server")))
    return is_left (error, _ ("In Thunderbird, this account has since been given another server or user name, so it stays as it is."));
  for (guint i = 0; i < json_array_get_length (differences); i++) {
    JsonObject *difference = json_array_get_object_element (differences, i);
    const char *name = member (difference, "name");
    const char *before = member (difference, "before");
    const char *now = name != NULL ? tg_prefs_get (prefs, name) : NULL;

    if (name == NULL || !is_plain_value (diff, name) || is_of_another (prefs, diff, name))
      continue;
    wanted++;
    if (g_strcmp0 (now, before) == 0)
      done++; /* undone already, by hand or by an undo that was killed */
    else if (g_strcmp0 (now, member (difference, "after")) == 0) {
      if (before == NULL)
        tg_prefs_remove (prefs, name);
      else if (tg_pref_is_literal (before))
        tg_prefs_set (prefs, name, before);
      done++;
    }
  }
  if (wanted > 0 && done == 0)
    return is_left (error, _ ("Everything that Tegami changed in this account has since been changed again, so it stays as it is."));
  return TRUE;
}

gboolean
tg_thunderbird_take_back (TgPrefs *prefs, JsonObject *diff, GError **error)
{
  g_autoptr (GPtrArray) moves = tg_moves_from_json (tg_json_get_array (diff, "moves")); /* version 0.1.0 wrote none */

  if (!take_back_account (prefs, diff, error) || !take_back_values (prefs, diff, error))
    return FALSE;
  tg_moves_rename_prefs_back (prefs, moves); /* folders that were chosen since */
  tg_thunderbird_take_back_smtp (prefs, diff);
  return TRUE;
}

gboolean
tg_thunderbird_holds (TgPrefs *prefs, JsonObject *diff)
{
  JsonArray *differences = json_object_get_array_member (diff, "prefs");

  for (guint i = 0; i < json_array_get_length (differences); i++) {
    JsonObject *difference = json_array_get_object_element (differences, i);
    const char *name = member (difference, "name");

    if (name == NULL || g_strcmp0 (tg_prefs_get (prefs, name), member (difference, "after")) != 0)
      return FALSE;
  }
  return TRUE;
}

char *
tg_thunderbird_lines (JsonObject *diff, const char *side)
{
  JsonArray *differences = json_object_get_array_member (diff, "prefs");
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (differences); i++) {
    JsonObject *difference = json_array_get_object_element (differences, i);

    if (member (difference, side) != NULL)
      g_string_append_printf (lines, "%s%s = %s", lines->len > 0 ? "\n" : "", member (difference, "name"), member (difference, side));
  }
  return lines->len > 0 ? g_string_free (g_steal_pointer (&lines), FALSE) : NULL;
}
