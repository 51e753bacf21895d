/* undo.c: undoes a change from its record alone, and completes or undoes what a killed
 * process left pending.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/client-class.h"
#include "clients/journal.h"
#include "files/blocking.h"
#include "files/json.h"

static const TgStepClass *
find_step_class (const TgClientClass *klass, const char *id)
{
  for (gsize i = 0; klass->steps[i] != NULL; i++)
    if (g_strcmp0 (klass->steps[i]->id, id) == 0)
      return klass->steps[i];
  return NULL;
}

gboolean
tg_change_read_step (JsonObject *manifest, guint i, const TgStepClass **step, JsonObject **record)
{
  const TgClientClass *klass = tg_client_class_by_id (json_object_get_string_member (manifest, "program"));
  JsonObject *element = tg_json_element (json_object_get_array_member (manifest, "steps"), i);

  if (klass == NULL || element == NULL)
    return FALSE;
  *step = find_step_class (klass, tg_json_get_string (element, "class", NULL));
  *record = tg_json_get_object (element, "record");
  return *step != NULL && *record != NULL;
}

static gboolean
is_unreadable (const char *folder, GError **error)
{
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE, _ ("The record of this change (%s) cannot be read."), folder);
  return FALSE;
}

static gboolean
undo_steps (const char *folder, JsonObject *manifest, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  JsonArray *steps = json_object_get_array_member (manifest, "steps");

  for (guint i = json_array_get_length (steps); i > 0; i--) {
    const TgStepClass *step;
    JsonObject *record;

    if (!tg_change_read_step (manifest, i - 1, &step, &record))
      return is_unreadable (folder, error);
    if (!step->undo (record, folder, rolling_back, cancellable, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
all_in_place (JsonObject *manifest)
{
  JsonArray *steps = json_object_get_array_member (manifest, "steps");

  for (guint i = 0; i < json_array_get_length (steps); i++) {
    const TgStepClass *step;
    JsonObject *record;

    if (!tg_change_read_step (manifest, i, &step, &record) || !step->in_place (record, NULL))
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
  if (tg_journal_has_state (manifest, TG_STATE_PENDING) && all_in_place (manifest))
    tg_journal_set_state (folder, TG_STATE_DONE, NULL);
  else if (undo_steps (folder, manifest, TRUE, NULL, NULL))
    tg_journal_set_state (folder, TG_STATE_UNDONE, NULL);
  if (klass->unlock != NULL)
    klass->unlock (handle);
}

static JsonObject *
read_unfinished (const char *folder)
{
  g_autoptr (JsonObject) manifest = tg_journal_read (folder, NULL);

  return manifest != NULL && tg_journal_is_unfinished (manifest) ? g_steal_pointer (&manifest) : NULL;
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
    g_autoptr (JsonObject) manifest = read_unfinished (folder);

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
    g_autoptr (JsonObject) manifest = read_unfinished (folder);
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
  JsonArray *steps = json_object_get_array_member (manifest, "steps");
  gboolean undone = tg_journal_has_state (manifest, TG_STATE_UNDONE);

  for (guint i = 0; i < json_array_get_length (steps); i++) {
    const TgStepClass *step;
    JsonObject *record;
    TgJournalStep *entry;

    if (!tg_change_read_step (manifest, i, &step, &record) || !g_str_equal (step->id, step_class))
      continue;
    entry = g_new0 (TgJournalStep, 1);
    entry->id = g_strdup (id);
    entry->undone = undone ? g_strdup (tg_json_get_string (manifest, "undone", "")) : NULL;
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

    if (manifest != NULL && (tg_journal_stands (manifest) || tg_journal_has_state (manifest, TG_STATE_UNDONE)))
      append_steps (found, ids->pdata[i], manifest, step_class);
  }
  return found;
}

gboolean
tg_change_forget_steps (JsonObject *manifest)
{
  JsonArray *steps = json_object_get_array_member (manifest, "steps");
  gboolean forgotten = TRUE;

  for (guint i = 0; i < json_array_get_length (steps); i++) {
    const TgStepClass *step;
    JsonObject *record;

    if (tg_change_read_step (manifest, i, &step, &record) && step->forget != NULL)
      forgotten = step->forget (record) && forgotten;
  }
  return forgotten;
}

gboolean
tg_change_roll_back (const char *folder, JsonObject *manifest, GError **error)
{
  return undo_steps (folder, manifest, TRUE, NULL, error) && tg_journal_set_state (folder, TG_STATE_UNDONE, error);
}

/* What stands on it, and every step's own objections, before the first of them is undone. */
static gboolean
may_undo_steps (const char *folder, JsonObject *manifest, GCancellable *cancellable, GError **error)
{
  JsonArray *steps = json_object_get_array_member (manifest, "steps");

  if (!tg_change_is_uppermost (manifest, error))
    return FALSE;

  for (guint i = json_array_get_length (steps); i > 0; i--) {
    const TgStepClass *step;
    JsonObject *record;

    if (!tg_change_read_step (manifest, i - 1, &step, &record))
      return is_unreadable (folder, error);
    if (step->may_undo != NULL && !step->may_undo (record, folder, cancellable, error))
      return FALSE;
  }
  return TRUE;
}

