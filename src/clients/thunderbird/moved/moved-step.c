/* moved-step.c: one file of a profile that names an account which moves.  Each such file has its step, also where nothing in it
 * changes or it is not there: by the time of the undo it may name the account by its new names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/thunderbird/moved/files.h"
#include "clients/thunderbird/prefs/profile-prefs.h"
#include "clients/thunderbird/steps.h"
#include "files/json.h"

typedef struct {
  TgSaveRequest *request;
  char *folder; /* the profile's */
  TgMovedKind kind;
  char *path;
  char *copy;  /* the backup's name */
  GBytes *old; /* (nullable): there is none */
  GBytes *new; /* (nullable): nothing in it changes */
} MovedStep;

static void
moved_step_free (gpointer data)
{
  MovedStep *self = data;

  tg_thunderbird_request_free (self->request);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->copy);
  g_clear_pointer (&self->old, g_bytes_unref);
  g_clear_pointer (&self->new, g_bytes_unref);
  g_free (self);
}

static gboolean
read_file (MovedStep *self, GPtrArray *moves, GError **error)
{
  g_clear_pointer (&self->old, g_bytes_unref);
  g_clear_pointer (&self->new, g_bytes_unref);
  if (!tg_file_read (self->path, TG_FILE_MAX, &self->old, error))
    return FALSE;
  self->new = self->old != NULL ? tg_moved_rewrite (self->kind, self->old, moves) : NULL;
  return TRUE;
}

/* The file @now under the old names. */
static GBytes *
take_back (GBytes *now, GBytes *former, JsonObject *record, GError **error)
{
  g_autoptr (GPtrArray) moves = tg_moves_from_json (tg_json_get_array (record, "moves"));
  g_autoptr (GPtrArray) back = tg_moves_reverse (moves);
  GBytes *then = NULL;
  TgMovedKind kind;

  if (tg_moved_kind_of (tg_json_get_string (record, "kind", NULL), &kind))
    then = tg_moved_rewrite (kind, now, back);
  return then != NULL ? then : g_bytes_ref (now);
}

static TgReplacedFile
replaced_file (const char *copy)
{
  return (TgReplacedFile){ copy, "existed", "digest", take_back };
}

static gboolean
are_in_file (GPtrArray *moves, gpointer step)
{
  const MovedStep *self = step;
  g_autoptr (GBytes) renamed = self->old != NULL ? tg_moved_rewrite (self->kind, self->old, moves) : NULL;

  return renamed != NULL;
}

static gboolean
fill_record (MovedStep *self, JsonObject *record, GPtrArray *moves, const char *backup, GError **error)
{
  const TgReplacedFile replaced = replaced_file (self->copy);
  g_autoptr (GPtrArray) with_return = tg_moves_with_return (moves, are_in_file, self);

  json_object_set_string_member (record, "path", self->path);
  json_object_set_string_member (record, "kind", tg_moved_file_name (self->kind));
  json_object_set_string_member (record, "copy", self->copy);
  json_object_set_array_member (record, "moves", tg_moves_to_json (with_return));
  return self->new == NULL || tg_replaced_plan (&replaced, self->path, TRUE, self->new, backup, record, error);
}

static JsonObject *
plan (gpointer step, const char *backup, GCancellable *cancellable, GError **error)
{
  MovedStep *self = step;
  g_autoptr (JsonObject) record = json_object_new ();
  TgThunderbirdWork work = { 0 };
  gboolean planned = tg_thunderbird_work_out (&work, self->folder, self->request, error) && read_file (self, work.edit->moves, error) &&
                     fill_record (self, record, work.edit->moves, backup, error);

  tg_thunderbird_work_clear (&work);
  return planned ? g_steal_pointer (&record) : NULL;
}

static gboolean
apply (gpointer step, GCancellable *cancellable, GError **error)
{
  MovedStep *self = step;

  return self->new == NULL || tg_file_replace (self->path, self->new, error);
}

static gboolean
verify (gpointer step, GCancellable *cancellable, GError **error)
{
  MovedStep *self = step;

  return self->new == NULL || tg_replaced_verify (self->path, self->new, error);
}

static gboolean
is_whole (JsonObject *record)
{
  return tg_json_get_string (record, "path", NULL) != NULL && tg_json_get_string (record, "kind", NULL) != NULL &&
         tg_json_get_string (record, "copy", NULL) != NULL && tg_json_get_array (record, "moves") != NULL;
}

