/* stale-password.c: that another password stays in the mail program than the one that was tested, as a finding.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/client-rules.h"
#include "saving/saving-private.h"

void
tg_saving_find_stale_password (TgSaving *self)
{
  if (tg_change_leaves_other_password (self->account))
    g_ptr_array_add (self->findings, tg_client_password_stale (tg_program_title (self->place->program), FALSE));
}