/* What is half undone is neither "undone" nor "as it was". */
static void
tell_what_is_left (GError **error)
{
  g_autofree char *first = NULL;

  if (error == NULL)
    return;
  first = g_strdup ((*error)->message);
  g_free ((*error)->message);
  (*error)->message = g_strdup_printf (_ ("%s Tegami undoes what is left when it is next started."), first);
}

/* Once the first step is touched, the journal says so, and whoever comes next goes on. */
static gboolean
undo_begun (const char *folder, JsonObject *manifest, gboolean again, GCancellable *cancellable, GError **error)
{
  if (undo_steps (folder, manifest, again, cancellable, error)) {
    tg_journal_set_state (folder, TG_STATE_UNDONE, NULL); /* else the next look finds nothing left to do, and says it */
    return TRUE;
  }
  if (again || !all_in_place (manifest) || !tg_journal_set_state (folder, TG_STATE_DONE, NULL))
    tell_what_is_left (error);
  return FALSE;
}

static gboolean
begin_undo (const char *folder, GError **error)
{
  g_autoptr (JsonObject) manifest = NULL;

  if (tg_journal_set_state (folder, TG_STATE_UNDOING, error))
    return TRUE;
  manifest = tg_journal_read (folder, NULL);
  if (manifest != NULL && tg_journal_has_state (manifest, TG_STATE_UNDOING))
    tell_what_is_left (error);
  return FALSE;
}

static gboolean
undo_locked (const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) manifest = tg_journal_read (folder, error);
  const TgClientClass *klass;
  gpointer handle = NULL;
  gboolean again, undone;

  if (manifest == NULL)
    return FALSE;
  if (tg_journal_has_state (manifest, TG_STATE_UNDONE)) {
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("This change has already been undone."));
    return FALSE;
  }
  klass = tg_client_class_by_id (json_object_get_string_member (manifest, "program"));
  if (klass != NULL && klass->lock != NULL && !klass->lock (json_object_get_string_member (manifest, "where"), &handle, error))
    return FALSE;
  /* One that recovery had to leave half done is undone, too. */
  again = tg_journal_is_unfinished (manifest);
  undone = (again || may_undo_steps (folder, manifest, cancellable, error)) && begin_undo (folder, error) &&
           undo_begun (folder, manifest, again, cancellable, error);
  if (klass != NULL && klass->unlock != NULL)
    klass->unlock (handle);
  return undone;
}

gboolean
tg_journal_undo_sync (const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = tg_journal_folder (id);
  g_autoptr (JsonObject) manifest = NULL, recovered = NULL;
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
  recovered = tg_journal_read (folder, NULL);
  if (recovered != NULL && tg_journal_is_unfinished (manifest) && tg_journal_has_state (recovered, TG_STATE_UNDONE))
    return TRUE; /* just now */
  return undo_locked (folder, cancellable, error);
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
  if (klass == NULL || tg_journal_has_state (manifest, TG_STATE_UNDONE))
    return TRUE;

  /* Another change there holds the program's lock, too, and is no open program. */
  TG_AUTO_FD lock = tg_journal_lock_of (manifest, TRUE, error);

  if (lock < 0)
    return FALSE;
  if (klass->lock != NULL && !klass->lock (json_object_get_string_member (manifest, "where"), &handle, error))
    return FALSE;
  if (klass->unlock != NULL)
    klass->unlock (handle);
  return may_undo_steps (folder, manifest, NULL, error);
}
