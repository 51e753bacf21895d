/* run-check.c: a check, or a letter to oneself, in the foreground.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/run-check.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "cli/terminal.h"

/* Six talks' worth of time, and never more than a letter is worth. */
#define WAIT_TALKS 6

typedef struct {
  GMainLoop *loop;
  GCancellable *cancellable;
  guint interrupt, terminate;
  gboolean done;
} Run;

static gboolean
stop (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static void
run_begin (Run *self)
{
  self->loop = g_main_loop_new (NULL, FALSE);
  self->cancellable = g_cancellable_new ();
  self->interrupt = g_unix_signal_add (SIGINT, stop, self->cancellable);
  self->terminate = g_unix_signal_add (SIGTERM, stop, self->cancellable);
}

static gboolean
run_to_the_end (Run *self)
{
  g_main_loop_run (self->loop);
  g_source_remove (self->interrupt);
  g_source_remove (self->terminate);
  g_object_unref (self->cancellable);
  g_main_loop_unref (self->loop);
  return self->done;
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
  Run run = { 0 };

  if (!options->json)
    for (guint side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
      g_signal_connect (tg_session_get_steps (options->session, side), "items-changed", G_CALLBACK (steps_changed),
                        GUINT_TO_POINTER (side));
  run_begin (&run);
  tg_session_check_async (options->session, &options->check, run.cancellable, checked, &run);
  return run_to_the_end (&run);
}

static void
letter_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  run->done = tg_session_self_letter_finish (TG_SESSION (source), result, NULL);
  g_main_loop_quit (run->loop);
}

gboolean
tg_cli_run_self_letter (TgCliOptions *options)
{
  static const TgSelfLetterWatch watch = { .progress = tg_terminal_letter_progress };
  TgNetwork *network = tg_session_get_network (options->session);
  guint wait_ms = (guint)MIN ((guint64)network->timeout_ms * WAIT_TALKS, TG_SELF_LETTER_WAIT_MS);
  Run run = { 0 };

  run_begin (&run);
  tg_session_self_letter_async (options->session, &options->check, wait_ms, options->json ? NULL : &watch, NULL, run.cancellable,
                                letter_done, &run);
  return run_to_the_end (&run);
}

static void
issuer_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  run->done = tg_session_ask_issuer_finish (TG_SESSION (source), result, NULL);
  g_main_loop_quit (run->loop);
}

gboolean
tg_cli_ask_issuers (TgCliOptions *options)
{
  gboolean done = TRUE;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND && done; side++) {
    g_autofree char *host = tg_session_issuer_host (options->session, side);
    Run run = { 0 };

    if (host == NULL)
      continue;
    if (!options->json) {
      g_autofree char *line = g_strdup_printf (_ ("Asking %s for the missing certificate …"), host);

      tg_terminal_line (line);
    }
    run_begin (&run);
    tg_session_ask_issuer_async (options->session, side, run.cancellable, issuer_asked, &run);
    done = run_to_the_end (&run);
  }
  return done;
}
