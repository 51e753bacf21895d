/* install.c: one installation of Thunderbird, by the files in its folder, as Thunderbird 153 and Betterbird 140 have them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/profiles/installs.h"

#include <string.h>

#include "clients/thunderbird/prefs/prefs.h"
#include "files/file.h"

/* @mark: what Name or RemotingName in application.ini hold, in lower case.  Until version 140, Betterbird's Name was that of
 * Thunderbird, as which it was made. */
static const struct {
  const char *mark;
  const char *title;
} programs[] = {
  { "betterbird", "Betterbird" },
  { "thunderbird", "Thunderbird" },
};

/* How the name of an update channel, or of the repository that it is made from, begins; and what people call it. */
static const struct {
  const char *word;
  const char *name;
} channels[] = {
  { "release", "Release" }, { "esr", "ESR" }, { "beta", "Beta" }, { "nightly", "Daily" }, { "central", "Daily" },
};

#define CHANNEL_FILE "channel-prefs.js"
#define CHANNEL_PREF "app.update.channel"
#define REPOSITORY   "comm-"

static GBytes *
read_file (const char *folder, const char *path)
{
  g_autofree char *whole = g_build_filename (folder, path, NULL);

  return tg_file_read_linked (whole, TG_FILE_MAX);
}

static const char *
find_title (TgIni *ini)
{
  g_autofree char *name = tg_ini_get (ini, "App", "Name");
  g_autofree char *remoting = tg_ini_get (ini, "App", "RemotingName");
  g_autofree char *both = g_strconcat (name != NULL ? name : "", " ", remoting, NULL);
  g_autofree char *words = g_ascii_strdown (both, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    if (strstr (words, programs[i].mark) != NULL)
      return programs[i].title;
  return NULL;
}

static const char *
name_channel (const char *word)
{
  for (gsize i = 0; word != NULL && i < G_N_ELEMENTS (channels); i++)
    if (g_str_has_prefix (word, channels[i].word))
      return channels[i].name;
  return NULL;
}

/* From where it gets its updates; a distribution that updates it itself says "default", and the sources tell. */
static const char *
find_channel (const char *folder, TgIni *ini)
{
  g_autoptr (GBytes) bytes = read_file (folder, "defaults/pref/" CHANNEL_FILE);
  g_autoptr (TgPrefs) prefs = bytes != NULL ? tg_prefs_read (bytes, TG_PREFS_DEFAULTS) : NULL;
  const char *channel = prefs != NULL ? name_channel (tg_prefs_get_string (prefs, CHANNEL_PREF)) : NULL;
  g_autofree char *source = tg_ini_get (ini, "App", "SourceRepository");
  const char *repository = source != NULL ? strstr (source, REPOSITORY) : NULL;

  return channel != NULL ? channel : name_channel (repository != NULL ? repository + strlen (REPOSITORY) : NULL);
}

gboolean
tg_thunderbird_home_read (TgThunderbirdHome *self, const char *folder)
{
  g_autoptr (GBytes) bytes = read_file (folder, "application.ini");
  g_autoptr (TgIni) ini = tg_ini_parse (bytes);
  const char *title = bytes != NULL ? find_title (ini) : NULL;

  if (title == NULL)
    return FALSE;
  g_free (self->title);
  self->title = g_strdup (title);
  self->version = tg_ini_get (ini, "App", "Version");
  self->channel = find_channel (folder, ini);
  self->program = g_strdup (folder);
  self->installed = TRUE;
  return TRUE;
}
