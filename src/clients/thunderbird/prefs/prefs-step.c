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
  char *path;
  GBytes *old; /* (nullable): there was no file */
  GBytes *new;
  TgThunderbirdUndone undone;
} PrefsStep;

static void
prefs_step_free (gpointer data)
{
  PrefsStep *self = data;

  tg_thunderbird_request_free (self->request);
  g_free (self->path);
  g_clear_pointer (&self->old, g_bytes_unref);
  g_clear_pointer (&self->new, g_bytes_unref);
  tg_thunderbird_undone_clear (&self->undone);
  g_free (self);
}

/* Reads the file as it is now and works out the new one. (transfer full) */
static JsonObject *
work_out (PrefsStep *self, gboolean *updated, GError **error)
{
  g_autoptr (GBytes) old = NULL;
  g_autoptr (TgPrefs) before = NULL;
  g_autoptr (TgPrefs) after = NULL;
  g_autoptr (TgThunderbirdKeys) keys = NULL;
  g_autofree char *folder = g_path_get_dirname (self->path);

  if (!tg_file_read (self->path, TG_FILE_MAX, &old, error))
    return NULL;
  before = old != NULL ? tg_prefs_parse (old, error) : tg_prefs_new ();
  after = old != NULL && before != NULL ? tg_prefs_parse (old, error) : tg_prefs_new ();
  keys = before != NULL ? tg_thunderbird_put_in_profile (folder, after, self->request, updated, &self->undone, error) : NULL;
  if (keys == NULL)
    return NULL;
  g_clear_pointer (&self->old, g_bytes_unref);
  g_clear_pointer (&self->new, g_bytes_unref);
  self->old = g_steal_pointer (&old);
  self->new = tg_prefs_to_bytes (after);
  return tg_thunderbird_diff (before, after, keys);
}

static JsonObject *
plan (gpointer step, const char *backup, GCancellable *cancellable, GError **error)
{
  PrefsStep *self = step;
  g_autoptr (JsonObject) record = json_object_new ();
  JsonObject *diff = work_out (self, NULL, error);

  if (diff == NULL)
    return NULL;
  json_object_set_string_member (record, "path", self->path);
  json_object_set_object_member (record, "diff", diff);
  return tg_replaced_plan (&tg_thunderbird_prefs_file, self->path, self->old != NULL, self->new, backup, record, error)
             ? g_steal_pointer (&record)
             : NULL;
}

static gboolean
apply (gpointer step, GCancellable *cancellable, GError **error)
{
  PrefsStep *self = step;

  return tg_file_replace (self->path, self->new, error);
}

static gboolean
verify (gpointer step, GCancellable *cancellable, GError **error)
{
  PrefsStep *self = step;

  return tg_replaced_verify (self->path, self->new, error);
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

TgChange *
tg_thunderbird_change_prefs (const TgPlace *place, const TgSaveRequest *request, GError **error)
{
  PrefsStep *step = g_new0 (PrefsStep, 1);
  g_autoptr (JsonObject) diff = NULL;
  g_autofree char *title = tg_thunderbird_title (request);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gboolean updated = FALSE;
  TgChange *change;

  step->request = tg_thunderbird_request_copy (request);
  step->path = g_build_filename (place->where, "prefs.js", NULL);
  diff = work_out (step, &updated, error);
  if (diff == NULL) {
    prefs_step_free (step);
    return NULL;
  }
  before = tg_thunderbird_lines (diff, "before");
  after = tg_thunderbird_lines (diff, "after");
  change = tg_change_new (TG_PROGRAM_THUNDERBIRD, place->where, title, updated);
  tg_change_add_item (change, TG_ITEM_FILE, step->path, _ ("Account settings (prefs.js)"), before, after);
  tg_thunderbird_tell_undone (&step->undone, change);
  tg_change_add_step (change, &tg_thunderbird_prefs_step, step);
  tg_thunderbird_add_next (change, request, place->is_default ? NULL : place->profile);
  return change;
}
