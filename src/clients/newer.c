/* newer.c: what stands on a change: newer ones of the same servers, folders or passwords.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/journal.h"
#include "files/json.h"
#include "model/text/text.h"

/* All subjects of a change. (transfer full): of char* */
static GHashTable *
subjects_of (JsonObject *manifest)
{
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *steps = json_object_get_array_member (manifest, "steps");

  for (guint i = 0; i < json_array_get_length (steps); i++) {
    const TgStepClass *step;
    JsonObject *record;
    g_auto (GStrv) names = NULL;

    if (!tg_change_read_step (manifest, i, &step, &record) || step->subjects == NULL)
      continue;
    names = step->subjects (record);
    for (guint k = 0; names[k] != NULL; k++)
      g_hash_table_add (all, g_strdup (names[k]));
  }
  return all;
}

static gboolean
have_one_in_common (GHashTable *one, GHashTable *two)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, one);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_hash_table_contains (two, name))
      return TRUE;
  return FALSE;
}

static gboolean
is_of_one_program (JsonObject *one, JsonObject *two)
{
  return g_str_equal (json_object_get_string_member (one, "program"), json_object_get_string_member (two, "program"));
}

gboolean
tg_change_is_uppermost (JsonObject *manifest, GError **error)
{
  g_autoptr (GHashTable) own = subjects_of (manifest);
  g_autoptr (GPtrArray) ids = tg_journal_ids (); /* the newest first */
  const char *id = json_object_get_string_member (manifest, "id");

  for (guint i = 0; i < ids->len && strcmp (ids->pdata[i], id) > 0; i++) {
    g_autofree char *folder = tg_journal_folder (ids->pdata[i]);
    g_autoptr (JsonObject) newer = tg_journal_read (folder, NULL);
    g_autoptr (GHashTable) its = newer != NULL ? subjects_of (newer) : NULL;
    g_autofree char *when = NULL;

    if (its == NULL || !tg_journal_stands (newer) || !is_of_one_program (newer, manifest) || !have_one_in_common (own, its))
      continue;
    when = tg_text_minute (tg_json_get_int (newer, "when", 0));
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED,
                 /* TRANSLATORS: a change, and when it was made: "taro@example.jp in Thunderbird", "29 November 2026, 14:05" */
                 _ ("A newer change of the same account stands on this one: %s (%s). Undo that one first."),
                 json_object_get_string_member (newer, "title"), when);
    return FALSE;
  }
  return TRUE;
}
