/* server-cleaning.c: corrections, and what is told of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/servers/server-cleaning.h"

#include "app/widgets/input-cleaning.h"

static TgTypedField
field_of (const TgServerCleaning *self, gboolean user)
{
  if (user)
    return self->send ? TG_TYPED_SEND_USER : TG_TYPED_USER;

  return self->send ? TG_TYPED_SEND : TG_TYPED_RECEIVE;
}

static void
replace (TgCleaning **place, TgCleaning *cleaning)
{
  if (cleaning == NULL)
    return;

  g_clear_pointer (place, tg_cleaning_free);
  *place = cleaning;
}

static char *
mend_host (const char *text, guint *slips)
{
  return tg_typed_host (text, slips, NULL);
}

void
tg_server_cleaning_mend_host (TgServerCleaning *self, guint allowed)
{
  TgCleaning *cleaning = tg_input_cleaning_apply (self->host, field_of (self, FALSE), mend_host, allowed);
  g_autofree char *said = NULL;

  if (cleaning == NULL)
    return;

  replace (&self->host_done, cleaning);
  said = tg_input_cleaning_describe (cleaning->slips);
  tg_field_set_hint (self->host, said);
}

void
tg_server_cleaning_move_port (TgServerCleaning *self)
{
  guint slips = 0, port = 0;
  g_autofree char *host = tg_typed_host (tg_field_get_text (self->host), &slips, &port);
  g_autofree char *text = g_strdup_printf ("%u", port);

  if (port && !(slips & ~TG_SLIPS_CERTAIN))
    tg_field_set_text (self->port, text);
}

void
tg_server_cleaning_mend_all (TgServerCleaning *self)
{
  tg_server_cleaning_mend_host (self, TG_SLIPS_CERTAIN);
  replace (&self->user_done, tg_input_cleaning_apply (self->user, field_of (self, TRUE), tg_typed_user, G_MAXUINT));
}

void
tg_server_cleaning_forget_host (TgServerCleaning *self)
{
  g_clear_pointer (&self->host_done, tg_cleaning_free);
}

void
tg_server_cleaning_forget_user (TgServerCleaning *self)
{
  g_clear_pointer (&self->user_done, tg_cleaning_free);
}

static TgCleaning *
copy (const TgCleaning *self)
{
  return self != NULL ? tg_cleaning_new (self->field, self->slips, self->before, self->after) : NULL;
}

void
tg_server_cleaning_tell (const TgServerCleaning *self, TgSession *session)
{
  tg_session_set_cleaning (session, field_of (self, FALSE), copy (self->host_done));
  tg_session_set_cleaning (session, field_of (self, TRUE), copy (self->user_done));
}
