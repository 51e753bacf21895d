/* sources-step.c: the sources of an account: new ones, or those that are there changed line by
 * line, with everything else in them left as it is, then and at undo.  Evolution makes new ones one by
 * one and stops at the first that fails, so undoing checks which of them are really ours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/evolution/bus-name.h"
#include "clients/evolution/sources/lines.h"
#include "clients/evolution/steps.h"
#include "files/file.h"

typedef struct {
  TgEvolutionStore *store;
  char *account;
  GPtrArray *edits;
  JsonObject *record; /* { "bus" or "folder", "account", "sources": [ entries ] }, once planned */
} SourcesStep;

gpointer
tg_sources_step_new (TgEvolutionStore *store, const char *account, GPtrArray *edits)
{
  SourcesStep *self = g_new0 (SourcesStep, 1);

  self->store = tg_evolution_store_ref (store);
  self->account = g_strdup (account);
  self->edits = g_ptr_array_ref (edits);

  return self;
}

static void
step_free (gpointer step)
{
  SourcesStep *self = step;

  tg_evolution_store_unref (self->store);
  g_free (self->account);
  g_ptr_array_unref (self->edits);
  g_clear_pointer (&self->record, json_object_unref);
  g_free (self);
}

/* (transfer full) */
static JsonObject *
make_record (SourcesStep *self, GPtrArray *there)
{
  JsonArray *entries = json_array_new ();

  g_clear_pointer (&self->record, json_object_unref);
  self->record = json_object_new ();
  tg_evolution_store_to_record (self->store, self->record);
  json_object_set_string_member (self->record, "account", self->account);
  for (guint i = 0; i < self->edits->len; i++) {
    const TgEvolutionEdit *edit = g_ptr_array_index (self->edits, i);

    json_array_add_object_element (entries, tg_lines_new (edit->settings, edit->uid, tg_evolution_source_find (there, edit->uid)));
  }
  json_object_set_array_member (self->record, "sources", entries);

  return json_object_ref (self->record);
}

/* A running Evolution does not notice a changed file, and would write its own over it. */
static gboolean
is_in_use (TgEvolutionStore *store, GError **error)
{
  g_autofree char *native = tg_evolution_native_folder ();
  g_autofree char *flatpak = tg_evolution_flatpak_folder ();
  const char *folder = tg_evolution_store_folder (store);
  const char *name = g_strcmp0 (folder, native) == 0    ? TG_EVOLUTION_BUS_NAME
                     : g_strcmp0 (folder, flatpak) == 0 ? TG_EVOLUTION_FLATPAK_BUS_NAME
                                                        : NULL;

  if (name == NULL || tg_bus_name (name) != TG_BUS_NAME_OWNED)
    return FALSE;

  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING,
                       _ ("Evolution's settings service is running and would not notice changed files. Save into Evolution itself."));
  return TRUE;
}

static JsonObject *
create_plan (gpointer step, const char *backup, GCancellable *cancellable, GError **error)
{
  SourcesStep *self = step;
  g_autoptr (GPtrArray) there = tg_evolution_store_list (self->store, cancellable, error);

  if (there == NULL)
    return NULL;

  for (guint i = 0; i < self->edits->len; i++) {
    const TgEvolutionEdit *edit = g_ptr_array_index (self->edits, i);

    if (tg_evolution_source_find (there, edit->uid) == NULL)
      continue;
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS, _ ("Evolution already has something under the name %s."), edit->uid);
    return NULL;
  }

  return make_record (self, there);
}

/* Keeps copies that a person can read, beside the record. */
static JsonObject *
write_plan (gpointer step, const char *backup, GCancellable *cancellable, GError **error)
{
  SourcesStep *self = step;
  g_autoptr (GPtrArray) there = tg_evolution_store_list (self->store, cancellable, error);

  if (there == NULL || is_in_use (self->store, error))
    return NULL;

  for (guint i = 0; i < self->edits->len; i++) {
    const TgEvolutionEdit *edit = g_ptr_array_index (self->edits, i);
    TgEvolutionSource *source = tg_evolution_source_find (there, edit->uid);
    g_autofree char *copy = tg_evolution_source_file (backup, edit->uid);

    if (source == NULL) {
      g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED, _ ("The account has since been removed from Evolution."));
      return NULL;
    }
    if (!tg_evolution_source_save (source, copy, error))
      return NULL;
  }

  return make_record (self, there);
}

