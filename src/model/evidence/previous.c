/* previous.c: how a server's certificate compares with its previous one; a plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/evidence/previous.h"

const char *
tg_certificate_change_id (TgCertificateChange change)
{
  static const char *const ids[] = { "same", "same-key", "renewed", "other-issuer", "self-signed" };

  return ids[change];
}

void
tg_previous_free (TgPrevious *self)
{
  if (self == NULL)
    return;
  g_free (self->sha256);
  g_free (self->issuer);
  g_free (self);
}
