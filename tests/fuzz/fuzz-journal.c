/* fuzz-journal.c: a manifest with anything in it: it is read or it is not, and no step trusts what its record says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <stdint.h>

#include "clients/client-class.h"
#include "clients/exception-step.h"
#include "clients/journal.h"
#include "clients/thunderbird/steps.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define ID "20260101T000000.000000"

/* In a HOME of its own, made once. */
static const char *
journal (void)
{
  static char *folder;

  if (folder == NULL) {
    g_autofree char *home = g_dir_make_tmp ("tegami-fuzz-XXXXXX", NULL);

    g_assert_nonnull (home);
    g_setenv ("HOME", home, TRUE);
    g_setenv ("XDG_DATA_HOME", home, TRUE);
    folder = g_build_filename (home, "tegami/changes", ID, NULL);
    g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  }
  return folder;
}

/* Which read only. */
static void
ask_steps (const char *folder)
{
  const TgStepClass *const classes[] = { &tg_thunderbird_prefs_step, &tg_thunderbird_profile_step, &tg_thunderbird_authority_step,
                                         &tg_exception_step };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    g_autoptr (GPtrArray) steps = tg_journal_steps (classes[i]->id);

    for (guint s = 0; s < steps->len; s++) {
      const TgJournalStep *step = steps->pdata[s];

      if (classes[i]->may_undo != NULL)
        classes[i]->may_undo (step->record, folder, NULL, NULL);
      if (classes[i]->in_place != NULL)
        classes[i]->in_place (step->record, NULL);
    }
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *folder = journal ();
  g_autofree char *path = g_build_filename (folder, "manifest.json", NULL);
  g_autoptr (JsonObject) manifest = NULL;
  g_autoptr (GPtrArray) list = NULL;

  g_assert_true (g_file_set_contents_full (path, (const char *)data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  manifest = tg_journal_read (folder, NULL);
  list = tg_journal_list (NULL);
  if (manifest != NULL)
    ask_steps (folder);
  return 0;
}
