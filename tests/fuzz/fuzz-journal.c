/* fuzz-journal.c: a manifest with anything in it: it is read or it is not, and no step trusts what its record says, whatever
 * the mail program's files hold.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <stdint.h>

#include "clients/client-class.h"
#include "clients/exception-step.h"
#include "clients/journal.h"
#include "clients/thunderbird/logins/logins-step.h"
#include "clients/thunderbird/steps.h"
#include "files/json.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define ID      "20260101T000000.000000"
#define THEIRS  "/tmp/home" /* the HOME in which corpus-journal was written */
#define PROFILE "abc.default"
#define NEW_ONE "3anln9q4.tegami"
#define PROFILES                                                                                                                           \
  "[General]\nStartWithLastProfile=1\nVersion=2\n\n[Profile0]\nName=default\nIsRelative=1\nPath=" PROFILE "\nDefault=1\n\n"                \
  "[Profile1]\nName=new\nIsRelative=1\nPath=" NEW_ONE "\n"

#define LOGINS                                                                                                                             \
  "{\"nextId\":3,\"logins\":[{\"id\":1,\"guid\":\"{1}\",\"timePasswordChanged\":5},{\"id\":2,\"guid\":\"{2}\",\"timePasswordChanged\":5}]" \
  "}"

static char *home;

static void
write_below (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (home, folder, NULL);
  g_autofree char *file = g_build_filename (path, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (file, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* The change is done: one that is not would be gone on with, wherever its record leads. */
static void
make_home (void)
{
  home = g_dir_make_tmp ("tegami-fuzz-XXXXXX", NULL);
  g_assert_nonnull (home);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  write_below ("tegami/changes/" ID, "state-done", "");
  write_below (".thunderbird", "profiles.ini", PROFILES);
  write_below (".thunderbird/" PROFILE, "logins.json", LOGINS);
  write_below ("tegami/changes/" ID, "logins.json", LOGINS);
}

/* A settings file that holds what the record says that it wrote. */
static void
make_prefs (TgJournalStep *step)
{
  JsonNode *diff = json_object_get_member (step->record, "diff");
  JsonNode *prefs = diff != NULL && JSON_NODE_HOLDS_OBJECT (diff) ? json_object_get_member (json_node_get_object (diff), "prefs") : NULL;
  g_autoptr (GString) text = g_string_new ("// Mozilla User Preferences\n");

  for (guint i = 0; prefs != NULL && JSON_NODE_HOLDS_ARRAY (prefs) && i < json_array_get_length (json_node_get_array (prefs)); i++) {
    JsonNode *pref = json_array_get_element (json_node_get_array (prefs), i);
    JsonObject *fields = JSON_NODE_HOLDS_OBJECT (pref) ? json_node_get_object (pref) : NULL;

    if (fields != NULL)
      g_string_append_printf (text, "user_pref(\"%s\", %s);\n", tg_json_get_string (fields, "name", "a"),
                              tg_json_get_string (fields, "after", "1"));
  }
  write_below (".thunderbird/" PROFILE, "prefs.js", text->str);
  write_below (".thunderbird/" NEW_ONE, "prefs.js", text->str);
}

/* Which read only. */
static void
ask_steps (const char *folder)
{
  const TgStepClass *const classes[] = { &tg_thunderbird_prefs_step, &tg_thunderbird_profile_step, &tg_thunderbird_logins_step,
                                         &tg_thunderbird_authority_step, &tg_exception_step };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    g_autoptr (GPtrArray) steps = tg_journal_steps (classes[i]->id);

    for (guint s = 0; s < steps->len; s++) {
      TgJournalStep *step = steps->pdata[s];

      make_prefs (step);
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
  g_autofree char *theirs = g_strndup ((const char *)data, size);
  g_autoptr (GString) text = g_string_new (theirs);
  g_autofree char *folder = NULL;
  g_autoptr (JsonObject) manifest = NULL;
  g_autoptr (GPtrArray) list = NULL;

  if (home == NULL)
    make_home ();
  g_string_replace (text, THEIRS, home, 0);
  write_below ("tegami/changes/" ID, "manifest.json", text->str);
  folder = g_build_filename (home, "tegami/changes", ID, NULL);
  manifest = tg_journal_read (folder, NULL);
  list = tg_journal_list (NULL);
  if (manifest != NULL)
    ask_steps (folder);
  return 0;
}
