/* create-step.c: three new sources.  Evolution makes them one by one and stops at the first that
 * fails, so taking back looks at which of them are really ours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/evolution/sources/lines.h"
#include "clients/evolution/steps.h"

typedef struct {
  TgEvolutionStore *store;
  GPtrArray *sources;
  JsonObject *record; /* { "bus" or "folder", "sources": [ entries ] } */
} CreateStep;

gpointer
tg_create_step_new (TgEvolutionStore *store, GPtrArray *settings, char *const uids[TG_EVOLUTION_N_ROLES])
{
  CreateStep *self = g_new0 (CreateStep, 1);
  JsonArray *entries = json_array_new ();

  self->store = store;
  self->sources = tg_evolution_sources_new (settings, uids);
  self->record = json_object_new ();
  tg_evolution_store_to_record (store, self->record);
  for (guint role = 0; role < TG_EVOLUTION_N_ROLES; role++)
    json_array_add_object_element (entries, tg_lines_new (settings, (TgEvolutionRole)role, uids[role], NULL));
  json_object_set_array_member (self->record, "sources", entries);

  return self;
}

static void
create_free (gpointer step)
{
  CreateStep *self = step;

  tg_evolution_store_free (self->store);
  g_ptr_array_unref (self->sources);
  json_object_unref (self->record);
  g_free (self);
}

static JsonObject *
create_plan (gpointer step, const char *backup, GCancellable *cancellable, GError **error)
{
  CreateStep *self = step;
  g_autoptr (GPtrArray) there = tg_evolution_store_list (self->store, cancellable, error);

  if (there == NULL)
    return NULL;

  for (guint i = 0; i < self->sources->len; i++) {
    TgEvolutionSource *source = g_ptr_array_index (self->sources, i);

    if (tg_evolution_source_find (there, source->uid) != NULL) {
      g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS, _ ("Evolution already has something under the name %s."), source->uid);
      return NULL;
    }
  }

  return json_object_ref (self->record);
}

static gboolean
create_apply (gpointer step, GCancellable *cancellable, GError **error)
{
  CreateStep *self = step;

  return tg_evolution_store_create (self->store, self->sources, cancellable, error);
}

static gboolean
all_there (TgEvolutionStore *store, JsonObject *record, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) there = tg_evolution_store_list (store, cancellable, NULL);
  JsonObject *entry = NULL;

  for (guint i = 0; there != NULL && (entry = tg_lines_entry (record, i)) != NULL; i++)
    if (!tg_lines_hold (entry, tg_evolution_source_find (there, tg_lines_uid (entry))))
      return FALSE;

  return there != NULL;
}

static gboolean
create_verify (gpointer step, GCancellable *cancellable, GError **error)
{
  CreateStep *self = step;

  if (all_there (self->store, self->record, cancellable))
    return TRUE;

  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_VERIFY, _ ("Evolution shows other settings than those that were written."));
  return FALSE;
}

static gboolean
create_in_place (JsonObject *record, GCancellable *cancellable)
{
  g_autoptr (TgEvolutionStore) store = tg_evolution_store_from_record (record, cancellable, NULL);

  return store != NULL && all_there (store, record, cancellable);
}

/* Children first: removing the account would take them along, and our question with them. */
static gboolean
create_undo (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error)
{
  g_autoptr (TgEvolutionStore) store = tg_evolution_store_from_record (record, cancellable, error);
  g_autoptr (GPtrArray) there = store != NULL ? tg_evolution_store_list (store, cancellable, error) : NULL;

  if (there == NULL)
    return FALSE;

  for (guint i = TG_EVOLUTION_N_ROLES; i-- > 0;) {
    JsonObject *entry = tg_lines_entry (record, i);
    TgEvolutionSource *source = entry != NULL ? tg_evolution_source_find (there, tg_lines_uid (entry)) : NULL;

    if (source == NULL || !tg_lines_linked (record, entry, source))
      continue;
    if (!tg_evolution_store_remove (store, source, cancellable, error))
      return FALSE;
  }

  return TRUE;
}

const TgStepClass tg_evolution_create_step = {
  .id = "evolution-create",
  .plan = create_plan,
  .apply = create_apply,
  .verify = create_verify,
  .in_place = create_in_place,
  .undo = create_undo,
  .free = create_free,
};
