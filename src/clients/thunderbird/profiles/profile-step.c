/* profile-step.c: an account in a profile of its own: the folder and its prefs.js first, and
 * profiles.ini, which makes it visible, last.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/journal.h"
#include "clients/thunderbird/prefs/edit.h"
#include "clients/thunderbird/prefs/undone.h"
#include "clients/thunderbird/profiles/profile-list.h"
#include "clients/thunderbird/steps.h"

typedef struct {
  TgSaveRequest *request;
  char *root;       /* the folder of profiles.ini */
  char *folder;     /* the profile's, directly below */
  char *install;    /* (nullable): TgPlace.install */
  GBytes *old_list; /* (nullable) */
  GBytes *new_list;
  GBytes *prefs;
  char *name;
  gboolean opens;
  TgThunderbirdUndone undone;
} ProfileStep;

static void
forget (ProfileStep *self)
{
  g_clear_pointer (&self->old_list, g_bytes_unref);
  g_clear_pointer (&self->new_list, g_bytes_unref);
  g_clear_pointer (&self->prefs, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);
}

static void
profile_step_free (gpointer data)
{
  ProfileStep *self = data;

  forget (self);
  tg_thunderbird_request_free (self->request);
  g_free (self->root);
  g_free (self->folder);
  g_free (self->install);
  tg_thunderbird_undone_clear (&self->undone);
  g_free (self);
}

static JsonObject *
work_out_prefs (ProfileStep *self, GError **error)
{
  g_autoptr (TgPrefs) before = tg_prefs_new ();
  g_autoptr (TgPrefs) after = tg_prefs_new ();
  g_autoptr (TgThunderbirdEdit) edit = tg_thunderbird_put_in_profile (self->folder, after, self->request, &self->undone, error);

  if (edit == NULL)
    return NULL;
  self->prefs = tg_prefs_to_bytes (after);
  return tg_thunderbird_diff (before, after, edit);
}

/* The installation for which the profile is made. (transfer none) (nullable) */
static const TgThunderbirdHome *
find_home (const ProfileStep *self, GPtrArray *homes)
{
  for (guint i = 0; i < homes->len; i++) {
    const TgThunderbirdHome *home = homes->pdata[i];

    if (g_str_equal (home->root, self->root) && (self->install == NULL || g_strcmp0 (home->id, self->install) == 0))
      return home;
  }
  return NULL;
}

static gboolean
has_profile (const TgThunderbirdHome *home, GPtrArray *homes)
{
  g_autoptr (GPtrArray) profiles = tg_thunderbird_profiles (homes);

  for (guint i = 0; i < profiles->len; i++)
    if (((const TgThunderbirdProfile *)profiles->pdata[i])->home == home)
      return TRUE;
  return FALSE;
}

/* The way in which Thunderbird is packaged decides how a profile becomes the default one. */
static gboolean
work_out_list (ProfileStep *self, JsonObject *record, GError **error)
{
  g_autoptr (TgIni) ini = tg_thunderbird_read_ini (self->root, &self->old_list, error);
  g_autoptr (GPtrArray) homes = tg_thunderbird_homes ();
  const TgThunderbirdHome *home = find_home (self, homes);
  g_autofree char *path = g_path_get_basename (self->folder);

  if (ini == NULL)
    return FALSE;
  if (home == NULL) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("Thunderbird does not look for profiles in “%s”."), self->root);
    return FALSE;
  }
  tg_profile_list_add (ini, home, !has_profile (home, homes), path, &self->name, &self->opens, record);
  self->new_list = tg_ini_to_bytes (ini);
  return TRUE;
}

/* Reads what is there now and works out the new files. (transfer full): the record */
static JsonObject *
work_out (ProfileStep *self, GError **error)
{
  g_autoptr (JsonObject) record = json_object_new ();
  JsonObject *diff;

  forget (self);
  diff = work_out_prefs (self, error);
  if (diff == NULL)
    return NULL;
  json_object_set_object_member (record, "diff", diff);
  return work_out_list (self, record, error) ? g_steal_pointer (&record) : NULL;
}

static JsonObject *
plan (gpointer step, const char *backup, GCancellable *cancellable, GError **error)
{
  ProfileStep *self = step;
  g_autofree char *list = g_build_filename (self->root, "profiles.ini", NULL);
  g_autoptr (JsonObject) record = work_out (self, error);
  g_autofree char *digest = NULL;

  if (record == NULL)
    return NULL;
  if (g_file_test (self->folder, G_FILE_TEST_EXISTS)) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSAFE, _ ("“%s” already exists."), self->folder);
    return NULL;
  }
  digest = tg_replaced_digest (self->prefs);
  json_object_set_string_member (record, "root", self->root);
  json_object_set_boolean_member (record, "root_made", !g_file_test (self->root, G_FILE_TEST_EXISTS));
  json_object_set_string_member (record, "folder", self->folder);
  json_object_set_string_member (record, "digest", digest);
  return tg_replaced_plan (&tg_profile_list_file, list, self->old_list != NULL, self->new_list, backup, record, error)
             ? g_steal_pointer (&record)
             : NULL;
}

