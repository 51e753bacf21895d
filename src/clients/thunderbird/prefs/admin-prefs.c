/* admin-prefs.c: prefs that the program's administrator chose: its files of defaults, its configuration script
 * (general.config.filename), and policies.json.  Seen in Thunderbird 153.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <json-glib/json-glib.h>
#include <string.h>

#include "clients/thunderbird/prefs/prefs-scan.h"
#include "clients/thunderbird/prefs/profile-prefs.h"
#include "files/file.h"
#include "files/json.h"

#define FILES_MAX    100
#define FILE_MAX     (4 * 1024 * 1024)
#define POLICIES     "policies.json"
#define CONFIG_NAME  "general.config.filename"
#define CONFIG_SHIFT "general.config.obscure_value"

/* What Thunderbird itself assumes. */
#define DEFAULT_SHIFT 13

/* @over's prefs count before those of @prefs. (transfer full) */
static TgPrefs *
lay_over (TgPrefs *prefs, TgPrefs *over)
{
  tg_prefs_attach (over, NULL, prefs);
  return over;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The .js files of a folder, sorted. */
static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && names->len < FILES_MAX && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".js"))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
read_defaults (const char *program, TgPrefs **above, TgPrefs **below)
{
  static const char *const folders[] = { "pref", "preferences", "syspref" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *folder = g_build_filename (program, "defaults", folders[i], NULL);
    g_autoptr (GPtrArray) files = list_files (folder);

    for (guint k = 0; k < files->len; k++) {
      g_autoptr (GBytes) bytes = tg_file_read_linked (files->pdata[k], FILE_MAX);
      g_autofree char *name = g_path_get_basename (files->pdata[k]);

      if (bytes == NULL)
        continue;
      *below = lay_over (*below, tg_prefs_read (bytes, TG_PREFS_DEFAULTS));
      *above = lay_over (*above, tg_prefs_read (bytes, TG_PREFS_LOCKED));
      tg_prefs_set_source (*above, name);
    }
  }
}

/* What a configuration script calls to set a pref.  "pref" sets the person's own value, at every start. */
static const struct {
  const char *word;
  gboolean is_default;
} calls[] = { { "lockPref", FALSE }, { "pref", FALSE }, { "defaultPref", TRUE } };

/* Behind the word: ("name", value); a value that is worked out is not known to us. */
static void
take_call (TgPrefsCursor cursor, TgPrefs *prefs)
{
  g_autofree char *name = NULL;
  g_autofree char *literal = NULL;

  if (!tg_prefs_skip_space (&cursor) || !tg_prefs_take_char (&cursor, '(') || !tg_prefs_skip_space (&cursor))
    return;
  name = tg_prefs_take_string (&cursor);
  if (name == NULL || !tg_prefs_skip_space (&cursor) || !tg_prefs_take_char (&cursor, ',') || !tg_prefs_skip_space (&cursor))
    return;
  literal = tg_prefs_take_literal (&cursor);
  if (literal != NULL && tg_prefs_skip_space (&cursor) && tg_prefs_take_char (&cursor, ')'))
    tg_prefs_set (prefs, name, literal);
  else
    tg_prefs_set_unknown (prefs, name);
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$' || c == '.';
}

/* Not what the script does, but every pref that it may set. */
static void
read_script (const char *text, gsize length, TgPrefs *above, TgPrefs *below)
{
  TgPrefsCursor cursor = { text, text + length };

  while (tg_prefs_skip_space (&cursor) && cursor.at < cursor.end) {
    const char *word = cursor.at;
    gsize letters;

    if (*cursor.at == '"' || *cursor.at == '\'') {
      g_autofree char *string = tg_prefs_take_string (&cursor);

      cursor.at = MAX (cursor.at, word + 1);
      continue;
    }
    while (cursor.at < cursor.end && is_word (*cursor.at))
      cursor.at++;
    letters = (gsize)(cursor.at - word);
    for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
      if (letters == strlen (calls[i].word) && strncmp (word, calls[i].word, letters) == 0)
        take_call (cursor, calls[i].is_default ? below : above);
    if (letters == 0)
      cursor.at++;
  }
}

