/* change.c: TgChange, prepared by a mail program's code and applied here: lock, plan, manifest,
 * apply, verify, manifest.  On any error everything is as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/change-private.h"

typedef struct {
  const TgStepClass *klass;
  gpointer data;
} Step;

struct _TgChange {
  GObject parent_instance;
  TgProgram program;
  char *where;
  char *title;
  char *id;
  char *with; /* (nullable) */
  gboolean is_update;
  GArray *steps; /* of Step */
  GPtrArray *items;
  GPtrArray *next;
};

G_DEFINE_FINAL_TYPE (TgChange, tg_change, G_TYPE_OBJECT)

static void
step_clear (Step *step)
{
  if (step->klass->free != NULL)
    step->klass->free (step->data);
}

static void
tg_change_finalize (GObject *object)
{
  TgChange *self = TG_CHANGE (object);

  g_free (self->where);
  g_free (self->title);
  g_free (self->id);
  g_free (self->with);
  g_array_unref (self->steps);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->next);
  G_OBJECT_CLASS (tg_change_parent_class)->finalize (object);
}

static void
tg_change_class_init (TgChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tg_change_finalize;
}

static void
tg_change_init (TgChange *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, (GDestroyNotify)step_clear);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_change_item_free);
  self->next = g_ptr_array_new_with_free_func (g_free);
}

TgChange *
tg_change_new (TgProgram program, const char *where, const char *title, gboolean is_update)
{
  TgChange *self = g_object_new (TG_TYPE_CHANGE, NULL);

  self->program = program;
  self->where = g_strdup (where);
  self->title = g_strdup (title);
  self->is_update = is_update;
  return self;
}

void
tg_change_add_step (TgChange *self, const TgStepClass *klass, gpointer data)
{
  Step step = { klass, data };

  g_array_append_val (self->steps, step);
}

void
tg_change_add_item (TgChange *self, TgItemKind kind, const char *name, const char *what, const char *before, const char *after)
{
  TgChangeItem *item = g_new0 (TgChangeItem, 1);

  item->kind = kind;
  item->name = g_strdup (name);
  item->what = g_strdup (what);
  item->before = g_strdup (before);
  item->after = g_strdup (after);
  g_ptr_array_add (self->items, item);
}

void
tg_change_add_next (TgChange *self, const char *sentence)
{
  g_ptr_array_add (self->next, g_strdup (sentence));
}

void
tg_change_set_with (TgChange *self, const char *with)
{
  g_free (self->with);
  self->with = g_strdup (with);
}

GPtrArray *
tg_change_items (TgChange *self)
{
  return self->items;
}

GPtrArray *
tg_change_next (TgChange *self)
{
  return self->next;
}

const char *
tg_change_title (TgChange *self)
{
  return self->title;
}

const char *
tg_change_id (TgChange *self)
{
  return self->id;
}

gboolean
tg_change_is_update (TgChange *self)
{
  return self->is_update;
}

/* Every step's record, in a manifest that says "pending". */
static JsonObject *
plan_steps (TgChange *self, const char *id, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) manifest = json_object_new ();
  JsonArray *steps = json_array_new ();

  json_object_set_string_member (manifest, "id", id);
  json_object_set_string_member (manifest, "state", "pending");
  json_object_set_string_member (manifest, "title", self->title);
  json_object_set_int_member (manifest, "when", g_get_real_time () / G_USEC_PER_SEC);
  json_object_set_string_member (manifest, "program", tg_program_id (self->program));
  json_object_set_string_member (manifest, "where", self->where);
  if (self->with != NULL)
    json_object_set_string_member (manifest, "with", self->with);
  json_object_set_array_member (manifest, "steps", steps);
  for (guint i = 0; i < self->steps->len; i++) {
    Step *step = &g_array_index (self->steps, Step, i);
    JsonObject *record = step->klass->plan (step->data, folder, cancellable, error);
    JsonObject *entry;

    if (record == NULL)
      return NULL;
    entry = json_object_new ();
    json_object_set_string_member (entry, "class", step->klass->id);
    json_object_set_object_member (entry, "record", record);
    json_array_add_object_element (steps, entry);
  }
  return g_steal_pointer (&manifest);
}

static gboolean
run_steps (TgChange *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->steps->len; i++) {
    Step *step = &g_array_index (self->steps, Step, i);

    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !step->klass->apply (step->data, cancellable, error))
      return FALSE;
  }
  for (guint i = 0; i < self->steps->len; i++) {
    Step *step = &g_array_index (self->steps, Step, i);

    if (!step->klass->verify (step->data, cancellable, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
apply_locked (TgChange *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *id = tg_journal_begin (&folder, error);
  g_autoptr (JsonObject) manifest = NULL;
  g_autoptr (GError) second = NULL;

  if (id == NULL)
    return FALSE;
  manifest = plan_steps (self, id, folder, cancellable, error);
  if (manifest == NULL || !tg_journal_write (folder, manifest, error)) {
    tg_journal_discard (folder);
    return FALSE;
  }
  if (run_steps (self, cancellable, error) && tg_journal_set_state (folder, manifest, "done", error)) {
    self->id = g_steal_pointer (&id);
    return TRUE;
  }
  /* Where even this fails, the manifest stays pending and the next look tries again. */
  if (tg_change_roll_back (folder, manifest, &second))
    tg_journal_discard (folder);
  else
    g_warning ("Could not take back a change that failed: %s", second->message);
  return FALSE;
}

gboolean
tg_change_apply_sync (TgChange *self, GCancellable *cancellable, GError **error)
{
  const TgClientClass *klass = tg_client_class (self->program);
  gpointer handle = NULL;
  gboolean applied;
  int lock;

  g_return_val_if_fail (self->id == NULL && klass != NULL, FALSE);
  lock = tg_journal_lock (TRUE, error);
  if (lock < 0)
    return FALSE;
  tg_journal_recover ();
  applied = (klass->lock == NULL || klass->lock (self->where, &handle, error));
  if (applied) {
    applied = apply_locked (self, cancellable, error);
    if (klass->unlock != NULL)
      klass->unlock (handle);
  }
  tg_journal_unlock (lock);
  return applied;
}

static void
apply_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (tg_change_apply_sync (source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Cancelling is looked at between the steps; what was written by then is taken back, so the answer
 * must be the thread's own and not "cancelled" in front of it. */
void
tg_change_apply_async (TgChange *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tg_change_apply_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, apply_in_thread);
}

gboolean
tg_change_apply_finish (TgChange *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
