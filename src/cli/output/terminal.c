/* terminal.c: steps, findings and verdicts for a person at a terminal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/output/terminal.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "model/text/text.h"

void
tg_terminal_line (const char *text)
{
  g_autofree char *safe = tg_text_terminal (text, TRUE);

  g_print ("%s\n", safe);
}

void
tg_terminal_print (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  tg_terminal_line (text);
}

int
tg_terminal_fail (int status, const char *text)
{
  g_autofree char *safe = tg_text_terminal (text, TRUE);

  g_printerr ("tegamictl: %s\n", safe);
  return status;
}

int
tg_terminal_fail_with (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TG_EXIT_CANCELLED;
  return tg_terminal_fail (TG_EXIT_FAILED, error->message);
}

static const char *
side_title (TgSide side)
{
  switch (side) {
  case TG_SIDE_RECEIVE:
    return _ ("Receive");
  case TG_SIDE_SEND:
    return _ ("Send");
  case TG_SIDE_BOTH:
    return _ ("Receive and send");
  case TG_SIDE_LOCAL:
  default:
    return _ ("This computer");
  }
}

void
tg_terminal_step (TgSide side, const TgStepRecord *record)
{
  static const char *const marks[] = { "✔", "!", "✘", "-", "…" };

  if (record->outcome == TG_STEP_RUNNING || record->outcome == TG_STEP_SKIPPED)
    return;

  tg_terminal_print ("  %s %s: %s (%.0f ms)", marks[record->outcome], side_title (side), record->text != NULL ? record->text : "",
                     record->ms);
}

void
tg_terminal_findings (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    tg_terminal_print ("\n%s (%s)\n  %s", finding->title, side_title (finding->side), finding->cause);
    for (guint k = 0; k < finding->remedies->len; k++) {
      const TgRemedy *remedy = finding->remedies->pdata[k];

      if (remedy->tried == TG_TRIED_FAILS)
        continue;

      tg_terminal_print ("  → %s", remedy->text);
    }
    for (guint k = 0; k < finding->evidence->len; k++)
      tg_terminal_print ("    · %s", (char *)finding->evidence->pdata[k]);
  }
}

void
tg_terminal_contacted (TgSession *session)
{
  const TgSurroundings *seen = tg_session_get_surroundings (session);

  if (seen == NULL || seen->contacted->len == 0)
    return;
  g_print ("\n");
  tg_terminal_line (_ ("Because something failed, these were contacted as well:"));
  for (guint i = 0; i < seen->contacted->len; i++)
    tg_terminal_print ("  %s", (char *)seen->contacted->pdata[i]);
}

static const char *
outcome_title (TgOutcome outcome)
{
  switch (outcome) {
  case TG_OUTCOME_VERIFIED:
    return _ ("verified");
  case TG_OUTCOME_CAUTION:
    return _ ("works, with a caution");
  case TG_OUTCOME_UNPROVEN:
    return _ ("works up to the sign-in, which was not tried");
  case TG_OUTCOME_FAILED:
    return _ ("does not work");
  case TG_OUTCOME_UNTESTED:
  default:
    return _ ("not tested");
  }
}

static void
print_outcome (TgSession *session, TgSide side)
{
  const TgEvidence *evidence = tg_check_result_seen (tg_session_get_result (session), side);

  if (evidence == NULL)
    return;

  g_autofree char *url = tg_server_to_url (evidence->server);

  tg_terminal_print ("%s: %s (%s)", side_title (side), outcome_title (tg_session_get_outcome (session, side)), url);
}

void
tg_terminal_verdict (TgSession *session)
{
  g_print ("\n");
  print_outcome (session, TG_SIDE_RECEIVE);
  print_outcome (session, TG_SIDE_SEND);
}
