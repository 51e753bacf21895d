/* store-folder.c: Evolution's sources as files of a folder, one NAME.source each.  Evolution watches
 * its own folder and takes new files in within seconds; it does not notice a file that changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/store/store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "files/file.h"

TgEvolutionSource *
tg_evolution_source_load (const char *folder, const char *uid)
{
  g_autofree char *path = tg_evolution_source_file (folder, uid);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  TgEvolutionSource *source = NULL;
  gsize size = 0;
  const char *data = NULL;

  if (!tg_file_read (path, TG_FILE_MAX, &bytes, NULL) || bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  if (size > 0 && memchr (data, '\0', size) != NULL)
    return NULL; /* it would be cut off there */
  text = g_strndup (data, size);
  source = tg_evolution_source_new (uid, path, text, NULL);
  if (source != NULL)
    source->writable = source->removable = TRUE;

  return source;
}

static GPtrArray *
folder_list (TgEvolutionStore *self, GCancellable *cancellable, GError **error)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);
  g_autoptr (GDir) folder = g_dir_open (self->name, 0, NULL); /* no folder: no sources */
  const char *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *uid = NULL;
    TgEvolutionSource *source = NULL;

    if (*name == '.' || !g_str_has_suffix (name, ".source"))
      continue;
    uid = g_strndup (name, strlen (name) - strlen (".source"));
    source = tg_evolution_source_load (self->name, uid);
    if (source != NULL)
      g_ptr_array_add (sources, source);
  }

  return sources;
}

gboolean
tg_evolution_source_save (TgEvolutionSource *source, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (source->text, strlen (source->text));

  return tg_file_replace (path, bytes, error);
}

static gboolean
folder_create (TgEvolutionStore *self, GPtrArray *sources, GCancellable *cancellable, GError **error)
{
  if (!tg_file_make_folder (self->name, TRUE, error))
    return FALSE;

  /* The account last: it makes the other two visible. */
  for (guint i = sources->len; i-- > 0;) {
    TgEvolutionSource *source = g_ptr_array_index (sources, i);
    g_autofree char *path = tg_evolution_source_file (self->name, source->uid);

    if (g_file_test (path, G_FILE_TEST_EXISTS)) {
      g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSAFE, _ ("The file %s already exists."), path);
      return FALSE;
    }
    if (!tg_evolution_source_save (source, path, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
folder_write (TgEvolutionStore *self, TgEvolutionSource *source, GCancellable *cancellable, GError **error)
{
  return tg_evolution_source_save (source, source->path, error);
}

static gboolean
folder_remove (TgEvolutionStore *self, TgEvolutionSource *source, GCancellable *cancellable, GError **error)
{
  return tg_file_remove (source->path, error);
}

static const TgEvolutionStoreClass folder_class = { folder_list, folder_create, folder_write, folder_remove };

TgEvolutionStore *
tg_evolution_store_for_folder (const char *folder)
{
  TgEvolutionStore *self = g_atomic_rc_box_new0 (TgEvolutionStore);

  self->klass = &folder_class;
  self->name = g_canonicalize_filename (folder, NULL);

  return self;
}
