/* sender-name.c: see sender-name.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/sender-name.h"

/* As others are to see it: the name of a login is none. */
static const char *
own_name (void)
{
  const char *name = g_get_real_name ();

  return g_str_equal (name, "Unknown") || g_str_equal (name, g_get_user_name ()) ? "" : name;
}

const char *
tg_sender_name_of (TgWizard *wizard)
{
  const TgAccount *account = tg_session_get_account (tg_wizard_get_session (wizard));
  const char *typed = tg_wizard_get_sender_name (wizard);

  return typed != NULL ? typed : account->name != NULL ? account->name : own_name ();
}

void
tg_sender_name_fill (TgField *field, char **whose, const TgAccount *account)
{
  g_autofree char *now = g_strdup_printf ("%s\n%s", account->address, account->name != NULL ? account->name : "");

  if (g_strcmp0 (*whose, now) != 0 || *tg_field_get_text (field) == '\0')
    tg_field_set_text (field, account->name != NULL ? account->name : own_name ());
  g_free (*whose);
  *whose = g_steal_pointer (&now);
}
