/* typed-address.c: what was cleaned is said, and told to the session.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/typed-address.h"

#include <glib/gi18n.h>

#include "app/widgets/input-cleaning.h"

void
tg_typed_address_hint (TgTypedAddress *self)
{
  g_autofree char *cleaned = tg_input_cleaning_describe (self->slips);

  tg_field_set_hint (self->field, cleaned != NULL ? cleaned : _ ("For example: taro@example.jp"));
}

gboolean
tg_typed_address_mend (TgTypedAddress *self, guint allowed)
{
  TgCleaning *cleaning;

  self->filling = TRUE;
  cleaning = tg_input_cleaning_apply (self->field, TG_TYPED_ADDRESS, tg_typed_address, allowed);
  self->filling = FALSE;
  if (cleaning != NULL) {
    self->slips |= cleaning->slips;
    g_clear_pointer (&self->cleaning, tg_cleaning_free);
    self->cleaning = cleaning;
  }
  tg_typed_address_hint (self);
  return cleaning != NULL;
}

void
tg_typed_address_notice (TgTypedAddress *self)
{
  if (*tg_field_get_text (self->field) == '\0') {
    self->slips = 0;
    g_clear_pointer (&self->cleaning, tg_cleaning_free);
  }
  tg_field_set_invalid (self->field, FALSE);
}

void
tg_typed_address_tell (TgTypedAddress *self, TgSession *session)
{
  const TgCleaning *done = self->cleaning;
  gboolean holds = done != NULL && g_str_has_prefix (tg_field_get_text (self->field), done->after);

  tg_session_set_cleaning (session, TG_TYPED_ADDRESS, holds ? tg_cleaning_new (done->field, done->slips, done->before, done->after) : NULL);
}

void
tg_typed_address_clear (TgTypedAddress *self)
{
  g_clear_pointer (&self->cleaning, tg_cleaning_free);
}