static gboolean
create_apply (gpointer step, GCancellable *cancellable, GError **error)
{
  SourcesStep *self = step;
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);

  for (guint i = 0; i < self->edits->len; i++)
    g_ptr_array_add (sources, tg_evolution_edit_make (g_ptr_array_index (self->edits, i)));

  return tg_evolution_store_create (self->store, sources, cancellable, error);
}

typedef void (*Edit) (JsonObject *entry, TgEvolutionSource *source, const char *backup);

static void
set (JsonObject *entry, TgEvolutionSource *source, const char *backup)
{
  tg_lines_set (entry, source);
}

/* Byte for byte where nobody has touched it since; else line by line. */
static void
restore (JsonObject *entry, TgEvolutionSource *source, const char *backup)
{
  g_autoptr (TgEvolutionSource) former = tg_evolution_source_load (backup, source->uid);
  g_autoptr (TgEvolutionSource) ours = former != NULL ? tg_evolution_source_new (source->uid, NULL, former->text, NULL) : NULL;

  if (ours != NULL)
    tg_lines_set (entry, ours);
  if (ours != NULL && strcmp (ours->text, source->text) == 0) {
    g_free (source->text);
    source->text = g_strdup (former->text);
  } else {
    tg_lines_restore (entry, source);
  }
}

