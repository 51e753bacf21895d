/* journal.c: the record of what was changed, so that it can be undone.  One folder a change, 0700, with
 * manifest.json and the files as they were.  Never a password.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/journal.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "clients/client-class.h"
#include "files/blocking.h"
#include "files/json.h"

#define SCHEMA       2
#define MANIFEST     "manifest.json"
#define PLANNED      "planned-"
#define PLACE_DIGITS 16

/* What everything is below. */
static char *
root (void)
{
  return g_build_filename (g_get_user_data_dir (), "tegami", "changes", NULL);
}

/* A place's name in the names of our own files. */
static char *
place_name (const char *program, const char *where)
{
  g_autofree char *whole = g_strconcat (program, "\n", where, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);

  return g_strndup (digest, PLACE_DIGITS);
}

static int
lock_place (const char *name, gboolean wait, GError **error)
{
  g_autofree char *folder = root ();
  g_autofree char *path = g_strconcat (folder, G_DIR_SEPARATOR_S, name, ".lock", NULL);

  return tg_file_make_folder (folder, TRUE, error) ? tg_file_lock (path, wait, error) : -1;
}

int
tg_journal_lock (const char *program, const char *where, gboolean wait, GError **error)
{
  g_autofree char *name = place_name (program, where);

  return lock_place (name, wait, error);
}

int
tg_journal_lock_of (JsonObject *manifest, gboolean wait, GError **error)
{
  return tg_journal_lock (json_object_get_string_member (manifest, "program"), json_object_get_string_member (manifest, "where"), wait,
                          error);
}

/* Sortable by time, and nothing that could lead out of the journal's folder. */
static gboolean
is_id (const char *id)
{
  return id != NULL && strlen (id) == strlen ("20261121T180000.123456") && strspn (id, "0123456789T.") == strlen (id) && id[0] != '.';
}

char *
tg_journal_folder (const char *id)
{
  g_autofree char *folder = root ();

  return is_id (id) ? g_build_filename (folder, id, NULL) : NULL;
}

static gboolean
fail (const char *path, GError **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
  return FALSE;
}

char *
tg_journal_plan (const char *program, const char *where, GError **error)
{
  g_autofree char *folder = root ();
  g_autofree char *name = place_name (program, where);
  g_autofree char *path = g_strconcat (folder, G_DIR_SEPARATOR_S PLANNED, name, NULL);

  tg_file_remove_flat (path, NULL); /* of a process that was killed while it planned */
  return g_mkdir (path, 0700) == 0 || fail (path, error) ? g_steal_pointer (&path) : NULL;
}

static gboolean
write_manifest (const char *folder, JsonObject *manifest, GError **error)
{
  g_autofree char *path = g_build_filename (folder, MANIFEST, NULL);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), manifest);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  json_object_set_int_member (manifest, "schema", SCHEMA);
  text = json_to_string (node, TRUE);
  bytes = g_bytes_new (text, strlen (text));
  return tg_file_replace (path, bytes, error);
}

char *
tg_journal_stamp (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *second = g_date_time_format (now, "%Y%m%dT%H%M%S");

  return g_strdup_printf ("%s.%06d", second, g_date_time_get_microsecond (now));
}

char *
tg_journal_begin (const char *planned, JsonObject *manifest, char **folder, GError **error)
{
  if (!tg_journal_set_state (planned, TG_STATE_PENDING, error))
    return NULL;
  for (;;) {
    g_autofree char *id = tg_journal_stamp ();
    g_autofree char *path = tg_journal_folder (id);

    json_object_set_string_member (manifest, "id", id);
    if (!write_manifest (planned, manifest, error))
      return NULL;
    /* The folder of another change is not replaced: it is not empty. */
    if (g_rename (planned, path) == 0) {
      *folder = g_steal_pointer (&path);
      return tg_file_sync_name (*folder, error) ? g_steal_pointer (&id) : NULL;
    }
    if (errno != EEXIST && errno != ENOTEMPTY) {
      fail (path, error);
      return NULL;
    }
  }
}

static JsonObject *
unreadable (const char *path, GError **error)
{
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE, _ ("The record of this change (%s) cannot be read."), path);
  return NULL;
}

JsonObject *
tg_journal_read (const char *folder, GError **error)
{
  static const char *const strings[] = { "id", "title", "program", "where" };
  g_autofree char *path = g_build_filename (folder, MANIFEST, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *manifest;

  if (!tg_file_read (path, TG_FILE_MAX, &bytes, error))
    return NULL;
  root = bytes != NULL ? tg_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
  if (root == NULL)
    return unreadable (path, error);
  manifest = json_node_get_object (root);
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    if (tg_json_get_string (manifest, strings[i], NULL) == NULL)
      return unreadable (path, error);
  if (tg_json_get_array (manifest, "steps") == NULL)
    return unreadable (path, error);
  return tg_journal_with_state (folder, manifest);
}

static int
compare_backwards (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)b, *(const char *const *)a);
}

