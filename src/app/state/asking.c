/* asking.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/asking.h"

#include <glib/gi18n.h>

gboolean
tg_asking_for_password (TgWizard *wizard)
{
  return !tg_wizard_choices (wizard)->certificate_only;
}

/* Where the person may look the password up. (nullable) */
static const char *
find_place (TgProgram program)
{
  return program == TG_PROGRAM_THUNDERBIRD ? _ ("Thunderbird shows it under Settings, Privacy & Security, Saved Passwords.")
                                           : _ ("The program Passwords and Keys shows it, in the keyring of this computer.");
}

/* Why somebody is asked for what the mail program knows already. */
static char *
explain_again (const TgChoices *choices)
{
  g_autofree char *why =
      choices->held ? g_strdup_printf (_ ("%s has this password, but Tegami does not read what other programs have saved: please type it "
                                          "once more, for the test."),
                                       choices->held_by)
                    : g_strdup_printf (_ ("If %s has this password: Tegami does not read what other programs have saved. Please type it "
                                          "once more, for the test."),
                                       choices->held_by);

  /* TRANSLATORS: two sentences, one after the other */
  return g_strdup_printf (_ ("%s %s"), why, find_place (choices->held_kind));
}

char *
tg_asking_why (TgWizard *wizard)
{
  const TgChoices *choices = tg_wizard_choices (wizard);

  if (choices->certificate_only)
    return g_strdup (_ ("Only the servers’ certificates are looked at: no password is needed for that, and Tegami does not sign in."));
  if (choices->held_by != NULL)
    return explain_again (choices);
  if (choices->sends_only)
    return g_strdup (_ ("With these, the device signs in to send. No receiving server is needed. Nothing is saved yet."));
  return NULL;
}
