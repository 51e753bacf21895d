/* entries.c: programs that lie where nobody would look, but that an entry of the desktop's menu starts (Desktop Entry
 * Specification 1.5, "The Exec key").
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/profiles/installs.h"

#include <stdlib.h>
#include <string.h>

#include "files/file.h"

/* Links followed: a program that was started by a link knows its own folder nevertheless. */
static char *
folder_of (const char *path)
{
  char *real = realpath (path, NULL);
  char *folder = real != NULL ? g_path_get_dirname (real) : NULL;

  free (real);
  return folder;
}

static void
take_up (GPtrArray *folders, char *folder)
{
  if (folder != NULL && !g_ptr_array_find_with_equal_func (folders, folder, g_str_equal, NULL))
    g_ptr_array_add (folders, folder);
  else
    g_free (folder);
}

GPtrArray *
tg_command_folders (const char *command)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = NULL;

  if (!g_shell_parse_argv (command, NULL, &words, NULL))
    return folders;
  for (guint i = 0; words[i] != NULL; i++) {
    /* Whatever comes first, "env" or the program itself, may be found by the search path. */
    g_autofree char *path = i == 0 ? g_find_program_in_path (words[i]) : g_path_is_absolute (words[i]) ? g_strdup (words[i]) : NULL;

    take_up (folders, path != NULL ? folder_of (path) : NULL);
  }
  return folders;
}

static char *
read_command (const char *path)
{
  g_autoptr (GBytes) bytes = tg_file_read_linked (path, TG_FILE_MAX);
  g_autoptr (GKeyFile) entry = g_key_file_new ();

  return bytes != NULL && g_key_file_load_from_bytes (entry, bytes, G_KEY_FILE_NONE, NULL)
             ? g_key_file_get_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, NULL)
             : NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
tg_menu_folders (void)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *menu = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autoptr (GDir) dir = g_dir_open (menu, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (menu, name, NULL);
    g_autofree char *command = g_str_has_suffix (name, ".desktop") ? read_command (path) : NULL;
    g_autoptr (GPtrArray) named = command != NULL ? tg_command_folders (command) : NULL;

    for (guint i = 0; named != NULL && i < named->len; i++)
      take_up (folders, g_strdup (named->pdata[i]));
  }
  g_ptr_array_sort (folders, compare_names);
  return folders;
}
