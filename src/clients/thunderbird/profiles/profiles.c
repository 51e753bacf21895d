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

#include "clients/thunderbird/profiles/installs.h"
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

/* To be read only: one that leads elsewhere is followed. */
static TgIni *
read_list (const char *root)
{
  g_autofree char *path = g_build_filename (root, "profiles.ini", NULL);
  g_autoptr (GBytes) bytes = tg_file_read_linked (path, TG_FILE_MAX);

  return tg_ini_parse (bytes);
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

/* The folder of the program that had the profile open last. (transfer full) (nullable) */
static char *
last_user (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "compatibility.ini", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TgIni) ini = NULL;

  tg_file_read (path, TG_FILE_MAX, &bytes, NULL);
  ini = tg_ini_parse (bytes);
  return tg_ini_get (ini, "Compatibility", "LastPlatformDir");
}

GPtrArray *
tg_thunderbird_last_users (const char *root)
{
  GPtrArray *users = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TgIni) ini = read_list (root);
  g_autoptr (GPtrArray) sections = tg_ini_sections (ini, "Profile");

  for (guint i = 0; i < sections->len; i++) {
    g_autofree char *folder = tg_thunderbird_resolve (root, ini, sections->pdata[i]);
    char *user = folder != NULL ? last_user (folder) : NULL;

    if (user != NULL)
      g_ptr_array_add (users, user);
  }
  return users;
}

/* Without an Install section, Thunderbird adopts the profile with Default=1 if this very program has used it. */
static gboolean
is_default (const TgThunderbirdHome *home, TgIni *ini, const char *section, gboolean was_used)
{
  g_autofree char *opened = default_path (home, ini);
  g_autofree char *path = tg_ini_get (ini, section, "Path");
  g_autofree char *marked = tg_ini_get (ini, section, "Default");

  return opened != NULL ? g_str_equal (opened, path) : g_strcmp0 (marked, "1") == 0 && (home->legacy_default || was_used);
}

/* Of the @count homes that share this folder, from the first on. */
static void
find_owner (TgThunderbirdProfile *profile, gpointer *homes, guint count, TgIni *ini, const char *section)
{
  g_autofree char *last = last_user (profile->folder);
  int best = -1;

  for (guint i = 0; i < count; i++) {
    const TgThunderbirdHome *home = homes[i];
    gboolean was_used = last != NULL && g_strcmp0 (last, home->install) == 0;
    gboolean opens = is_default (home, ini, section, was_used);
    int rank = 2 * opens + was_used;

    profile->is_default |= opens;
    if (rank <= best)
      continue;
    best = rank;
    profile->home = home;
  }
}

/* Two lists, or two places of one, may name the same folder. */
static void
take_up (GPtrArray *profiles, TgThunderbirdProfile *profile)
{
  for (guint i = 0; i < profiles->len; i++) {
    const TgThunderbirdProfile *known = profiles->pdata[i];

    if (!g_str_equal (known->folder, profile->folder))
      continue;
    if (known->is_default || !profile->is_default) {
      tg_thunderbird_profile_free (profile);
      return;
    }
    g_ptr_array_remove_index (profiles, i);
    break;
  }
  g_ptr_array_add (profiles, profile);
}

static void
add_profiles (GPtrArray *profiles, gpointer *homes, guint count)
{
  const char *root = ((const TgThunderbirdHome *)homes[0])->root;
  g_autoptr (TgIni) ini = read_list (root);
  g_autoptr (GPtrArray) sections = tg_ini_sections (ini, "Profile");

  for (guint i = 0; i < sections->len; i++) {
    g_autofree char *folder = tg_thunderbird_resolve (root, ini, sections->pdata[i]);
    TgThunderbirdProfile *profile;

    if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
      continue;
    profile = g_new0 (TgThunderbirdProfile, 1);
    profile->name = tg_ini_get (ini, sections->pdata[i], "Name");
    profile->folder = g_steal_pointer (&folder);
    find_owner (profile, homes, count, ini, sections->pdata[i]);
    take_up (profiles, profile);
  }
}

static int
compare_profiles (gconstpointer a, gconstpointer b, gpointer homes)
{
  const TgThunderbirdProfile *one = *(TgThunderbirdProfile *const *)a;
  const TgThunderbirdProfile *two = *(TgThunderbirdProfile *const *)b;
  guint of_one, of_two;

  if (one->home == two->home)
    return two->is_default - one->is_default;
  g_ptr_array_find (homes, one->home, &of_one);
  g_ptr_array_find (homes, two->home, &of_two);
  return of_one < of_two ? -1 : 1;
}

GPtrArray *
tg_thunderbird_profiles (GPtrArray *homes)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_thunderbird_profile_free);

  for (guint i = 0, count; i < homes->len; i += count) {
    const char *root = ((const TgThunderbirdHome *)homes->pdata[i])->root;

    /* Those that share a folder stand side by side. */
    for (count = 1; i + count < homes->len && g_str_equal (((const TgThunderbirdHome *)homes->pdata[i + count])->root, root); count++)
      continue;
    add_profiles (profiles, homes->pdata + i, count);
  }
  g_ptr_array_sort_with_data (profiles, compare_profiles, homes);
  return profiles;
}

TgThunderbirdHome *
tg_thunderbird_home_of (const char *folder)
{
  g_autoptr (GPtrArray) homes = tg_thunderbird_homes ();
  g_autoptr (GPtrArray) profiles = tg_thunderbird_profiles (homes);
  guint found = 0;

  /* Also one that is in no list, or not made yet. */
  for (guint i = homes->len; i > 0; i--) {
    const TgThunderbirdHome *home = homes->pdata[i - 1];
    gsize length = strlen (home->root);

    if (strncmp (folder, home->root, length) == 0 && folder[length] == '/')
      found = i - 1;
  }
  for (guint i = 0; i < profiles->len; i++) {
    const TgThunderbirdProfile *profile = profiles->pdata[i];

    if (g_str_equal (profile->folder, folder))
      g_ptr_array_find (homes, profile->home, &found);
  }
  return g_ptr_array_steal_index (homes, found);
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

static void
is_open (const char *folder, GError **error)
{
  g_autoptr (TgThunderbirdHome) home = tg_thunderbird_home_of (folder);

  /* TRANSLATORS: a mail program */
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING, _ ("%s is open. Close it, then try again."), home->title);
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
    is_open (folder, error);
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
