/* terminal.c: steps, findings and verdicts for a person at a terminal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/terminal.h"

#include <glib/gi18n-lib.h>

#include "model/text.h"

void
tg_terminal_line (const char *text)
{
  g_autofree char *safe = tg_text_terminal (text, TRUE);

  g_print ("%s\n", safe);
}

void
tg_terminal_error (const char *text)
{
  g_autofree char *safe = tg_text_terminal (text, TRUE);

  g_printerr ("tegamictl: %s\n", safe);
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

  g_autofree char *line = g_strdup_printf ("  %s %s: %s (%.0f ms)", marks[record->outcome], side_title (side),
                                           record->text != NULL ? record->text : "", record->ms);

  tg_terminal_line (line);
}

void
tg_terminal_findings (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];
    g_autofree char *head = g_strdup_printf ("\n%s (%s)\n  %s", finding->title, side_title (finding->side), finding->cause);

    tg_terminal_line (head);
    for (guint k = 0; k < finding->remedies->len; k++) {
      const TgRemedy *remedy = finding->remedies->pdata[k];

      if (remedy->tried == TG_TRIED_FAILS)
        continue;

      g_autofree char *line = g_strdup_printf ("  → %s", remedy->text);

      tg_terminal_line (line);
    }
    for (guint k = 0; k < finding->evidence->len; k++) {
      g_autofree char *line = g_strdup_printf ("    · %s", (char *)finding->evidence->pdata[k]);

      tg_terminal_line (line);
    }
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
  for (guint i = 0; i < seen->contacted->len; i++) {
    g_autofree char *line = g_strdup_printf ("  %s", (char *)seen->contacted->pdata[i]);

    tg_terminal_line (line);
  }
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
print_outcome (TgSession *session, TgSide side, const TgEvidence *evidence)
{
  if (evidence == NULL)
    return;

  g_autofree char *url = tg_server_to_url (evidence->server);
  g_autofree char *line = g_strdup_printf ("%s: %s (%s)", side_title (side), outcome_title (tg_session_get_outcome (session, side)), url);

  tg_terminal_line (line);
}

void
tg_terminal_verdict (TgSession *session)
{
  const TgCheckResult *result = tg_session_get_result (session);

  g_print ("\n");
  print_outcome (session, TG_SIDE_RECEIVE, result->receive);
  print_outcome (session, TG_SIDE_SEND, result->send);
}