/* Edits and writes every source of the record that is there. */
static gboolean
rewrite (TgEvolutionStore *store, JsonObject *record, GPtrArray *there, Edit edit, const char *backup, GCancellable *cancellable,
         GError **error)
{
  JsonObject *entry = NULL;

  for (guint i = 0; (entry = tg_lines_entry (record, i)) != NULL; i++) {
    TgEvolutionSource *source = tg_evolution_source_find (there, tg_lines_uid (entry));

    if (source == NULL || !tg_lines_differ (entry))
      continue;
    edit (entry, source, backup);
    if (!tg_evolution_store_write (store, source, cancellable, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
write_apply (gpointer step, GCancellable *cancellable, GError **error)
{
  SourcesStep *self = step;
  g_autoptr (GPtrArray) there = tg_evolution_store_list (self->store, cancellable, error);

  return there != NULL && rewrite (self->store, self->record, there, set, NULL, cancellable, error);
}

/* How many sources of the record are there, and stand as we wrote them, as they were before, or as neither. */
typedef struct {
  guint all;
  guint present;
  guint ours;
  guint former;
  guint others;
} Tally;

static Tally
count_sources (JsonObject *record, GPtrArray *there)
{
  Tally tally = { 0 };
  JsonObject *entry = NULL;

  for (guint i = 0; (entry = tg_lines_entry (record, i)) != NULL; i++) {
    TgEvolutionSource *source = tg_evolution_source_find (there, tg_lines_uid (entry));

    tally.all++;
    tally.present += source != NULL;
    tally.ours += tg_lines_hold (entry, source);
    tally.former += tg_lines_former (entry, source);
    tally.others += source != NULL && !tg_lines_hold (entry, source) && !tg_lines_former (entry, source);
  }

  return tally;
}

static gboolean
all_stand (TgEvolutionStore *store, JsonObject *record, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) there = tg_evolution_store_list (store, cancellable, NULL);

  Tally tally = { 0 };

  if (there != NULL)
    tally = count_sources (record, there);

  return there != NULL && tally.ours == tally.all;
}

static gboolean
verify (gpointer step, GCancellable *cancellable, GError **error)
{
  SourcesStep *self = step;

  if (all_stand (self->store, self->record, cancellable))
    return TRUE;

  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_VERIFY, _ ("Evolution shows other settings than those that were written."));
  return FALSE;
}

static gboolean
in_place (JsonObject *record, GCancellable *cancellable)
{
  g_autoptr (TgEvolutionStore) store = tg_evolution_store_from_record (record, cancellable, NULL);

  return store != NULL && all_stand (store, record, cancellable);
}

/* What a killed writer left. */
static void
sweep (TgEvolutionStore *store, JsonObject *record)
{
  const char *folder = tg_evolution_store_folder (store);
  JsonObject *entry = NULL;

  for (guint i = 0; folder != NULL && (entry = tg_lines_entry (record, i)) != NULL; i++) {
    g_autofree char *path = tg_evolution_source_file (folder, tg_lines_uid (entry));

    tg_file_sweep (path);
  }
}

/* Children first: removing the account would take them along, and our question with them. */
static gboolean
create_undo (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  g_autoptr (TgEvolutionStore) store = tg_evolution_store_from_record (record, cancellable, error);
  g_autoptr (GPtrArray) there = store != NULL ? tg_evolution_store_list (store, cancellable, error) : NULL;

  if (there == NULL)
    return FALSE;
  sweep (store, record);

  for (guint i = count_sources (record, there).all; i-- > 0;) {
    JsonObject *entry = tg_lines_entry (record, i);
    TgEvolutionSource *source = tg_evolution_source_find (there, tg_lines_uid (entry));

    if (source == NULL || !tg_lines_linked (record, entry, source))
      continue;
    if (!tg_evolution_store_remove (store, source, cancellable, error))
      return FALSE;
  }

  return TRUE;
}

/* All or nothing: a server name of ours with a port of somebody else's would be worse than either. */
static gboolean
write_may_undo (JsonObject *record, const char *backup, GCancellable *cancellable, GError **error)
{
  g_autoptr (TgEvolutionStore) store = tg_evolution_store_from_record (record, cancellable, error);
  g_autoptr (GPtrArray) there = store != NULL ? tg_evolution_store_list (store, cancellable, error) : NULL;
  Tally tally = { 0 };

  if (there == NULL)
    return FALSE;
  tally = count_sources (record, there);
  if (tally.others > 0) {
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED,
                         _ ("The account has since been changed in Evolution, so the previous settings were not restored."));
    return FALSE;
  }
  return tally.former == tally.present || !is_in_use (store, error);
}

static gboolean
write_undo (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  g_autoptr (TgEvolutionStore) store = tg_evolution_store_from_record (record, cancellable, error);
  g_autoptr (GPtrArray) there = store != NULL ? tg_evolution_store_list (store, cancellable, error) : NULL;
  Tally tally = { 0 };

  if (there == NULL)
    return FALSE;
  sweep (store, record);
  tally = count_sources (record, there);
  if (tally.former == tally.present)
    return TRUE;
  if (is_in_use (store, error))
    return FALSE;

  return rewrite (store, record, there, restore, backup, cancellable, error);
}

/* The sources that it made or changed. */
static GStrv
subjects (JsonObject *record)
{
  g_autoptr (GStrvBuilder) uids = g_strv_builder_new ();
  JsonObject *entry = NULL;

  for (guint i = 0; (entry = tg_lines_entry (record, i)) != NULL; i++)
    if (tg_lines_differ (entry))
      g_strv_builder_add (uids, tg_lines_uid (entry));
  return g_strv_builder_end (uids);
}

const TgStepClass tg_evolution_create_step = {
  .id = "evolution-create",
  .plan = create_plan,
  .apply = create_apply,
  .verify = verify,
  .in_place = in_place,
  .undo = create_undo,
  .subjects = subjects,
  .free = step_free,
};

const TgStepClass tg_evolution_write_step = {
  .id = "evolution-write",
  .plan = write_plan,
  .apply = write_apply,
  .verify = verify,
  .in_place = in_place,
  .may_undo = write_may_undo,
  .undo = write_undo,
  .subjects = subjects,
  .free = step_free,
};
