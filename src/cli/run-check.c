/* run-check.c: a check in the foreground.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/run-check.h"

#include <glib-unix.h>

#include "cli/terminal.h"

typedef struct {
  GMainLoop *loop;
  gboolean   done;
} Run;

static gboolean
stop (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static void
checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  run->done = tg_session_check_finish (TG_SESSION (source), result, NULL);
  g_main_loop_quit (run->loop);
}

static void
step_changed (TgStepItem *item, GParamSpec *pspec, gpointer side)
{
  const TgStepRecord record = { .stage = tg_step_item_get_stage (item),
                                .outcome = tg_step_item_get_outcome (item),
                                .ms = tg_step_item_get_ms (item),
                                .text = (char *)tg_step_item_get_text (item) };

  tg_terminal_step (GPOINTER_TO_UINT (side), &record);
}

static void
steps_changed (GListModel *steps, guint position, guint removed, guint added, gpointer side)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (TgStepItem) item = g_list_model_get_item (steps, i);

    /* "ms" is the last property that an update notifies. */
    g_signal_connect (item, "notify::ms", G_CALLBACK (step_changed), side);
    step_changed (item, NULL, side);
  }
}

gboolean
tg_cli_run_check (TgCliOptions *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Run run = { .loop = loop };
  guint interrupt = g_unix_signal_add (SIGINT, stop, cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, stop, cancellable);

  if (!options->json)
    for (guint side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
      g_signal_connect (tg_session_get_steps (options->session, side), "items-changed", G_CALLBACK (steps_changed),
                        GUINT_TO_POINTER (side));
  tg_session_check_async (options->session, &options->check, cancellable, checked, &run);
  g_main_loop_run (loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  return run.done;
}
