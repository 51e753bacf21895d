/* undo.c: tegamictl undo: lists the changes that can be undone, and undoes one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/output/json.h"
#include "cli/options/options.h"
#include "cli/output/terminal.h"
#include "cli/wait.h"
#include "saving/history.h"
#include "saving/undo.h"

static void
print_json (GPtrArray *changes)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();

  tg_json_begin_array (builder, "changes");
  for (guint i = 0; i < changes->len; i++) {
    const TgSavedChange *change = changes->pdata[i];
    const TgJournalEntry *entry = change->entry;

    if (entry->undone != 0)
      continue;
    json_builder_begin_object (builder);
    tg_json_member (builder, "change", entry->id);
    tg_json_member (builder, "title", entry->title);
    tg_json_time (builder, "when", entry->when, FALSE);
    tg_json_member (builder, "program", tg_program_id (entry->program));
    tg_json_member (builder, "where", entry->where);
    tg_json_member (builder, "objection", change->objection != NULL ? change->objection->message : NULL);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  tg_json_print (builder, FALSE);
}

static void
print_text (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++) {
    const TgSavedChange *change = changes->pdata[i];
    const TgJournalEntry *entry = change->entry;
    g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (entry->when);
    g_autofree char *date = when != NULL ? g_date_time_format (when, "%Y-%m-%d %H:%M") : g_strdup ("?");

    if (entry->undone != 0)
      continue;
    tg_terminal_print ("%s  %s  %s", entry->id, date, entry->title);
    if (change->objection != NULL)
      tg_terminal_print ("  %s", change->objection->message);
  }
}

static int
list_changes (gboolean json)
{
  g_auto (TgWait) wait = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  guint n_standing = 0;

  tg_saving_history_async (NULL, tg_wait_done, &wait);
  changes = tg_saving_history_finish (tg_wait_for (&wait), &error);
  if (changes == NULL)
    return tg_terminal_fail (TG_EXIT_FAILED, error->message);
  for (guint i = 0; i < changes->len; i++)
    n_standing += ((const TgSavedChange *)changes->pdata[i])->entry->undone == 0;
  if (json)
    print_json (changes);
  else if (n_standing > 0)
    print_text (changes);
  else
    tg_terminal_line (_ ("There is nothing to undo."));
  return TG_EXIT_DONE;
}

static int
take_back (const char *id, gboolean json)
{
  g_auto (TgWait) wait = { 0 };
  g_autoptr (GError) error = NULL;

  /* Half of it would be worse than all: what is begun is finished. */
  tg_wait_heed_signals (&wait);
  tg_saving_undo_async (id, NULL, tg_wait_done, &wait);
  if (!tg_saving_undo_finish (tg_wait_for (&wait), &error))
    return tg_terminal_fail (TG_EXIT_FAILED, error->message);
  if (json) {
    g_autoptr (JsonBuilder) builder = tg_json_begin ();

    tg_json_member (builder, "undone", id);
    tg_json_print (builder, FALSE);
  } else {
    tg_terminal_line (_ ("Undone."));
  }
  return TG_EXIT_DONE;
}

int
tg_command_undo (int argc, char **argv)
{
  gboolean json = FALSE;
  g_auto (GStrv) positional = NULL;

  if (!tg_cli_plain_parse (&json, NULL, argc, argv, NULL, _ ("Lists the changes made in mail programs, or undoes one."), &positional))
    return TG_EXIT_USAGE;
  if (g_strv_length (positional) > 1)
    return tg_terminal_fail (TG_EXIT_USAGE, _ ("One change at a time."));
  return positional[0] != NULL ? take_back (positional[0], json) : list_changes (json);
}
