/* sender-name.c: see sender-name.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/sender-name.h"

#include <string.h>

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
tg_sender_name_clear (TgSenderName *self)
{
  g_clear_pointer (&self->whose, g_free);
  g_clear_pointer (&self->filled, g_free);
}

void
tg_sender_name_fill (TgSenderName *self, TgField *field, const TgAccount *account, const TgFoundAccount *repairs)
{
  char *whose = g_strdup_printf ("%s\n%s", account->address, account->name != NULL ? account->name : "");
  const char *there = repairs != NULL ? repairs->account->name : NULL;
  const char *name = there != NULL && *there != '\0' ? there : account->name != NULL ? account->name : own_name ();
  const char *now = tg_field_get_text (field);

  if (g_strcmp0 (self->whose, whose) != 0 || *now == '\0' || g_strcmp0 (self->filled, now) == 0) {
    g_free (self->filled);
    self->filled = g_strdup (name);
    if (strcmp (name, now) != 0)
      tg_field_set_text (field, name);
  }
  g_free (self->whose);
  self->whose = whose;
}
