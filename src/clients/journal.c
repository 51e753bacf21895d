/* journal.c: the record of what was changed, so that it can be taken back.
 * One folder a change, 0700, with manifest.json and the files as they were.  Never a password.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "clients/change-private.h"
#include "clients/safe-file.h"

#define SCHEMA 1

char *
tg_journal_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "tegami", "changes", NULL);
}

/* flock() belongs to the open folder, not to the process: it also keeps our own threads apart, and
 * a kill lets it go. */
int
tg_journal_lock (gboolean wait, GError **error)
{
  g_autofree char *root = tg_journal_folder ();
  int fd;

  if (!tg_safe_mkdir (root, TRUE, error))
    return -1;
  fd = open (root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0 && flock (fd, LOCK_EX | (wait ? 0 : LOCK_NB)) == 0)
    return fd;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", root, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

void
tg_journal_unlock (int lock)
{
  if (lock >= 0)
    close (lock);
}

/* Sortable by time, and nothing that could lead out of the journal's folder. */
gboolean
tg_journal_id_is_plausible (const char *id)
{
  return id != NULL && strlen (id) == strlen ("20261121T180000.123456") && strspn (id, "0123456789T.") == strlen (id) && id[0] != '.';
}

char *
tg_journal_begin (char **folder, GError **error)
{
  g_autofree char *root = tg_journal_folder ();

  if (!tg_safe_mkdir (root, TRUE, error))
    return NULL;
  for (;;) {
    g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
    g_autofree char *second = g_date_time_format (now, "%Y%m%dT%H%M%S");
    g_autofree char *id = g_strdup_printf ("%s.%06d", second, g_date_time_get_microsecond (now));
    g_autofree char *path = g_build_filename (root, id, NULL);

    if (g_mkdir (path, 0700) == 0) {
      *folder = g_steal_pointer (&path);
      return g_steal_pointer (&id);
    }
    if (errno != EEXIST) {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
      return NULL;
    }
  }
}

/* The folder holds plain files only; see TgStepClass.plan. */
void
tg_journal_discard (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}

gboolean
tg_journal_write (const char *folder, JsonObject *manifest, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "manifest.json", NULL);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), manifest);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  json_object_set_int_member (manifest, "schema", SCHEMA);
  text = json_to_string (node, TRUE);
  bytes = g_bytes_new (text, strlen (text));
  return tg_safe_replace (path, bytes, error);
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
  static const char *const strings[] = { "id", "state", "title", "program", "where" };
  g_autofree char *path = g_build_filename (folder, "manifest.json", NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = tg_safe_read (path, &local);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *manifest;
  JsonNode *steps;

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (bytes == NULL)
    return unreadable (path, error);
  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), NULL))
    return unreadable (path, error);
  if (json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return unreadable (path, error);
  manifest = json_node_get_object (json_parser_get_root (parser));
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    if (json_object_get_string_member_with_default (manifest, strings[i], NULL) == NULL)
      return unreadable (path, error);
  steps = json_object_get_member (manifest, "steps");
  if (steps == NULL || !JSON_NODE_HOLDS_ARRAY (steps))
    return unreadable (path, error);
  return json_object_ref (manifest);
}

static int
compare_names_backwards (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)b, *(const char *const *)a);
}

GPtrArray *
tg_journal_folders (void)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *root = tg_journal_folder ();
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (tg_journal_id_is_plausible (name))
      g_ptr_array_add (folders, g_build_filename (root, name, NULL));
  g_ptr_array_sort (folders, compare_names_backwards);
  return folders;
}

gboolean
tg_journal_has_state (JsonObject *manifest, const char *state)
{
  return g_str_equal (json_object_get_string_member (manifest, "state"), state);
}

GPtrArray *
tg_journal_list (GError **error)
{
  g_autoptr (GPtrArray) folders = NULL;
  GPtrArray *entries;
  int lock = tg_journal_lock (FALSE, NULL);

  /* Busy: a change is being made just now, and looks after itself. */
  if (lock >= 0)
    tg_journal_recover ();
  tg_journal_unlock (lock);
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_journal_entry_free);
  folders = tg_journal_folders ();
  for (guint i = 0; i < folders->len; i++) {
    g_autoptr (JsonObject) manifest = tg_journal_read (folders->pdata[i], NULL);
    const TgClientClass *klass;
    TgJournalEntry *entry;

    if (manifest == NULL || !tg_journal_has_state (manifest, "done"))
      continue;
    klass = tg_client_class_by_id (json_object_get_string_member (manifest, "program"));
    if (klass == NULL)
      continue;
    entry = g_new0 (TgJournalEntry, 1);
    entry->id = g_path_get_basename (folders->pdata[i]);
    entry->title = g_strdup (json_object_get_string_member (manifest, "title"));
    entry->where = g_strdup (json_object_get_string_member (manifest, "where"));
    entry->with = g_strdup (json_object_get_string_member_with_default (manifest, "with", NULL));
    entry->when = json_object_get_int_member_with_default (manifest, "when", 0);
    entry->program = klass->program;
    g_ptr_array_add (entries, entry);
  }
  return entries;
}

/* What was read is immutable, so this writes a copy. */
gboolean
tg_journal_set_state (const char *folder, JsonObject *manifest, const char *state, GError **error)
{
  g_autoptr (JsonObject) copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, manifest);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (copy, name, json_node_copy (value));
  json_object_set_string_member (copy, "state", state);
  return tg_journal_write (folder, copy, error);
}
