/* prefs-step.c: an account written into the prefs.js of a profile that exists.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/thunderbird/prefs/edit.h"
#include "clients/thunderbird/prefs/undone.h"
#include "clients/thunderbird/profiles/profile-list.h"
#include "clients/thunderbird/steps.h"

typedef struct {
  TgSaveRequest *request;
  char *folder;
  char *path;
  TgThunderbirdWork work;
} PrefsStep;

static void
prefs_step_free (gpointer data)
{
  PrefsStep *self = data;

  tg_thunderbird_request_free (self->request);
  g_free (self->folder);
  g_free (self->path);
  tg_thunderbird_work_clear (&self->work);
  g_free (self);
}

void
tg_thunderbird_work_clear (TgThunderbirdWork *self)
{
  g_clear_pointer (&self->old, g_bytes_unref);
  g_clear_pointer (&self->new, g_bytes_unref);
  g_clear_pointer (&self->edit, tg_thunderbird_edit_free);
  g_clear_pointer (&self->diff, json_object_unref);
  tg_thunderbird_undone_clear (&self->undone);
}

gboolean
tg_thunderbird_work_out (TgThunderbirdWork *self, const char *folder, const TgSaveRequest *request, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "prefs.js", NULL);
  g_autoptr (TgPrefs) before = NULL;
  g_autoptr (TgPrefs) after = NULL;

  tg_thunderbird_work_clear (self);
  if (!tg_file_read (path, TG_FILE_MAX, &self->old, error))
    return FALSE;
  before = self->old != NULL ? tg_prefs_parse (self->old, error) : tg_prefs_new ();
  after = self->old != NULL && before != NULL ? tg_prefs_parse (self->old, error) : tg_prefs_new ();
  self->edit = before != NULL ? tg_thunderbird_put_in_profile (folder, after, request, &self->undone, error) : NULL;
  if (self->edit == NULL)
    return FALSE;
  self->new = tg_prefs_to_bytes (after);
  self->diff = tg_thunderbird_diff (before, after, self->edit);
  return TRUE;
}

static JsonObject *
plan (gpointer step, const char *backup, GCancellable *cancellable, GError **error)
{
  PrefsStep *self = step;
  g_autoptr (JsonObject) record = json_object_new ();

  if (!tg_thunderbird_work_out (&self->work, self->folder, self->request, error))
    return NULL;
  json_object_set_string_member (record, "path", self->path);
  json_object_set_object_member (record, "diff", json_object_ref (self->work.diff));
  return tg_replaced_plan (&tg_thunderbird_prefs_file, self->path, self->work.old != NULL, self->work.new, backup, record, error)
             ? g_steal_pointer (&record)
             : NULL;
}

static gboolean
apply (gpointer step, GCancellable *cancellable, GError **error)
{
  PrefsStep *self = step;

  /* An update may be about the password alone. */
  return (self->work.old != NULL && g_bytes_equal (self->work.old, self->work.new)) || tg_file_replace (self->path, self->work.new, error);
}

static gboolean
verify (gpointer step, GCancellable *cancellable, GError **error)
{
  PrefsStep *self = step;

  return tg_replaced_verify (self->path, self->work.new, error);
}

static const char *const record_strings[] = { "path", "digest", NULL };

static gboolean
in_place (JsonObject *record, GCancellable *cancellable)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TgPrefs) prefs = NULL;

  if (!tg_thunderbird_check_record (record, record_strings, NULL))
    return FALSE;
  tg_file_read (json_object_get_string_member (record, "path"), TG_FILE_MAX, &bytes, NULL);
  prefs = bytes != NULL ? tg_prefs_parse (bytes, NULL) : NULL;
  return prefs != NULL && tg_thunderbird_holds (prefs, json_object_get_object_member (record, "diff"));
}

static gboolean
may_undo (JsonObject *record, const char *backup, GCancellable *cancellable, GError **error)
{
  return tg_thunderbird_check_record (record, record_strings, error) &&
         tg_replaced_may_undo (&tg_thunderbird_prefs_file, json_object_get_string_member (record, "path"), record, backup, error);
}

static gboolean
undo (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  const char *path;

  if (!tg_thunderbird_check_record (record, record_strings, error))
    return FALSE;
  path = json_object_get_string_member (record, "path");
  return tg_replaced_undo (&tg_thunderbird_prefs_file, path, record, backup, error) && tg_profile_clear_up (path, error);
}

const TgStepClass tg_thunderbird_prefs_step = {
  .id = "thunderbird-prefs",
  .plan = plan,
  .apply = apply,
  .verify = verify,
  .in_place = in_place,
  .may_undo = may_undo,
  .undo = undo,
  .subjects = tg_thunderbird_record_subjects,
  .free = prefs_step_free,
};

static void
add_names (TgChange *change, GPtrArray *names, void (*add) (TgChange *self, const char *name))
{
  for (guint i = 0; i < names->len; i++)
    add (change, names->pdata[i]);
}

static void
describe (TgChange *change, const PrefsStep *step)
{
  const TgThunderbirdWork *work = &step->work;
  g_autofree char *before = tg_thunderbird_lines (work->diff, "before");
  g_autofree char *after = tg_thunderbird_lines (work->diff, "after");

  tg_change_add_item (change, TG_ITEM_FILE, step->path, _ ("Account settings (prefs.js)"), before, after);
  add_names (change, work->edit->accounts, tg_change_add_account);
  add_names (change, work->edit->alike, tg_change_add_alike);
  add_names (change, work->edit->notes, tg_change_add_next);
  tg_thunderbird_tell_undone (&work->undone, change);
}

TgChange *
tg_thunderbird_change_prefs (const TgPlace *place, const TgSaveRequest *request, const TgHandOver *hand_over, GError **error)
{
  PrefsStep *step = g_new0 (PrefsStep, 1);
  g_autofree char *title = tg_thunderbird_title (place, request);
  TgChange *change;

  step->request = tg_thunderbird_request_copy (request);
  step->folder = g_strdup (place->where);
  step->path = g_build_filename (place->where, "prefs.js", NULL);
  if (!tg_thunderbird_work_out (&step->work, place->where, request, error)) {
    prefs_step_free (step);
    return NULL;
  }
  change = tg_change_new (TG_PROGRAM_THUNDERBIRD, place->where, title, step->work.edit->before != NULL);
  describe (change, step);
  tg_hand_over_add_step (hand_over, place, change);
  if (!tg_thunderbird_add_moved (change, place->where, request, step->work.edit->moves, error)) {
    prefs_step_free (step);
    g_object_unref (change);
    return NULL;
  }
  /* Last, since by it the account becomes the one that the other files speak of. */
  tg_change_add_step (change, &tg_thunderbird_prefs_step, step);
  tg_thunderbird_add_next (change, request, hand_over, step->work.edit, place->is_default ? NULL : place->profile);
  return change;
}
