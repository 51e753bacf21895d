/* run-check.c: a check, or a letter to oneself, in the foreground.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/run-check.h"

#include <glib/gi18n-lib.h>

#include "cli/output/terminal.h"
#include "cli/wait.h"

/* Six talks' worth of time, and never more than a letter is worth. */
#define WAIT_TALKS 6

static void
steps_changed (GListModel *steps, guint position, guint removed, guint added, gpointer side)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (TgStepItem) item = g_list_model_get_item (steps, i);

    tg_terminal_step (GPOINTER_TO_UINT (side), tg_step_item_get_record (item));
  }
}

gboolean
tg_cli_run_check (TgCliOptions *options)
{
  g_auto (TgWait) wait = { 0 };

  tg_cli_token_take (&options->token, options->session, &options->check);
  if (!options->json)
    for (guint side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
      g_signal_connect (tg_session_get_steps (options->session, side), "items-changed", G_CALLBACK (steps_changed),
                        GUINT_TO_POINTER (side));
  tg_wait_heed_signals (&wait);
  tg_session_check_async (options->session, &options->check, wait.cancellable, tg_wait_done, &wait);
  return tg_session_finish (options->session, tg_wait_for (&wait), NULL);
}

gboolean
tg_cli_run_self_letter (TgCliOptions *options)
{
  static const TgSelfLetterWatch watch = { .progress = tg_terminal_letter_progress };
  TgNetwork *network = tg_session_get_network (options->session);
  guint wait_ms = (guint)MIN ((guint64)network->timeout_ms * WAIT_TALKS, TG_SELF_LETTER_WAIT_MS);
  g_auto (TgWait) wait = { 0 };

  tg_wait_heed_signals (&wait);
  tg_session_self_letter_async (options->session, &options->check, wait_ms, options->json ? NULL : &watch, NULL, wait.cancellable,
                                tg_wait_done, &wait);
  return tg_session_finish (options->session, tg_wait_for (&wait), NULL);
}

gboolean
tg_cli_ask_issuers (TgCliOptions *options)
{
  gboolean done = TRUE;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND && done; side++) {
    g_autofree char *host = tg_session_issuer_host (options->session, side);
    g_auto (TgWait) wait = { 0 };

    if (host == NULL)
      continue;
    if (!options->json)
      tg_terminal_print (_ ("Asking %s for the missing certificate …"), host);
    tg_wait_heed_signals (&wait);
    tg_session_ask_issuer_async (options->session, side, wait.cancellable, tg_wait_done, &wait);
    done = tg_session_finish (options->session, tg_wait_for (&wait), NULL);
  }
  return done;
}
