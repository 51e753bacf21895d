/* store.c: one face for the two ways to reach Evolution's sources; each way is a row of functions.
 * Also where its folders are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/store/store-private.h"

#include "files/json.h"

static void
store_clear (gpointer data)
{
  TgEvolutionStore *self = data;

  g_clear_object (&self->bus);
  g_free (self->name);
}

TgEvolutionStore *
tg_evolution_store_ref (TgEvolutionStore *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
tg_evolution_store_unref (TgEvolutionStore *self)
{
  g_atomic_rc_box_release_full (self, store_clear);
}

void
tg_evolution_store_to_record (TgEvolutionStore *self, JsonObject *record)
{
  json_object_set_string_member (record, self->bus != NULL ? "bus" : "folder", self->name);
}

TgEvolutionStore *
tg_evolution_store_from_record (JsonObject *record, GCancellable *cancellable, GError **error)
{
  const char *folder = tg_json_get_string (record, "folder", NULL);
  const char *bus_name = tg_json_get_string (record, "bus", TG_EVOLUTION_BUS_NAME);

  return folder != NULL ? tg_evolution_store_for_folder (folder) : tg_evolution_store_for_bus (bus_name, cancellable, error);
}

const char *
tg_evolution_store_folder (TgEvolutionStore *self)
{
  return self->bus == NULL ? self->name : NULL;
}

GPtrArray *
tg_evolution_store_list (TgEvolutionStore *self, GCancellable *cancellable, GError **error)
{
  return self->klass->list (self, cancellable, error);
}

gboolean
tg_evolution_store_create (TgEvolutionStore *self, GPtrArray *sources, GCancellable *cancellable, GError **error)
{
  return self->klass->create (self, sources, cancellable, error);
}

gboolean
tg_evolution_store_write (TgEvolutionStore *self, TgEvolutionSource *source, GCancellable *cancellable, GError **error)
{
  return self->klass->write (self, source, cancellable, error);
}

gboolean
tg_evolution_store_remove (TgEvolutionStore *self, TgEvolutionSource *source, GCancellable *cancellable, GError **error)
{
  return self->klass->remove (self, source, cancellable, error);
}

char *
tg_evolution_native_folder (void)
{
  /* Inside a sandbox the XDG folders are our own; Evolution's are those of the computer. */
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return g_build_filename (g_get_home_dir (), ".config", "evolution", "sources", NULL);

  return g_build_filename (g_get_user_config_dir (), "evolution", "sources", NULL);
}

char *
tg_evolution_flatpak_folder (void)
{
  return g_build_filename (g_get_home_dir (), ".var", "app", "org.gnome.Evolution", "config", "evolution", "sources", NULL);
}

char *
tg_evolution_source_file (const char *folder, const char *uid)
{
  g_autofree char *name = g_strconcat (uid, ".source", NULL);

  return g_build_filename (folder, name, NULL);
}
