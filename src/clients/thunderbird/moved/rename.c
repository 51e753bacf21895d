/* rename.c: names of folders in prefs: where sent mail goes, drafts, templates, archives, junk, and whatever add-ons remember.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/moved/rename.h"

#include "clients/thunderbird/accounts.h"
#include "clients/thunderbird/moved/rewrite.h"
#include "clients/thunderbird/prefs/lists.h"

void
tg_moves_rename_prefs (TgPrefs *prefs, GPtrArray *moves)
{
  g_autoptr (GPtrArray) names = tg_prefs_names (prefs, "");
  g_autoptr (GPtrArray) folders = tg_moves_of_folders (moves);

  for (guint i = 0; folders->len > 0 && i < names->len; i++) {
    const char *value = tg_prefs_get_string (prefs, names->pdata[i]);
    g_autofree char *renamed = value != NULL ? tg_moved_value (value, folders) : NULL;

    if (renamed != NULL)
      tg_prefs_set_string (prefs, names->pdata[i], renamed);
  }
}

gboolean
tg_moves_are_in_prefs (GPtrArray *moves, gpointer prefs)
{
  g_autoptr (GPtrArray) names = tg_prefs_names (prefs, "");
  g_autoptr (GPtrArray) folders = tg_moves_of_folders (moves);

  for (guint i = 0; i < names->len; i++) {
    const char *value = tg_prefs_get_string (prefs, names->pdata[i]);
    g_autofree char *renamed = value != NULL ? tg_moved_value (value, folders) : NULL;

    if (renamed != NULL)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_back (TgPrefs *prefs, const TgMove *move)
{
  const char *user = tg_pref_string_of (prefs, "server", move->server, "userName");

  return g_strcmp0 (tg_pref_string_of (prefs, "server", move->server, "hostname"), move->old_host) == 0 &&
         g_strcmp0 (user != NULL ? user : "", move->old_user) == 0;
}

void
tg_moves_rename_prefs_back (TgPrefs *prefs, GPtrArray *moves)
{
  g_autoptr (GPtrArray) back = tg_moves_reverse (moves);

  for (guint i = moves->len; i > 0; i--)
    if (!is_back (prefs, moves->pdata[i - 1]))
      g_ptr_array_remove_index (back, i - 1);
  tg_moves_rename_prefs (prefs, back);
}
