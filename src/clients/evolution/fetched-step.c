/* fetched-step.c: the list of the POP3 messages that Evolution has fetched, emptied where it deletes them from the server.
 *
 * Evolution knows a message by the server's own number for it (UIDL, RFC 1939, section 7), in a list that belongs to the account
 * and not to the server.  Another server may use the same numbers for other messages: those it would not fetch, and delete all
 * the same (seen in 3.46.4).  What it deletes after fetching it need not know again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/evolution/evolution.h"
#include "clients/evolution/steps.h"
#include "clients/replace.h"
#include "files/json.h"

typedef struct {
  char *path;
  char *uid;
} FetchedStep;

static void
fetched_free (gpointer step)
{
  FetchedStep *self = step;

  g_free (self->path);
  g_free (self->uid);
  g_free (self);
}

/* What Evolution has written since stays. */
static GBytes *
take_back (GBytes *now, GBytes *former, JsonObject *record, GError **error)
{
  return g_bytes_ref (now);
}

static const TgReplacedFile fetched_list = { "uid-cache", "existed", "digest", take_back };

static JsonObject *
fetched_plan (gpointer step, const char *backup, GCancellable *cancellable, GError **error)
{
  FetchedStep *self = step;
  g_autoptr (JsonObject) record = json_object_new ();
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);

  json_object_set_string_member (record, "path", self->path);
  json_object_set_string_member (record, "uid", self->uid);
  return tg_replaced_plan (&fetched_list, self->path, TRUE, empty, backup, record, error) ? g_steal_pointer (&record) : NULL;
}

/* A list that is gone meanwhile is as good as an empty one. */
static gboolean
fetched_apply (gpointer step, GCancellable *cancellable, GError **error)
{
  FetchedStep *self = step;
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);

  return !g_file_test (self->path, G_FILE_TEST_EXISTS) || tg_file_replace (self->path, empty, error);
}

/* A running Evolution may have begun a new one. */
static gboolean
fetched_verify (gpointer step, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static const char *
path_of (JsonObject *record, GError **error)
{
  const char *path = tg_json_get_string (record, "path", NULL);

  if (path == NULL)
    tg_record_is_damaged (error);
  return path;
}

static gboolean
fetched_in_place (JsonObject *record, GCancellable *cancellable)
{
  const char *path = path_of (record, NULL);
  g_autoptr (GBytes) now = NULL;

  return path != NULL && tg_file_read (path, TG_FILE_MAX, &now, NULL) && (now == NULL || g_bytes_get_size (now) == 0);
}

static gboolean
fetched_undo (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  const char *path = path_of (record, error);

  return path != NULL && tg_replaced_undo (&fetched_list, path, record, backup, error);
}

static GStrv
fetched_subjects (JsonObject *record)
{
  const char *const uids[] = { tg_json_get_string (record, "uid", NULL), NULL };

  return g_strdupv ((char **)uids);
}

const TgStepClass tg_evolution_fetched_step = {
  .id = "evolution-fetched",
  .plan = fetched_plan,
  .apply = fetched_apply,
  .verify = fetched_verify,
  .in_place = fetched_in_place,
  .undo = fetched_undo,
  .subjects = fetched_subjects,
  .free = fetched_free,
};

/* (transfer full) */
static char *
list_path (const TgPlace *place, const char *uid)
{
  g_autofree char *data = tg_evolution_data_folder (place->package);

  return g_build_filename (data, "evolution", "mail", uid, "uid-cache", NULL);
}

void
tg_evolution_forget_fetched (TgChange *change, const TgPlace *place, const char *uid)
{
  g_autofree char *path = list_path (place, uid);
  FetchedStep *step = NULL;

  if (place->files_only || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return;
  step = g_new0 (FetchedStep, 1);
  step->path = g_steal_pointer (&path);
  step->uid = g_strdup (uid);
  tg_change_add_item (change, TG_ITEM_FILE, step->path, _ ("List of fetched messages (uid-cache)"), NULL, NULL);
  tg_change_add_step (change, &tg_evolution_fetched_step, step);
}
