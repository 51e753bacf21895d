/* typed-password.c: the hint below the password, and the button that takes blanks out of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/typed-password.h"

#include <glib/gi18n.h>

#include "app/pages/address/before-you-start.h"
#include "app/widgets/input-cleaning.h"

static TgBlanks
find_blanks (const TgTypedPassword *self, const TgDiscovery *found)
{
  return tg_input_cleaning_find_blanks (tg_field_get_text (self->field), tg_before_you_start_wants_app_password (found));
}

/* What is wanted here, before it is typed. */
static const char *
describe_wanted (const TgDiscovery *found, gboolean held)
{
  const char *special = tg_before_you_start_password (found);

  if (held)
    return _ ("Already entered; leave this empty to keep it.");
  return special != NULL ? special : _ ("Not the password for the internet connection or the member page; that is a different one.");
}

void
tg_typed_password_update (const TgTypedPassword *self, const TgDiscovery *found, gboolean held)
{
  TgBlanks blanks = find_blanks (self, found);
  gboolean begun = *tg_field_get_text (self->field) != '\0' || gtk_widget_get_focus_child (GTK_WIDGET (self->field)) != NULL;
  g_autofree char *warning = tg_input_cleaning_describe_password (tg_field_get_text (self->field), NULL);

  tg_field_set_hint (self->field, blanks == TG_BLANKS_ALL ? _ ("App passwords are shown in groups, but work without the blanks.")
                                  : warning != NULL       ? warning
                                                          : describe_wanted (found, held));
  gtk_button_set_label (self->trim, blanks == TG_BLANKS_ALL ? _ ("Remove the blanks") : _ ("Remove the space from the password"));
  gtk_widget_set_visible (GTK_WIDGET (self->trim), blanks != TG_BLANKS_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->field), self->wanted || begun);
}

void
tg_typed_password_trim (const TgTypedPassword *self, const TgDiscovery *found)
{
  tg_input_cleaning_remove_blanks (self->field, find_blanks (self, found));
  gtk_widget_grab_focus (GTK_WIDGET (self->field));
}

void
tg_typed_password_clear (const TgTypedPassword *self)
{
  tg_field_set_text (self->field, "");
  tg_field_set_revealed (self->field, FALSE);
}

void
tg_typed_password_hand_over (const TgTypedPassword *self, TgSession *session)
{
  const char *password = tg_field_get_text (self->field);
  g_autoptr (TgSecret) secret = *password != '\0' ? tg_secret_new (password, -1) : NULL;

  if (secret == NULL)
    return;
  tg_session_set_passwords (session, secret, NULL);
  /* GtkPasswordEntry keeps its text in memory that it wipes; ours is in the secret now. */
  tg_typed_password_clear (self);
}