static void
read_config (const char *program, TgPrefs **above, TgPrefs **below)
{
  const char *name = tg_prefs_get_string (*below, CONFIG_NAME);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  TgPrefs *locked, *defaults;
  int shift;
  gsize length;

  if (name == NULL)
    name = tg_prefs_get_string (*above, CONFIG_NAME);
  if (name == NULL || strchr (name, '/') != NULL)
    return;
  path = g_build_filename (program, name, NULL);
  bytes = tg_file_read_linked (path, FILE_MAX);
  if (bytes == NULL)
    return;
  if (!tg_prefs_get_int (*above, CONFIG_SHIFT, &shift) && !tg_prefs_get_int (*below, CONFIG_SHIFT, &shift))
    shift = DEFAULT_SHIFT;
  length = g_bytes_get_size (bytes);
  text = g_strndup (g_bytes_get_data (bytes, NULL), length);
  for (gsize i = 0; i < length; i++)
    text[i] = (char)(text[i] - shift);
  locked = tg_prefs_new ();
  defaults = tg_prefs_new ();
  read_script (text, length, locked, defaults);
  tg_prefs_set_source (locked, name);
  *above = lay_over (*above, locked);
  *below = lay_over (*below, defaults);
}

/* (transfer full) (nullable) */
static char *
literal_of (JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
  gint64 number = type == G_TYPE_INT64 ? json_node_get_int (node) : 0;

  if (type == G_TYPE_STRING)
    return tg_pref_quote (json_node_get_string (node));
  if (type == G_TYPE_BOOLEAN)
    return tg_pref_bool (json_node_get_boolean (node));
  return type == G_TYPE_INT64 && number >= G_MININT32 && number <= G_MAXINT32 ? tg_pref_int ((int)number) : NULL;
}

/* { "Value": …, "Status": "default" | "locked" | "user" | "clear" }, or, as it was written before, the value, locked. */
static void
take_policy (const char *name, JsonNode *node, TgPrefs *above, TgPrefs *below)
{
  JsonObject *policy = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *status = policy != NULL ? tg_json_get_string (policy, "Status", "default") : "locked";
  JsonNode *value = policy != NULL ? json_object_get_member (policy, "Value") : node;
  g_autofree char *literal = value != NULL ? literal_of (value) : NULL;

  if (literal != NULL && !g_str_equal (status, "clear"))
    tg_prefs_set (g_str_equal (status, "default") ? below : above, name, literal);
}

static void
read_policies (const char *folder, TgPrefs **above, TgPrefs **below)
{
  g_autofree char *path = g_build_filename (folder, POLICIES, NULL);
  g_autoptr (GBytes) bytes = tg_file_read_linked (path, FILE_MAX);
  g_autoptr (JsonNode) root = bytes != NULL ? tg_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
  JsonObject *policies = root != NULL ? tg_json_get_object (json_node_get_object (root), "policies") : NULL;
  JsonObject *prefs = policies != NULL ? tg_json_get_object (policies, "Preferences") : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  TgPrefs *locked, *defaults;

  if (prefs == NULL)
    return;
  locked = tg_prefs_new ();
  defaults = tg_prefs_new ();
  json_object_iter_init (&iter, prefs);
  while (json_object_iter_next (&iter, &name, &node))
    take_policy (name, node, locked, defaults);
  tg_prefs_set_source (locked, POLICIES);
  *above = lay_over (*above, locked);
  *below = lay_over (*below, defaults);
}

TgPrefs *
tg_admin_prefs_read (const char *program, const char *settings, TgPrefs **below)
{
  TgPrefs *above = tg_prefs_new ();
  g_autofree char *own = g_build_filename (program, "distribution", NULL);
  g_autofree char *computers = settings != NULL ? g_build_filename (settings, "policies", NULL) : NULL;
  g_autofree char *policies = computers != NULL ? g_build_filename (computers, POLICIES, NULL) : NULL;

  *below = tg_prefs_new ();
  read_defaults (program, &above, below);
  read_config (program, &above, below);
  /* One of them is read, the computer's first. */
  read_policies (policies != NULL && g_file_test (policies, G_FILE_TEST_EXISTS) ? computers : own, &above, below);
  return above;
}
