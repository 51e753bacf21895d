/* tested.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/tested.h"

void
tg_tested_clear (TgTested *self)
{
  g_clear_pointer (&self->account, tg_account_unref);
  g_clear_pointer (&self->password, tg_secret_unref);
}

void
tg_tested_take (TgTested *self, TgWizard *wizard)
{
  TgSession *session = tg_wizard_get_session (wizard);
  TgSecret *password = tg_session_get_password (session, TG_SIDE_RECEIVE);

  tg_tested_clear (self);
  self->account = tg_account_ref (tg_session_get_account (session));
  self->password = password != NULL ? tg_secret_ref (password) : NULL;
  self->plaintext = tg_wizard_choices (wizard)->allow_plaintext;
  self->certificate_only = tg_wizard_choices (wizard)->certificate_only;
}

TgCheckOptions
tg_tested_options (TgWizard *wizard)
{
  const TgDevice *device = tg_wizard_get_device (wizard);

  return (TgCheckOptions){
    .sign_in = !tg_wizard_choices (wizard)->certificate_only,
    .old_tls = device != NULL && tg_device_may_be_old (device, tg_wizard_get_device_version (wizard)),
    .allow_plaintext = tg_wizard_choices (wizard)->allow_plaintext,
  };
}

gboolean
tg_tested_is (const TgTested *self, TgWizard *wizard)
{
  TgSession *session = tg_wizard_get_session (wizard);
  TgSecret *password = tg_session_get_password (session, TG_SIDE_RECEIVE);

  return self->account != NULL && tg_session_get_result (session) != NULL &&
         tg_account_equal (self->account, tg_session_get_account (session)) &&
         self->plaintext == tg_wizard_choices (wizard)->allow_plaintext &&
         self->certificate_only == tg_wizard_choices (wizard)->certificate_only &&
         (password == self->password || (password != NULL && self->password != NULL && tg_secret_equal (password, self->password)));
}

void
tg_tested_come_back (const TgTested *self, TgWizard *wizard)
{
  if (self->certificate_only && tg_session_get_password (tg_wizard_get_session (wizard), TG_SIDE_RECEIVE) == NULL)
    tg_wizard_choices (wizard)->certificate_only = TRUE;
}
