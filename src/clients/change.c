/* change.c: TgChange, prepared by a mail program's code and applied here: lock, plan, manifest,
 * apply, verify, manifest.  On any error everything is as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/client-class.h"
#include "clients/journal.h"
#include "files/blocking.h"
#include "model/text/text.h"

#define NAME_SHOWN_MAX 100

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
  char *with;          /* (nullable) */
  TgChangeBegun begun; /* (nullable) */
  gpointer begun_data;
  gboolean is_update;
  GArray *steps; /* of Step */
  GPtrArray *items;
  GPtrArray *next;
  GPtrArray *accounts;
  GPtrArray *alike;
  GPtrArray *overrides; /* of TgOverride* */
  gboolean is_futile;
  gboolean may_hand_over;
  char *why_not_hand_over; /* (nullable) */
  gboolean leaves_other_password;
  gboolean left_something;
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
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->alike);
  g_ptr_array_unref (self->overrides);
  g_free (self->why_not_hand_over);
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
  self->accounts = g_ptr_array_new_with_free_func (g_free);
  self->alike = g_ptr_array_new_with_free_func (g_free);
  self->overrides = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_override_free);
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
tg_change_add_next_with (TgChange *self, const char *sentence, const char *word)
{
  g_ptr_array_add (self->next, tg_text_with_word (sentence, word));
}

/* From a mail program's file; several identities of one account, or several accounts, may go by the same name. */
static void
add_name (GPtrArray *names, const char *name)
{
  g_autofree char *shown = tg_text_visible (name, -1, NAME_SHOWN_MAX);

  if (!g_ptr_array_find_with_equal_func (names, shown, g_str_equal, NULL))
    g_ptr_array_add (names, g_steal_pointer (&shown));
}

void
tg_change_add_account (TgChange *self, const char *name)
{
  add_name (self->accounts, name);
}

void
tg_change_add_alike (TgChange *self, const char *name)
{
  add_name (self->alike, name);
}

void
tg_change_add_override (TgChange *self, const TgOverride *override)
{
  TgOverride *copy = g_memdup2 (override, sizeof *override);

  copy->file = g_strdup (override->file);
  copy->name = g_strdup (override->name);
  copy->value = g_strdup (override->value);
  g_ptr_array_add (self->overrides, copy);
}

void
tg_change_set_futile (TgChange *self)
{
  self->is_futile = TRUE;
}

void
tg_change_set_hand_over (TgChange *self, gboolean possible, const char *why_not, gboolean leaves_other)
{
  self->may_hand_over = possible;
  g_free (self->why_not_hand_over);
  self->why_not_hand_over = g_strdup (why_not);
  self->leaves_other_password = leaves_other;
}

void
tg_change_word_for (TgChange *self, const TgPlace *place)
{
  for (guint i = 0; i < self->next->len; i++)
    self->next->pdata[i] = tg_place_word (place, self->next->pdata[i]);
  if (self->why_not_hand_over != NULL)
    self->why_not_hand_over = tg_place_word (place, self->why_not_hand_over);
}

GPtrArray *
tg_change_overrides (TgChange *self)
{
  return self->overrides;
}

gboolean
tg_change_is_futile (TgChange *self)
{
  return self->is_futile;
}

gboolean
tg_change_may_hand_over (TgChange *self)
{
  return self->may_hand_over;
}

const char *
tg_change_why_not_hand_over (TgChange *self)
{
  return self->why_not_hand_over;
}

gboolean
tg_change_leaves_other_password (TgChange *self)
{
  return self->leaves_other_password;
}

void
tg_change_set_with (TgChange *self, const char *with)
{
  g_free (self->with);
  self->with = g_strdup (with);
}

void
tg_change_set_begun (TgChange *self, TgChangeBegun begun, gpointer user_data)
{
  self->begun = begun;
  self->begun_data = user_data;
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

GPtrArray *
tg_change_accounts (TgChange *self)
{
  return self->accounts;
}

GPtrArray *
tg_change_alike (TgChange *self)
{
  return self->alike;
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
tg_change_left_something (TgChange *self)
{
  return self->left_something;
}

gboolean
tg_change_is_update (TgChange *self)
{
  return self->is_update;
}

/* The manifest, with every step's record. */
static JsonObject *
plan_steps (TgChange *self, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) manifest = json_object_new ();
  JsonArray *steps = json_array_new ();

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

/* "Nothing was changed" would be untrue. */
static void
tell_what_stays (GError **error, const GError *second)
{
  g_autofree char *first = NULL;

  if (error == NULL)
    return;
  first = g_strdup ((*error)->message);
  g_free ((*error)->message);
  (*error)->message = g_strdup_printf (_ ("%s What was written by then could not be taken back (%s). Tegami takes it back when it is next "
                                          "started."),
                                       first, second->message);
}

static gboolean
apply_locked (TgChange *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *planned = tg_journal_plan (tg_program_id (self->program), self->where, error);
  g_autoptr (JsonObject) manifest = planned != NULL ? plan_steps (self, planned, cancellable, error) : NULL;
  g_autofree char *folder = NULL;
  g_autofree char *id = manifest != NULL ? tg_journal_begin (planned, manifest, &folder, error) : NULL;
  g_autoptr (GError) second = NULL;

  if (id == NULL) {
    if (planned != NULL)
      tg_file_remove_flat (planned, NULL);
    return FALSE;
  }
  if ((self->begun == NULL || self->begun (id, self->begun_data, error)) && run_steps (self, cancellable, error) &&
      tg_journal_set_state (folder, TG_STATE_DONE, error)) {
    self->id = g_steal_pointer (&id);
    return TRUE;
  }
  /* So that the next look, too, takes it back: the person hears now that nothing was changed. */
  tg_journal_set_state (folder, TG_STATE_FAILED, NULL);
  if (tg_change_roll_back (folder, manifest, &second))
    tg_file_remove_flat (folder, NULL);
  else
    tell_what_stays (error, second);
  self->left_something = second != NULL;
  return FALSE;
}

/* Cancelling takes effect between the steps, and in those that run a program; what was written by then is undone. */
gboolean
tg_change_apply_sync (TgChange *self, GCancellable *cancellable, GError **error)
{
  const TgClientClass *klass = tg_client_class (self->program);
  TG_AUTO_FD lock = -1;
  gpointer handle = NULL;
  gboolean applied;

  g_return_val_if_fail (self->id == NULL && klass != NULL, FALSE);
  tg_assert_may_block ();
  lock = tg_journal_lock (klass->id, self->where, TRUE, error);
  if (lock < 0)
    return FALSE;
  tg_journal_recover (klass->id, self->where);
  if (klass->lock != NULL && !klass->lock (self->where, &handle, error))
    return FALSE;
  applied = apply_locked (self, cancellable, error);
  if (klass->unlock != NULL)
    klass->unlock (handle);
  return applied;
}
