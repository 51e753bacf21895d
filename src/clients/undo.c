/* undo.c: takes a change back from its record alone, and completes or takes back what a killed
 * process left pending.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/change-private.h"

static const TgStepClass *
find_step_class (const TgClientClass *klass, const char *id)
{
  for (gsize i = 0; klass->steps[i] != NULL; i++)
    if (g_strcmp0 (klass->steps[i]->id, id) == 0)
      return klass->steps[i];
  return NULL;
}

/* What one element of "steps" says, or FALSE. */
static gboolean
read_step (const TgClientClass *klass, JsonArray *steps, guint i, const TgStepClass **step, JsonObject **record)
{
  JsonNode *node = json_array_get_element (steps, i);
  JsonNode *inner;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  *step = find_step_class (klass, json_object_get_string_member_with_default (json_node_get_object (node), "class", NULL));
  inner = json_object_get_member (json_node_get_object (node), "record");
  *record = inner != NULL && JSON_NODE_HOLDS_OBJECT (inner) ? json_node_get_object (inner) : NULL;
  return *step != NULL && *record != NULL;
}

static gboolean
undo_steps (const char *folder, JsonObject *manifest, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  const TgClientClass *klass = tg_client_class_by_id (json_object_get_string_member (manifest, "program"));
  JsonArray *steps = json_object_get_array_member (manifest, "steps");

  for (guint i = json_array_get_length (steps); i > 0; i--) {
    const TgStepClass *step;
    JsonObject *record;

    if (klass == NULL || !read_step (klass, steps, i - 1, &step, &record)) {
      g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE, _ ("The record of this change (%s) cannot be read."), folder);
      return FALSE;
    }
    if (!step->undo (record, folder, rolling_back, cancellable, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
all_in_place (JsonObject *manifest)
{
  const TgClientClass *klass = tg_client_class_by_id (json_object_get_string_member (manifest, "program"));
  JsonArray *steps = json_object_get_array_member (manifest, "steps");

  for (guint i = 0; i < json_array_get_length (steps); i++) {
    const TgStepClass *step;
    JsonObject *record;

    if (!read_step (klass, steps, i, &step, &record) || !step->in_place (record, NULL))
      return FALSE;
  }
  return TRUE;
}

static void
recover_one (const char *folder, JsonObject *manifest)
{
  const TgClientClass *klass = tg_client_class_by_id (json_object_get_string_member (manifest, "program"));
  gpointer handle = NULL;

  if (klass == NULL || (klass->lock != NULL && !klass->lock (json_object_get_string_member (manifest, "where"), &handle, NULL)))
    return;
  if (all_in_place (manifest))
    tg_journal_set_state (folder, manifest, "done", NULL);
  else if (undo_steps (folder, manifest, TRUE, NULL, NULL))
    tg_journal_set_state (folder, manifest, "undone", NULL);
  if (klass->unlock != NULL)
    klass->unlock (handle);
}

void
tg_journal_recover (void)
{
  g_autoptr (GPtrArray) folders = tg_journal_folders ();

  for (guint i = 0; i < folders->len; i++) {
    g_autofree char *path = g_build_filename (folders->pdata[i], "manifest.json", NULL);
    g_autoptr (JsonObject) manifest = tg_journal_read (folders->pdata[i], NULL);

    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      tg_journal_discard (folders->pdata[i]); /* killed before anything was written */
    else if (manifest != NULL && tg_journal_has_state (manifest, "pending"))
      recover_one (folders->pdata[i], manifest);
  }
}

gboolean
tg_change_roll_back (const char *folder, JsonObject *manifest, GError **error)
{
  return undo_steps (folder, manifest, TRUE, NULL, error) && tg_journal_set_state (folder, manifest, "undone", error);
}

static gboolean
undo_locked (const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) manifest = tg_journal_read (folder, error);
  const TgClientClass *klass;
  gpointer handle = NULL;
  gboolean undone;

  if (manifest == NULL)
    return FALSE;
  if (!tg_journal_has_state (manifest, "done")) {
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("This change has already been undone."));
    return FALSE;
  }
  klass = tg_client_class_by_id (json_object_get_string_member (manifest, "program"));
  if (klass != NULL && klass->lock != NULL && !klass->lock (json_object_get_string_member (manifest, "where"), &handle, error))
    return FALSE;
  undone = undo_steps (folder, manifest, FALSE, cancellable, error) && tg_journal_set_state (folder, manifest, "undone", error);
  if (klass != NULL && klass->unlock != NULL)
    klass->unlock (handle);
  return undone;
}

gboolean
tg_journal_undo_sync (const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *root = tg_journal_folder ();
  g_autofree char *folder = NULL;
  gboolean undone;
  int lock;

  if (tg_journal_id_is_plausible (id))
    folder = g_build_filename (root, id, NULL);
  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("There is no change with the number “%s”."), id);
    return FALSE;
  }
  lock = tg_journal_lock (TRUE, error);
  if (lock < 0)
    return FALSE;
  tg_journal_recover ();
  undone = undo_locked (folder, cancellable, error);
  tg_journal_unlock (lock);
  return undone;
}

static void
undo_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (tg_journal_undo_sync (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
tg_journal_undo_async (const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tg_journal_undo_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (id), g_free);
  g_task_run_in_thread (task, undo_in_thread);
}

gboolean
tg_journal_undo_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
