/* undo.c: tegamictl undo: lists the changes that can be taken back, and takes one back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "saving/undo.h"

/* What the callbacks bring. */
typedef struct {
  GMainLoop *loop;
  GPtrArray *entries;
  GError *error;
} Run;

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  run->entries = tg_saving_list_finish (result, &run->error);
  g_main_loop_quit (run->loop);
}

static int
list_changes (gboolean json)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { .loop = loop };

  tg_saving_list_async (NULL, listed, &run);
  g_main_loop_run (loop);

  g_autoptr (GError) error = run.error;
  g_autoptr (GPtrArray) entries = run.entries;

  if (entries == NULL) {
    tg_terminal_error (error->message);
    return TG_EXIT_FAILED;
  }
  if (json) {
    g_autoptr (JsonBuilder) builder = tg_json_begin ();

    json_builder_set_member_name (builder, "changes");
    json_builder_begin_array (builder);
    for (guint i = 0; i < entries->len; i++) {
      const TgJournalEntry *entry = entries->pdata[i];

      json_builder_begin_object (builder);
      tg_json_member (builder, "change", entry->id);
      tg_json_member (builder, "title", entry->title);
      tg_json_time (builder, "when", entry->when, FALSE);
      tg_json_member (builder, "program", tg_program_id (entry->program));
      tg_json_member (builder, "where", entry->where);
      json_builder_end_object (builder);
    }
    json_builder_end_array (builder);
    tg_json_print (builder, FALSE);
    return TG_EXIT_DONE;
  }
  if (entries->len == 0)
    tg_terminal_line (_ ("There is nothing to undo."));
  for (guint i = 0; i < entries->len; i++) {
    const TgJournalEntry *entry = entries->pdata[i];
    g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (entry->when);
    g_autofree char *date = g_date_time_format (when, "%Y-%m-%d %H:%M");
    g_autofree char *line = g_strdup_printf ("%s  %s  %s", entry->id, date, entry->title);

    tg_terminal_line (line);
  }
  return TG_EXIT_DONE;
}

static void
undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  tg_saving_undo_finish (result, &run->error);
  g_main_loop_quit (run->loop);
}

static int
take_back (const char *id, gboolean json)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { .loop = loop };

  tg_saving_undo_async (id, NULL, undone, &run);
  g_main_loop_run (loop);

  g_autoptr (GError) error = run.error;

  if (error != NULL) {
    tg_terminal_error (error->message);
    return TG_EXIT_FAILED;
  }
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

  if (!tg_cli_plain_parse (&json, argc, argv, NULL, _ ("Lists the changes made in mail programs, or undoes one."), &positional))
    return TG_EXIT_USAGE;
  if (g_strv_length (positional) > 1) {
    tg_terminal_error (_ ("One change at a time."));
    return TG_EXIT_USAGE;
  }
  return positional[0] != NULL ? take_back (positional[0], json) : list_changes (json);
}