GPtrArray *
tg_journal_ids (void)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = root ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_id (name))
      g_ptr_array_add (ids, g_strdup (name));
  g_ptr_array_sort (ids, compare_backwards);
  return ids;
}

GPtrArray *
tg_journal_undone (const char *id)
{
  GPtrArray *undone = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) ids = tg_journal_ids ();

  for (guint i = 0; i < ids->len; i++) {
    g_autofree char *folder = tg_journal_folder (ids->pdata[i]);
    g_autoptr (JsonObject) manifest = tg_journal_read (folder, NULL);

    if (manifest != NULL && tg_journal_has_state (manifest, TG_STATE_UNDONE) &&
        (g_str_equal (ids->pdata[i], id) || g_strcmp0 (tg_json_get_string (manifest, "with", NULL), id) == 0))
      g_ptr_array_add (undone, g_strdup (ids->pdata[i]));
  }
  return undone;
}

/* @stamp: as tg_journal_stamp() gives it.  0 where it makes no sense. */
static gint64
time_of (const char *stamp)
{
  g_autofree char *text = g_strndup (stamp, strcspn (stamp, "."));
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

/* NULL where it was never made, or no mail program of ours is in it; and, without @undone, where it does not stand. */
static TgJournalEntry *
read_entry (const char *id, gboolean undone)
{
  g_autofree char *folder = tg_journal_folder (id);
  g_autoptr (JsonObject) manifest = tg_journal_read (folder, NULL);
  const TgClientClass *klass = manifest != NULL ? tg_client_class_by_id (json_object_get_string_member (manifest, "program")) : NULL;
  TgJournalEntry *entry;

  if (klass == NULL || !(tg_journal_stands (manifest) || (undone && tg_journal_has_state (manifest, TG_STATE_UNDONE))))
    return NULL;
  entry = g_new0 (TgJournalEntry, 1);
  entry->id = g_strdup (id);
  entry->title = g_strdup (json_object_get_string_member (manifest, "title"));
  entry->where = g_strdup (json_object_get_string_member (manifest, "where"));
  entry->with = g_strdup (tg_json_get_string (manifest, "with", NULL));
  entry->when = tg_json_get_int (manifest, "when", 0);
  entry->program = klass->program;
  if (!tg_journal_stands (manifest))
    entry->undone = MAX (time_of (tg_json_get_string (manifest, "undone", "")), entry->when);
  return entry;
}

static GPtrArray *
read_entries (gboolean undone)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_journal_entry_free);
  g_autoptr (GPtrArray) ids = NULL;

  tg_assert_may_block ();
  tg_journal_recover_all ();
  ids = tg_journal_ids ();
  for (guint i = 0; i < ids->len; i++) {
    TgJournalEntry *entry = read_entry (ids->pdata[i], undone);

    if (entry != NULL)
      g_ptr_array_add (entries, entry);
  }
  return entries;
}

GPtrArray *
tg_journal_list (GError **error)
{
  return read_entries (FALSE);
}

GPtrArray *
tg_journal_history (GError **error)
{
  return read_entries (TRUE);
}

/* Looked at again under the lock: another process may have begun to undo it. */
static gboolean
is_at_rest (const char *folder)
{
  g_autoptr (JsonObject) manifest = tg_journal_read (folder, NULL);

  return manifest == NULL || !tg_journal_is_unfinished (manifest);
}

/* An undone change has nothing elsewhere any more. */
static gboolean
forget_steps (JsonObject *manifest)
{
  return !tg_journal_has_state (manifest, TG_STATE_DONE) || tg_change_forget_steps (manifest);
}

/* A profile that version 0.1.0 put aside when it undid the change, with the address book and the keys that the person
 * has put into it: no copy. */
static gboolean
holds_a_profile (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "profile", NULL);

  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

void
tg_journal_forget (const char *id)
{
  g_autofree char *folder = tg_journal_folder (id);
  g_autoptr (JsonObject) manifest = folder != NULL ? tg_journal_read (folder, NULL) : NULL;
  TG_AUTO_FD lock = manifest != NULL ? tg_journal_lock_of (manifest, FALSE, NULL) : -1;

  /* One that cannot be read cannot be undone either. */
  if (folder != NULL && !holds_a_profile (folder) && (manifest == NULL || (lock >= 0 && is_at_rest (folder) && forget_steps (manifest))))
    tg_file_remove_tree (folder);
}

void
tg_journal_sweep (void)
{
  g_autofree char *folder = root ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    TG_AUTO_FD lock = g_str_has_prefix (name, PLANNED) ? lock_place (name + strlen (PLANNED), FALSE, NULL) : -1;
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (lock >= 0)
      tg_file_remove_flat (path, NULL);
  }
}
