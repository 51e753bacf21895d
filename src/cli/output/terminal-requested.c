/* terminal-requested.c: what was explored, and a letter to oneself, for a person at a terminal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/output/terminal.h"

#include <glib/gi18n-lib.h>

static const char *
outcome_words (TgExploreOutcome outcome)
{
  switch (outcome) {
  case TG_EXPLORED_WORKS:
    return _ ("works up to the sign-in");
  case TG_EXPLORED_CERTIFICATE:
    return _ ("the certificate is not trusted");
  case TG_EXPLORED_UNENCRYPTED:
    return _ ("answers without encryption");
  case TG_EXPLORED_NO_SIGN_IN:
    return _ ("offers no sign-in with a password");
  case TG_EXPLORED_REFUSED:
    return _ ("refused");
  case TG_EXPLORED_SILENT:
    return _ ("no answer");
  case TG_EXPLORED_NOT_FOUND:
    return _ ("there is no such server name");
  case TG_EXPLORED_OTHER:
  default:
    return _ ("answers, but not as it should");
  }
}

void
tg_terminal_explored (TgSession *session)
{
  GPtrArray *rows = tg_session_get_explored (session);

  if (rows == NULL)
    return;
  g_print ("\n");
  tg_terminal_line (_ ("What answers, best first:"));
  for (guint i = 0; i < rows->len; i++) {
    const TgExplored *row = rows->pdata[i];
    g_autofree char *url = tg_server_to_url (row->server);

    tg_terminal_print ("  %s %s: %s (%.0f ms)", row->outcome == TG_EXPLORED_WORKS ? "✔" : "✘", url, outcome_words (row->outcome), row->ms);
  }
}

void
tg_terminal_letter_progress (TgLetterPhase phase, guint waited_ms, guint wait_ms, gpointer unused)
{
  if (phase == TG_LETTER_SENDING)
    tg_terminal_print ("  … %s", _ ("Sending a letter to yourself"));
  else if (phase == TG_LETTER_LOOKING)
    /* TRANSLATORS: both numbers are seconds */
    tg_terminal_print (_ ("  … Looking for the letter (%u of at most %u seconds)"), waited_ms / 1000, wait_ms / 1000);
}

static void
print_check (const char *name, const char *result)
{
  tg_terminal_print ("    %s: %s", name, result != NULL ? result : "–");
}

void
tg_terminal_letter (TgSession *session)
{
  const TgSelfLetter *letter = tg_session_get_self_letter (session);

  if (letter == NULL)
    return;
  g_print ("\n");
  if (!letter->sent)
    tg_terminal_line (_ ("No letter was sent."));
  else if (!letter->seen)
    tg_terminal_line (_ ("The letter was sent, but has not arrived in the mailbox."));
  else if (letter->deleted)
    tg_terminal_print (_ ("The letter arrived in %s after %.1f seconds, and was deleted again."), tg_self_letter_folder (letter),
                       letter->seconds);
  else
    tg_terminal_print (_ ("The letter arrived in %s after %.1f seconds. It is still there, and may be deleted."),
                       tg_self_letter_folder (letter), letter->seconds);
  if (letter->checks == NULL || letter->checks->authserv_id == NULL)
    return;
  print_check ("SPF", letter->checks->spf);
  print_check ("DKIM", letter->checks->dkim);
  print_check ("DMARC", letter->checks->dmarc);
}
