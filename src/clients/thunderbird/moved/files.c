/* files.c: where the folders of a profile's accounts lie on disk, and which of their files name other folders.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/moved/files.h"

#include <string.h>

#include "clients/thunderbird/accounts.h"

#define SERVERS "mail.server."
#define PROFILE "[ProfD]"

void
tg_moved_file_free (TgMovedFile *self)
{
  g_free (self->path);
  g_free (self);
}

/* As Thunderbird looks it up; NULL: it has never run with this account, which then has no files. (transfer full) (nullable) */
static char *
folder_of (const char *profile, TgPrefs *prefs, const char *server)
{
  const char *relative = tg_pref_string_of (prefs, "server", server, "directory-rel");
  const char *absolute = tg_pref_string_of (prefs, "server", server, "directory");

  if (relative != NULL && g_str_has_prefix (relative, PROFILE)) {
    g_autofree char *path = g_build_filename (profile, relative + strlen (PROFILE), NULL);

    return g_canonicalize_filename (path, NULL);
  }
  return absolute != NULL && g_path_is_absolute (absolute) ? g_strdup (absolute) : NULL;
}

static void
add_file (GPtrArray *files, TgMovedKind kind, const char *folder)
{
  g_autofree char *path = folder != NULL ? g_build_filename (folder, tg_moved_file_name (kind), NULL) : NULL;
  TgMovedFile *file;

  for (guint i = 0; path != NULL && i < files->len; i++)
    if (g_str_equal (((const TgMovedFile *)files->pdata[i])->path, path))
      return;
  if (path == NULL)
    return;
  file = g_new0 (TgMovedFile, 1);
  file->kind = kind;
  file->path = g_steal_pointer (&path);
  g_ptr_array_add (files, file);
}

/* Of every server, also of one of a kind that we do not know: each may have a filter that files into any account. */
static void
add_filters (GPtrArray *files, const char *profile, TgPrefs *prefs)
{
  g_autoptr (GPtrArray) names = tg_prefs_names (prefs, SERVERS);

  for (guint i = 0; i < names->len; i++) {
    const char *key = (const char *)names->pdata[i] + strlen (SERVERS);
    g_autofree char *server = g_strndup (key, strcspn (key, "."));
    g_autofree char *folder = folder_of (profile, prefs, server);

    add_file (files, TG_MOVED_FILTERS, folder);
  }
}

GPtrArray *
tg_moved_files (const char *profile, TgPrefs *prefs, GPtrArray *moves)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_moved_file_free);

  add_filters (files, profile, prefs);
  for (guint i = 0; i < moves->len; i++) {
    const TgMove *move = moves->pdata[i];
    g_autofree char *folder = move->protocol == TG_PROTOCOL_POP3 ? folder_of (profile, prefs, move->server) : NULL;

    add_file (files, TG_MOVED_FETCHED, folder);
  }
  add_file (files, TG_MOVED_SEARCHES, profile);
  return files;
}
