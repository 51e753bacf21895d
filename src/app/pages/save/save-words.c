/* save-words.c: see save-words.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/save-words.h"

#include <glib/gi18n.h>

#include "files/file.h"

char *
tg_save_words_still_open (const TgPlace *place)
{
  const char *title = tg_place_title (place);

  /* TRANSLATORS: three times the same mail program */
  return g_strdup_printf (_ ("%s is still open, and nothing was written. Close %s and press Save, or choose another place."), title, title);
}

/* For what has no remedy in its own words: a mail program's refusals have. (nullable) */
static const char *
remedy_for (const GError *error)
{
  static const struct {
    int code;
    const char *words;
  } rows[] = {
    { G_FILE_ERROR_NOSPC, N_ ("Delete something large to make room on the disk, then save again.") },
    { G_FILE_ERROR_ROFS, N_ ("Choose another place, or make a file for Thunderbird’s own import.") },
    { G_FILE_ERROR_ACCES, N_ ("Choose another place, or make a file for Thunderbird’s own import.") },
    { G_FILE_ERROR_PERM, N_ ("Choose another place, or make a file for Thunderbird’s own import.") },
  };

  if (error->domain == TG_CLIENT_ERROR || error->domain == TG_FILE_ERROR)
    return NULL;
  for (gsize i = 0; error->domain == G_FILE_ERROR && i < G_N_ELEMENTS (rows); i++)
    if (rows[i].code == error->code)
      return _ (rows[i].words);
  return _ ("Save again; if it fails once more, restart this computer and try then.");
}

char *
tg_save_words_failure (TgSaving *saving, const GError *error)
{
  gboolean left = saving != NULL && tg_saving_left_something (saving);
  const char *remedy = remedy_for (error);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new ();

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_ptr_array_add (sentences, error->message);
    if (remedy != NULL)
      g_ptr_array_add (sentences, (gpointer)remedy);
  }
  if (left)
    g_ptr_array_add (sentences,
                     _ ("Part of it is still there. See “All changes” on the first page, where it is taken back or can be undone."));
  else
    g_ptr_array_add (sentences, _ ("Nothing was written: everything is as it was."));
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv ("\n", (char **)sentences->pdata);
}
