/* journal-state.c: how far a change has come, as the name of an empty file in its folder: one rename, for which even a full
 * disk has room, takes it on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>

#include "files/json.h"

#define PREFIX "state-"

static const char *const names[TG_N_STATES] = {
  [TG_STATE_PENDING] = "pending", [TG_STATE_FAILED] = "failed", [TG_STATE_DONE] = "done",
  [TG_STATE_UNDOING] = "undoing", [TG_STATE_UNDONE] = "undone",
};

static gboolean
fail (const char *path, GError **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
  return FALSE;
}

/* The name of that file; NULL in the folder of a change by version 0.1.0, whose manifest says it. (transfer full) (nullable) */
static char *
file_in (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, PREFIX))
      return g_strdup (name);
  return NULL;
}

static gboolean
create (const char *path, GError **error)
{
  TG_AUTO_FD fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  return fd >= 0 || fail (path, error);
}

gboolean
tg_journal_set_state (const char *folder, TgJournalState state, GError **error)
{
  g_autofree char *former = file_in (folder);
  g_autofree char *from = former != NULL ? g_build_filename (folder, former, NULL) : NULL;
  g_autofree char *stamp = state == TG_STATE_UNDONE ? tg_journal_stamp () : NULL;
  g_autofree char *name = g_strconcat (PREFIX, names[state], stamp != NULL ? "-" : NULL, stamp, NULL);
  g_autofree char *to = g_build_filename (folder, name, NULL);

  if (from == NULL ? !create (to, error) : g_rename (from, to) != 0 && !fail (to, error))
    return FALSE;
  if (tg_file_sync_name (to, error))
    return TRUE;
  /* What is told as failed must not go on at the next start. */
  if (from != NULL)
    g_rename (to, from);
  return FALSE;
}

/* What was read is immutable. */
static JsonObject *
copy_of (JsonObject *manifest)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, manifest);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (copy, name, json_node_copy (value));
  return copy;
}

JsonObject *
tg_journal_with_state (const char *folder, JsonObject *manifest)
{
  g_autofree char *file = file_in (folder);
  g_auto (GStrv) parts = file != NULL ? g_strsplit (file + strlen (PREFIX), "-", 2) : NULL;
  JsonObject *copy = copy_of (manifest);

  if (parts != NULL && parts[0] != NULL)
    json_object_set_string_member (copy, "state", parts[0]);
  if (parts != NULL && parts[0] != NULL && parts[1] != NULL)
    json_object_set_string_member (copy, "undone", parts[1]);
  return copy;
}

gboolean
tg_journal_has_state (JsonObject *manifest, TgJournalState state)
{
  return g_str_equal (tg_json_get_string (manifest, "state", ""), names[state]);
}

gboolean
tg_journal_stands (JsonObject *manifest)
{
  return tg_journal_has_state (manifest, TG_STATE_DONE) || tg_journal_has_state (manifest, TG_STATE_UNDOING);
}

gboolean
tg_journal_is_unfinished (JsonObject *manifest)
{
  return tg_journal_has_state (manifest, TG_STATE_PENDING) || tg_journal_has_state (manifest, TG_STATE_FAILED) ||
         tg_journal_has_state (manifest, TG_STATE_UNDOING);
}
