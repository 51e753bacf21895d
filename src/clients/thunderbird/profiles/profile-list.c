/* profile-list.c: profiles.ini as Thunderbird's profile service reads it: [Profile0] and up without
 * a gap, [Install<hash>] with the Default.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/profiles/profile-list.h"

#include <string.h>

#include "files/json.h"

#define NAME "tegami"

static char *
numbered (guint number)
{
  return g_strdup_printf ("Profile%u", number);
}

/* The first number without a section. */
static guint
first_free (TgIni *ini)
{
  for (guint number = 0;; number++) {
    g_autofree char *section = numbered (number);

    if (!tg_ini_has_section (ini, section))
      return number;
  }
}

/* The profile's section where @key has this @value. (transfer full) (nullable) */
static char *
find_profile (TgIni *ini, const char *key, const char *value)
{
  g_autoptr (GPtrArray) sections = tg_ini_sections (ini, "Profile");

  for (guint i = 0; i < sections->len; i++) {
    g_autofree char *other = tg_ini_get (ini, sections->pdata[i], key);

    if (g_strcmp0 (other, value) == 0)
      return g_strdup (sections->pdata[i]);
  }
  return NULL;
}

static gboolean
has_profile (TgIni *ini, const char *key, const char *value)
{
  g_autofree char *section = find_profile (ini, key, value);

  return section != NULL;
}

static char *
free_name (TgIni *ini)
{
  char *name = g_strdup (NAME);

  for (guint i = 2; has_profile (ini, "Name", name); i++) {
    g_free (name);
    name = g_strdup_printf (NAME "-%u", i);
  }
  return name;
}

/* Makes the profile the one that opens, in the way of this package. */
static gboolean
make_default (TgIni *ini, const TgThunderbirdHome *home, const char *section, const char *path, JsonObject *record)
{
  g_autofree char *install = home->install_hash != NULL ? g_strconcat ("Install", home->install_hash, NULL) : NULL;
  g_autofree char *before = NULL;

  if (home->legacy_default) {
    tg_ini_set (ini, section, "Default", "1");
    return TRUE;
  }
  if (install == NULL)
    return FALSE;
  before = tg_ini_get (ini, install, "Default");
  json_object_set_string_member (record, "install", install);
  if (before != NULL)
    json_object_set_string_member (record, "install_before", before);
  if (tg_ini_has_section (ini, install))
    tg_ini_set (ini, install, "Default", path);
  else
    tg_ini_add_section (ini, install, "Default", path, "Locked", "1", NULL);
  return TRUE;
}

void
tg_profile_list_add (TgIni *ini, const TgThunderbirdHome *home, gboolean first, const char *path, char **name, gboolean *opens,
                     JsonObject *record)
{
  g_autofree char *section = numbered (first_free (ini));

  *name = free_name (ini);
  if (!tg_ini_has_section (ini, "General"))
    tg_ini_add_section (ini, "General", "StartWithLastProfile", "1", "Version", "2", NULL);
  tg_ini_add_section (ini, section, "Name", *name, "IsRelative", "1", "Path", path, NULL);
  json_object_set_string_member (record, "section_path", path);
  *opens = first && make_default (ini, home, section, path, record);
}

gboolean
tg_profile_list_has (TgIni *ini, const char *path)
{
  return has_profile (ini, "Path", path);
}

static void
close_gap (TgIni *ini, guint gap)
{
  for (;; gap++) {
    g_autofree char *section = numbered (gap);
    g_autofree char *next = numbered (gap + 1);

    if (tg_ini_has_section (ini, section) || !tg_ini_has_section (ini, next))
      return;
    tg_ini_rename_section (ini, next, section);
  }
}

void
tg_profile_list_remove (TgIni *ini, JsonObject *record)
{
  const char *path = tg_json_get_string (record, "section_path", "");
  const char *install = tg_json_get_string (record, "install", NULL);
  const char *before = tg_json_get_string (record, "install_before", NULL);
  g_autofree char *opened = install != NULL ? tg_ini_get (ini, install, "Default") : NULL;
  g_autofree char *section = find_profile (ini, "Path", path);

  if (section != NULL) {
    tg_ini_remove_section (ini, section);
    close_gap (ini, (guint)g_ascii_strtoull (section + strlen ("Profile"), NULL, 10));
  }
  if (g_strcmp0 (opened, path) != 0)
    return;
  if (before != NULL)
    tg_ini_set (ini, install, "Default", before);
  else
    tg_ini_remove_section (ini, install);
}
