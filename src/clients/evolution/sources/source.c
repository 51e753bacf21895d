/* source.c: one of Evolution's key files.  GKeyFile is the only encoder, so that no value (a line break, a leading space, "=")
 * can become a line of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/sources/source.h"

#include <string.h>

#include "clients/evolution/sources/key-text.h"

void
tg_evolution_source_free (TgEvolutionSource *self)
{
  if (self == NULL)
    return;

  g_free (self->uid);
  g_free (self->path);
  g_free (self->text);
  g_key_file_unref (self->keys);
  g_free (self);
}

TgEvolutionSource *
tg_evolution_source_new (const char *uid, const char *path, const char *text, GError **error)
{
  g_autoptr (TgEvolutionSource) self = g_new0 (TgEvolutionSource, 1);

  self->uid = g_strdup (uid);
  self->path = g_strdup (path);
  self->text = g_strdup (text);
  self->keys = g_key_file_new ();
  if (!g_key_file_load_from_data (self->keys, text, (gsize)-1, G_KEY_FILE_NONE, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
tg_evolution_source_set (TgEvolutionSource *self, const char *group, const char *key, const char *value)
{
  g_autofree char *before = g_steal_pointer (&self->text);
  g_autofree char *encoded = NULL;

  if (value == NULL) {
    g_key_file_remove_key (self->keys, group, key, NULL);
    self->text = tg_key_text_unset (before, group, key);
    return;
  }

  g_key_file_set_string (self->keys, group, key, value);
  encoded = g_key_file_get_value (self->keys, group, key, NULL);
  self->text = tg_key_text_set (before, group, key, encoded);
}

char *
tg_evolution_source_get (TgEvolutionSource *self, const char *group, const char *key)
{
  g_autofree char *value = self != NULL ? g_key_file_get_string (self->keys, group, key, NULL) : NULL;

  return value != NULL && *value != '\0' ? g_steal_pointer (&value) : NULL;
}

gboolean
tg_evolution_source_is (TgEvolutionSource *self, const char *group, const char *key, gboolean fallback)
{
  g_autoptr (GError) error = NULL;
  gboolean value = g_key_file_get_boolean (self->keys, group, key, &error);

  return error == NULL ? value : fallback;
}

TgEvolutionSource *
tg_evolution_source_find (GPtrArray *sources, const char *uid)
{
  for (guint i = 0; uid != NULL && i < sources->len; i++) {
    TgEvolutionSource *source = g_ptr_array_index (sources, i);

    if (strcmp (source->uid, uid) == 0)
      return source;
  }

  return NULL;
}

char *
tg_evolution_uid_new (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, uuid, -1);
}
