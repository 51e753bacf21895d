/* certificate-only.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/offers/certificate-only.h"

#include <glib/gi18n.h>

#include "session/told/verdict-words.h"

gboolean
tg_certificate_only_is (TgWizard *wizard)
{
  return tg_wizard_choices (wizard)->certificate_only;
}

const char *
tg_certificate_only_plan (TgWizard *wizard)
{
  const char *plan = tg_wizard_get_symptom (wizard)->plan;

  if (tg_certificate_only_is (wizard))
    return _ ("Only the certificates are looked at; Tegami does not sign in.");
  return plan != NULL ? _ (plan) : NULL;
}

static gboolean
has_passed (TgWizard *wizard)
{
  TgSession *session = tg_wizard_get_session (wizard);

  return tg_certificate_only_is (wizard) && !tg_session_was_stopped (session) &&
         tg_verdict_words_all_proven (tg_session_get_result (session), tg_session_get_verdict (session));
}

gboolean
tg_certificate_only_show (TgWizard *wizard, const TgVerdictPlace *place)
{
  const TgCheckResult *check = tg_session_get_result (tg_wizard_get_session (wizard));

  if (!has_passed (wizard))
    return FALSE;
  tg_verdict_show_good (place, tg_verdict_words_proven_title (check), tg_verdict_words_proven_note (check));
  return TRUE;
}

const char *
tg_certificate_only_next (TgWizard *wizard)
{
  return has_passed (wizard) ? _ ("_Go on with the password") : _ ("_Test again");
}

gboolean
tg_certificate_only_go_on (TgPage *page)
{
  TgWizard *wizard = tg_page_get_wizard (page);

  if (!has_passed (wizard))
    return FALSE;
  tg_wizard_choices (wizard)->certificate_only = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (page), "assistant.go", "s", "address");
  return TRUE;
}