/* The list belongs to all profiles: it must be as it was when this one's number was chosen. */
static gboolean
replace_list (ProfileStep *self, GError **error)
{
  g_autofree char *list = g_build_filename (self->root, "profiles.ini", NULL);
  TG_AUTO_FD lock = tg_journal_lock ("thunderbird", self->root, TRUE, error);
  g_autoptr (GBytes) now = NULL;

  if (lock < 0 || !tg_file_read (list, TG_FILE_MAX, &now, error))
    return FALSE;
  if (now == self->old_list || (now != NULL && self->old_list != NULL && g_bytes_equal (now, self->old_list)))
    return tg_file_replace (list, self->new_list, error);
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED,
                       _ ("Thunderbird’s list of profiles has changed in the meantime. Try again."));
  return FALSE;
}

static gboolean
apply (gpointer step, GCancellable *cancellable, GError **error)
{
  ProfileStep *self = step;
  g_autofree char *prefs = g_build_filename (self->folder, "prefs.js", NULL);

  return tg_file_make_folder (self->root, TRUE, error) && tg_file_make_folder (self->folder, FALSE, error) &&
         tg_file_replace (prefs, self->prefs, error) && replace_list (self, error);
}

static gboolean
verify (gpointer step, GCancellable *cancellable, GError **error)
{
  ProfileStep *self = step;
  g_autofree char *prefs = g_build_filename (self->folder, "prefs.js", NULL);
  g_autofree char *list = g_build_filename (self->root, "profiles.ini", NULL);

  return tg_replaced_verify (prefs, self->prefs, error) && tg_replaced_verify (list, self->new_list, error);
}

static gboolean
in_place (JsonObject *record, GCancellable *cancellable)
{
  g_autoptr (TgIni) ini = NULL;
  const char *path;

  if (!tg_thunderbird_check_record (record, tg_profile_record_strings, NULL))
    return FALSE;
  ini = tg_thunderbird_read_ini (json_object_get_string_member (record, "root"), NULL, NULL);
  path = json_object_get_string_member (record, "section_path");
  /* Written last: where it is, all is. */
  return ini != NULL && tg_profile_list_has (ini, path);
}

const TgStepClass tg_thunderbird_profile_step = {
  .id = "thunderbird-profile",
  .plan = plan,
  .apply = apply,
  .verify = verify,
  .in_place = in_place,
  .may_undo = tg_profile_may_undo,
  .undo = tg_profile_undo,
  .subjects = tg_thunderbird_record_subjects,
  .free = profile_step_free,
};

TgChange *
tg_thunderbird_change_profile (const TgPlace *place, const TgSaveRequest *request, const TgHandOver *hand_over, GError **error)
{
  ProfileStep *step = g_new0 (ProfileStep, 1);
  g_autofree char *title = tg_thunderbird_title (place, request);
  g_autofree char *prefs = g_build_filename (place->where, "prefs.js", NULL);
  g_autofree char *list = NULL;
  g_autofree char *lines = NULL;
  g_autoptr (JsonObject) record = NULL;
  TgChange *change;

  step->request = tg_thunderbird_request_copy (request);
  step->folder = g_strdup (place->where);
  step->root = g_path_get_dirname (place->where);
  step->install = g_strdup (place->install);
  record = work_out (step, error);
  if (record == NULL) {
    profile_step_free (step);
    return NULL;
  }
  list = g_build_filename (step->root, "profiles.ini", NULL);
  lines = tg_thunderbird_lines (json_object_get_object_member (record, "diff"), "after");
  change = tg_change_new (TG_PROGRAM_THUNDERBIRD, place->where, title, FALSE);
  tg_change_add_item (change, TG_ITEM_FILE, prefs, _ ("Account settings (prefs.js)"), NULL, lines);
  tg_change_add_item (change, TG_ITEM_FILE, list, _ ("List of profiles (profiles.ini)"), NULL, step->name);
  tg_thunderbird_tell_undone (&step->undone, change);
  tg_hand_over_add_step (hand_over, place, change);
  tg_change_add_step (change, &tg_thunderbird_profile_step, step);
  tg_thunderbird_add_next (change, request, hand_over, NULL, step->opens ? NULL : step->name);
  return change;
}