/* Nothing in it goes by the old names any more. */
static gboolean
in_place (JsonObject *record, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) moves = tg_moves_from_json (tg_json_get_array (record, "moves"));
  g_autoptr (GBytes) now = NULL, more = NULL;
  TgMovedKind kind;

  if (!is_whole (record) || !tg_moved_kind_of (tg_json_get_string (record, "kind", NULL), &kind) ||
      !tg_file_read (tg_json_get_string (record, "path", NULL), TG_FILE_MAX, &now, NULL))
    return FALSE;
  more = now != NULL ? tg_moved_rewrite (kind, now, moves) : NULL;
  return more == NULL;
}

/* What was not changed and cannot be written by now, such as through a link, does not keep the rest from being undone. */
static gboolean
is_out_of_reach_since (JsonObject *record)
{
  g_autoptr (GBytes) now = NULL;

  return tg_json_get_string (record, "digest", NULL) == NULL &&
         !tg_file_read (tg_json_get_string (record, "path", NULL), TG_FILE_MAX, &now, NULL);
}

static gboolean
may_undo (JsonObject *record, const char *backup, GCancellable *cancellable, GError **error)
{
  const TgReplacedFile replaced = replaced_file (tg_json_get_string (record, "copy", NULL));

  if (!is_whole (record))
    return tg_record_is_damaged (error);
  return is_out_of_reach_since (record) ||
         tg_replaced_may_undo (&replaced, tg_json_get_string (record, "path", NULL), record, backup, error);
}

static gboolean
undo (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  const TgReplacedFile replaced = replaced_file (tg_json_get_string (record, "copy", NULL));

  if (!is_whole (record))
    return tg_record_is_damaged (error);
  return is_out_of_reach_since (record) || tg_replaced_undo (&replaced, tg_json_get_string (record, "path", NULL), record, backup, error);
}

const TgStepClass tg_thunderbird_moved_step = {
  .id = "thunderbird-moved",
  .plan = plan,
  .apply = apply,
  .verify = verify,
  .in_place = in_place,
  .may_undo = may_undo,
  .undo = undo,
  .free = moved_step_free,
};

static MovedStep *
step_new (const char *folder, const TgSaveRequest *request, const TgMovedFile *file, guint number)
{
  MovedStep *self = g_new0 (MovedStep, 1);

  self->request = tg_thunderbird_request_copy (request);
  self->folder = g_strdup (folder);
  self->kind = file->kind;
  self->path = g_strdup (file->path);
  self->copy = g_strdup_printf ("moved-%u", number);
  return self;
}

/* What cannot be written, such as through a link, matters only where something in it would change. */
static void
tell_what_stays (TgChange *change, const TgMovedFile *file, GPtrArray *moves)
{
  g_autoptr (GBytes) now = tg_file_read_linked (file->path, TG_FILE_MAX);
  g_autoptr (GBytes) then = now != NULL ? tg_moved_rewrite (file->kind, now, moves) : NULL;
  g_autofree char *sentence = NULL;

  if (then == NULL)
    return;
  sentence = g_strdup_printf (
      /* TRANSLATORS: a file */
      _ ("“%s” is a link or belongs to somebody else, so Tegami does not change it. Thunderbird will no longer find the folders that it "
         "names."),
      file->path);
  tg_change_add_next (change, sentence);
}

static gboolean
is_out_of_reach (const GError *error)
{
  return g_error_matches (error, TG_FILE_ERROR, TG_FILE_ERROR_UNSAFE) || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES) ||
         g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

static void
add_item (TgChange *change, const MovedStep *step)
{
  char *lines[2];

  if (step->new == NULL)
    return;
  tg_moved_lines (step->old, step->new, lines);
  tg_change_add_item (change, TG_ITEM_FILE, step->path, tg_moved_file_what (step->kind), lines[0], lines[1]);
  g_free (lines[0]);
  g_free (lines[1]);
}

static gboolean
add_file (TgChange *change, MovedStep *step, const TgMovedFile *file, GPtrArray *moves, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (read_file (step, moves, &local)) {
    add_item (change, step);
    tg_change_add_step (change, &tg_thunderbird_moved_step, step);
    return TRUE;
  }
  moved_step_free (step);
  if (is_out_of_reach (local)) {
    tell_what_stays (change, file, moves);
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
tg_thunderbird_add_moved (TgChange *change, const char *folder, const TgSaveRequest *request, GPtrArray *moves, GError **error)
{
  g_autoptr (TgPrefs) prefs = moves->len > 0 ? tg_profile_prefs_read (folder) : NULL;
  g_autoptr (GPtrArray) files = prefs != NULL ? tg_moved_files (folder, prefs, moves) : NULL;

  for (guint i = 0; files != NULL && i < files->len; i++)
    if (!add_file (change, step_new (folder, request, files->pdata[i], i), files->pdata[i], moves, error))
      return FALSE;
  return TRUE;
}
