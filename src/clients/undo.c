/* undo.c: undoes a change from its record alone, and completes or undoes what a killed
 * process left pending.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/client-class.h"
#include "clients/journal.h"
#include "files/blocking.h"

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
  if (!tg_journal_has_failed (folder) && all_in_place (manifest))
    tg_journal_set_state (folder, manifest, "done", NULL);
  else if (undo_steps (folder, manifest, TRUE, NULL, NULL))
    tg_journal_set_state (folder, manifest, "undone", NULL);
  if (klass->unlock != NULL)
    klass->unlock (handle);
}

static JsonObject *
read_pending (const char *folder)
{
  g_autoptr (JsonObject) manifest = tg_journal_read (folder, NULL);

  return manifest != NULL && tg_journal_has_state (manifest, "pending") ? g_steal_pointer (&manifest) : NULL;
}

static gboolean
is_in (JsonObject *manifest, const char *program, const char *where)
{
  return g_str_equal (json_object_get_string_member (manifest, "program"), program) &&
         g_str_equal (json_object_get_string_member (manifest, "where"), where);
}

void
tg_journal_recover (const char *program, const char *where)
{
  g_autoptr (GPtrArray) ids = tg_journal_ids ();

  for (guint i = 0; i < ids->len; i++) {
    g_autofree char *folder = tg_journal_folder (ids->pdata[i]);
    g_autoptr (JsonObject) manifest = read_pending (folder);

    if (manifest != NULL && is_in (manifest, program, where))
      recover_one (folder, manifest);
  }
}

void
tg_journal_recover_all (void)
{
  g_autoptr (GPtrArray) ids = tg_journal_ids ();

  for (guint i = 0; i < ids->len; i++) {
    g_autofree char *folder = tg_journal_folder (ids->pdata[i]);
    g_autoptr (JsonObject) manifest = read_pending (folder);
    /* Busy: a change is being made there just now, and looks after itself. */
    TG_AUTO_FD lock = manifest != NULL ? tg_journal_lock_of (manifest, FALSE, NULL) : -1;

    if (lock >= 0)
      tg_journal_recover (json_object_get_string_member (manifest, "program"), json_object_get_string_member (manifest, "where"));
  }
}

static void
step_free (gpointer data)
{
  TgJournalStep *self = data;

  g_free (self->id);
  g_free (self->undone);
  json_object_unref (self->record);
  g_free (self);
}

static void
append_steps (GPtrArray *found, const char *id, JsonObject *manifest, const char *step_class)
{
  const TgClientClass *klass = tg_client_class_by_id (json_object_get_string_member (manifest, "program"));
  JsonArray *steps = json_object_get_array_member (manifest, "steps");
  gboolean undone = tg_journal_has_state (manifest, "undone");

  for (guint i = 0; klass != NULL && i < json_array_get_length (steps); i++) {
    const TgStepClass *step;
    JsonObject *record;
    TgJournalStep *entry;

    if (!read_step (klass, steps, i, &step, &record) || !g_str_equal (step->id, step_class))
      continue;
    entry = g_new0 (TgJournalStep, 1);
    entry->id = g_strdup (id);
    entry->undone = undone ? g_strdup (json_object_get_string_member_with_default (manifest, "undone", "")) : NULL;
    entry->record = json_object_ref (record);
    g_ptr_array_add (found, entry);
  }
}

GPtrArray *
tg_journal_steps (const char *step_class)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (step_free);
  g_autoptr (GPtrArray) ids = tg_journal_ids ();

  for (guint i = 0; i < ids->len; i++) {
    g_autofree char *folder = tg_journal_folder (ids->pdata[i]);
    g_autoptr (JsonObject) manifest = tg_journal_read (folder, NULL);

    if (manifest != NULL && (tg_journal_has_state (manifest, "done") || tg_journal_has_state (manifest, "undone")))
      append_steps (found, ids->pdata[i], manifest, step_class);
  }
  return found;
}

gboolean
tg_change_forget_steps (JsonObject *manifest)
{
  const TgClientClass *klass = tg_client_class_by_id (json_object_get_string_member (manifest, "program"));
  JsonArray *steps = json_object_get_array_member (manifest, "steps");
  gboolean forgotten = TRUE;

  for (guint i = 0; klass != NULL && i < json_array_get_length (steps); i++) {
    const TgStepClass *step;
    JsonObject *record;

    if (read_step (klass, steps, i, &step, &record) && step->forget != NULL)
      forgotten = step->forget (record) && forgotten;
  }
  return forgotten;
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
  if (tg_journal_has_state (manifest, "undone")) {
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("This change has already been undone."));
    return FALSE;
  }
  klass = tg_client_class_by_id (json_object_get_string_member (manifest, "program"));
  if (klass != NULL && klass->lock != NULL && !klass->lock (json_object_get_string_member (manifest, "where"), &handle, error))
    return FALSE;
  /* One that recovery had to leave half done is undone, too. */
  undone = undo_steps (folder, manifest, tg_journal_has_state (manifest, "pending"), cancellable, error) &&
           tg_journal_set_state (folder, manifest, "undone", error);
  if (klass != NULL && klass->unlock != NULL)
    klass->unlock (handle);
  return undone;
}

gboolean
tg_journal_undo_sync (const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = tg_journal_folder (id);
  g_autoptr (JsonObject) manifest = NULL;
  TG_AUTO_FD lock = -1;

  tg_assert_may_block ();
  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("There is no change with the number “%s”."), id);
    return FALSE;
  }
  manifest = tg_journal_read (folder, error);
  lock = manifest != NULL ? tg_journal_lock_of (manifest, TRUE, error) : -1;
  if (lock < 0)
    return FALSE;
  tg_journal_recover (json_object_get_string_member (manifest, "program"), json_object_get_string_member (manifest, "where"));
  return undo_locked (folder, cancellable, error);
}

static gboolean
may_undo_steps (const TgClientClass *klass, JsonObject *manifest, GError **error)
{
  JsonArray *steps = json_object_get_array_member (manifest, "steps");

  for (guint i = 0; i < json_array_get_length (steps); i++) {
    const TgStepClass *step;
    JsonObject *record;

    if (read_step (klass, steps, i, &step, &record) && step->may_undo != NULL && !step->may_undo (record, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
tg_journal_may_undo_sync (const char *id, GError **error)
{
  g_autofree char *folder = tg_journal_folder (id);
  g_autoptr (JsonObject) manifest = folder != NULL ? tg_journal_read (folder, NULL) : NULL;
  const TgClientClass *klass = manifest != NULL ? tg_client_class_by_id (json_object_get_string_member (manifest, "program")) : NULL;
  gpointer handle = NULL;

  tg_assert_may_block ();
  /* What else is wrong, undoing it tells. */
  if (klass == NULL || tg_journal_has_state (manifest, "undone"))
    return TRUE;

  /* Another change there holds the program's lock, too, and is no open program. */
  TG_AUTO_FD lock = tg_journal_lock_of (manifest, TRUE, error);

  if (lock < 0)
    return FALSE;
  if (klass->lock != NULL && !klass->lock (json_object_get_string_member (manifest, "where"), &handle, error))
    return FALSE;
  if (klass->unlock != NULL)
    klass->unlock (handle);
  return may_undo_steps (klass, manifest, error);
}
