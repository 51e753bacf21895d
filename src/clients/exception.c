/* exception.c: asks every mail program for its exceptions, and prepares changes of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/exception.h"

#include <glib/gi18n-lib.h>

#include "clients/client-class.h"
#include "files/blocking.h"

GPtrArray *
tg_clients_find_exceptions (void)
{
  static const TgProgram programs[] = { TG_PROGRAM_THUNDERBIRD, TG_PROGRAM_EVOLUTION };
  GPtrArray *found = tg_exception_list_new ();

  tg_assert_may_block ();
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    tg_client_class (programs[i])->find_exceptions (found);
  return found;
}

TgChange *
tg_clients_prepare_exception (const TgPlace *place, const TgException *exception, GError **error)
{
  if (!place->is_new)
    return tg_client_class (place->program)->prepare_exception (place, exception, error);
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("Save the account into the mail program first."));
  return NULL;
}

TgChange *
tg_clients_prepare_authority (const TgPlace *place, GBytes *der, GError **error)
{
  const TgClientClass *klass = tg_client_class (place->program);

  if (klass->prepare_authority != NULL && !place->is_new)
    return klass->prepare_authority (place, der, error);
  if (place->is_new)
    g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("Save the account into the mail program first."));
  else
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED, _ ("%s uses the authorities of this computer. Add it there."),
                 klass->title);
  return NULL;
}

TgChange *
tg_clients_prepare_removal (const TgException *found)
{
  return tg_client_class (found->program)->prepare_removal (found);
}
