/* complaint.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/complaint.h"

/* As it is saved.  Where the user name is the full address, its other form may be tried next. */
static TgAccount *
account_to_test (const TgFoundAccount *found, gboolean sends_only)
{
  const TgAccount *saved = found->account;
  gboolean usual = g_strcmp0 (saved->user, saved->address) == 0;
  gboolean same = g_strcmp0 (saved->user, saved->send_user) == 0;
  g_autoptr (TgAccount) open = usual ? tg_account_with_user (saved, NULL) : tg_account_ref (saved);
  g_autoptr (TgAccount) account = usual && same ? tg_account_with_send_user (open, NULL) : tg_account_ref (open);

  return sends_only ? tg_account_with_receive (account, NULL) : g_steal_pointer (&account);
}

/* Whether nothing that was there before is of use: what is tested now is something else. */
static gboolean
is_another (TgWizard *wizard, const TgAccount *wanted, gboolean sends_only)
{
  const TgAccount *account = tg_session_get_account (tg_wizard_get_session (wizard));
  gboolean from_program = tg_account_is_from (account, TG_ORIGIN_PROGRAM);

  if (tg_wizard_choices (wizard)->sends_only != sends_only)
    return TRUE;
  if (wanted == NULL)
    return from_program || tg_wizard_get_practising (wizard);
  return !from_program || !tg_account_equal (account, wanted);
}

static void
note_password (TgWizard *wizard, const TgFoundAccount *found)
{
  TgChoices *choices = tg_wizard_choices (wizard);

  choices->held_by = found != NULL && found->password_saved != 0 ? g_intern_string (tg_found_account_program (found)) : NULL;
  choices->held_kind = found != NULL ? found->program : TG_PROGRAM_THUNDERBIRD;
  choices->held = found != NULL && found->password_saved > 0;
}

void
tg_complaint_begin (TgWizard *wizard, const TgFoundAccount *found, const TgWhereabouts *where)
{
  const TgSymptomRow *row = tg_wizard_get_symptom (wizard);
  g_autoptr (TgAccount) wanted = found != NULL ? account_to_test (found, where->sends_only) : NULL;

  if (is_another (wizard, wanted, where->sends_only)) {
    TgMessage *message = tg_wizard_take_message (wizard);

    tg_wizard_reset (wizard);
    tg_wizard_put_message (wizard, message);
    if (wanted != NULL)
      tg_wizard_set_account (wizard, wanted);
  }
  note_password (wizard, found);
  tg_wizard_choices (wizard)->sends_only = where->sends_only;
  tg_wizard_choices (wizard)->certificate_only = row->facts == TG_FACTS_CERTIFICATE;
  tg_wizard_choices (wizard)->wants_servers = row->asks_servers;
  /* What another device asks for says nothing about the mail program here. */
  tg_session_set_saved (tg_wizard_get_session (wizard), where->device == NULL ? found : NULL, row->symptom == TG_SYMPTOM_PASSWORD);
  tg_wizard_set_symptom (wizard, row->symptom, where->device, where->version);
}

const char *
tg_complaint_next (TgWizard *wizard)
{
  const TgChoices *choices = tg_wizard_choices (wizard);
  const TgAccount *account = tg_session_get_account (tg_wizard_get_session (wizard));
  gboolean whole = account != NULL && *account->address != '\0' && tg_wizard_knows_servers (wizard) && !choices->wants_servers;

  return whole && choices->certificate_only ? "test" : "address";
}

const char *
tg_complaint_test (TgWizard *wizard)
{
  TgSession *session = tg_wizard_get_session (wizard);

  if (tg_wizard_knows_servers (wizard) && tg_session_get_password (session, TG_SIDE_RECEIVE) != NULL)
    return "test";
  return tg_session_get_account (session) != NULL ? "address" : "where";
}

TgSymptom
tg_complaint_of (const TgMessage *message)
{
  const TgFinding *first = message != NULL && message->findings->len > 0 ? message->findings->pdata[0] : NULL;

  if (first == NULL)
    return TG_SYMPTOM_NONE;
  if (message->returned)
    return TG_SYMPTOM_SEND_TO_ONE;
  if (g_str_has_prefix (first->id, "cert-"))
    return TG_SYMPTOM_CERTIFICATE;
  if (first->side == TG_SIDE_SEND)
    return TG_SYMPTOM_SEND;
  return first->side == TG_SIDE_RECEIVE ? TG_SYMPTOM_RECEIVE : TG_SYMPTOM_NONE;
}

gboolean
tg_complaint_is_of_recipient (const TgFinding *finding)
{
  return g_str_has_prefix (finding->id, "send-recipient-") || g_str_equal (finding->id, "mailbox-full") ||
         g_str_equal (finding->id, "mailbox-unavailable");
}
