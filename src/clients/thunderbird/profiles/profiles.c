/* profiles.c: Thunderbird's profiles by its own rules: in profiles.ini the Install section's
 * Default wins; .parentlock tells whether one is in use.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/profiles/profiles.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "files/file.h"

void
tg_thunderbird_profile_free (TgThunderbirdProfile *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->folder);
  g_free (self);
}

TgIni *
tg_thunderbird_read_ini (const char *root, GBytes **bytes, GError **error)
{
  g_autofree char *path = g_build_filename (root, "profiles.ini", NULL);
  g_autoptr (GBytes) contents = NULL;
  TgIni *ini;

  if (!tg_file_read (path, TG_FILE_MAX, &contents, error))
    return NULL;
  ini = tg_ini_parse (contents);
  if (bytes != NULL)
    *bytes = g_steal_pointer (&contents);
  return ini;
}

char *
tg_thunderbird_resolve (const char *root, TgIni *ini, const char *section)
{
  g_autofree char *path = tg_ini_get (ini, section, "Path");

  /* Whether IsRelative says so or not, an absolute path begins with a slash. */
  return path != NULL && *path != '\0' ? g_canonicalize_filename (path, root) : NULL;
}

/* The Path that opens by default, or NULL. */
static char *
default_path (const TgThunderbirdHome *home, TgIni *ini)
{
  g_autoptr (GPtrArray) sections = tg_ini_sections (ini, "Install");
  g_autofree char *own = home->install_hash != NULL ? g_strconcat ("Install", home->install_hash, NULL) : NULL;

  if (home->legacy_default)
    return NULL;
  if (own != NULL && tg_ini_has_section (ini, own))
    return tg_ini_get (ini, own, "Default");
  /* Of a hash that we do not know, the only one there is must be this program's. */
  return sections->len == 1 && own == NULL ? tg_ini_get (ini, sections->pdata[0], "Default") : NULL;
}

/* Without an Install section, Thunderbird adopts the profile with Default=1 if this very program
 * has used it. */
static gboolean
was_used_by (const TgThunderbirdHome *home, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "compatibility.ini", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TgIni) ini = NULL;
  g_autofree char *platform = NULL;

  tg_file_read (path, TG_FILE_MAX, &bytes, NULL);
  ini = tg_ini_parse (bytes);
  platform = tg_ini_get (ini, "Compatibility", "LastPlatformDir");
  return platform != NULL && g_strcmp0 (platform, home->install) == 0;
}

GPtrArray *
tg_thunderbird_profiles (const TgThunderbirdHome *home)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_thunderbird_profile_free);
  g_autofree char *list = g_build_filename (home->root, "profiles.ini", NULL);
  g_autoptr (GBytes) bytes = tg_file_read_linked (list, TG_FILE_MAX);
  g_autoptr (TgIni) ini = tg_ini_parse (bytes);
  g_autoptr (GPtrArray) sections = tg_ini_sections (ini, "Profile");
  g_autofree char *opened = default_path (home, ini);

  for (guint i = 0; i < sections->len; i++) {
    const char *section = sections->pdata[i];
    g_autofree char *folder = tg_thunderbird_resolve (home->root, ini, section);
    g_autofree char *path = tg_ini_get (ini, section, "Path");
    g_autofree char *marked = tg_ini_get (ini, section, "Default");
    TgThunderbirdProfile *profile;

    if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
      continue;
    profile = g_new0 (TgThunderbirdProfile, 1);
    profile->name = tg_ini_get (ini, section, "Name");
    if (opened != NULL)
      profile->is_default = g_str_equal (opened, path);
    else
      profile->is_default = g_strcmp0 (marked, "1") == 0 && (home->legacy_default || was_used_by (home, folder));
    profile->folder = g_steal_pointer (&folder);
    g_ptr_array_add (profiles, profile);
  }
  return profiles;
}

/* A lock of the open file (F_OFD_…): it meets Thunderbird's own fcntl lock, yet is not lost when
 * another thread of ours opens and closes the same file, as a lock of the process would be. */
static int
open_lock (const char *folder, int flags)
{
  g_autofree char *path = g_build_filename (folder, ".parentlock", NULL);

  return open (path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
}

gboolean
tg_thunderbird_in_use (const char *folder)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = open_lock (folder, O_RDONLY);
  gboolean used;

  if (fd < 0)
    return FALSE;
  used = fcntl (fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close (fd);
  return used;
}

/* From errno. */
static void
cannot_write (const char *folder, GError **error)
{
  gboolean is_link = errno == ELOOP;

  g_set_error (error, is_link ? TG_FILE_ERROR : TG_CLIENT_ERROR, is_link ? (int)TG_FILE_ERROR_UNSAFE : (int)TG_CLIENT_ERROR_UNREADABLE,
               _ ("Tegami cannot write into “%s” (%s)."), folder, g_strerror (errno));
}

gboolean
tg_thunderbird_lock (const char *folder, gpointer *handle, GError **error)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd;

  *handle = GINT_TO_POINTER (-1);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE; /* a new profile, which no Thunderbird knows yet */
  fd = open_lock (folder, O_WRONLY | O_CREAT);
  if (fd < 0) {
    cannot_write (folder, error);
    return FALSE;
  }
  if (fcntl (fd, F_OFD_SETLK, &lock) == 0) {
    *handle = GINT_TO_POINTER (fd);
    return TRUE;
  }
  /* Anything else says nothing about Thunderbird: some network folders have no locks. */
  if (errno == EACCES || errno == EAGAIN)
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING, _ ("Thunderbird is open. Close it, then try again."));
  else
    cannot_write (folder, error);
  close (fd);
  return FALSE;
}

void
tg_thunderbird_unlock (gpointer handle)
{
  if (GPOINTER_TO_INT (handle) >= 0)
    close (GPOINTER_TO_INT (handle));
}
