/* issuer-proof.c: the result of asking an issuer; a plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/evidence/issuer-proof.h"

const char *
tg_issuer_outcome_id (TgIssuerOutcome outcome)
{
  static const char *const ids[] = { "proven", "unknown", "unrelated", "not-answered", "refused", "no-address" };

  return ids[outcome];
}

TgIssuerProof *
tg_issuer_proof_new (void)
{
  TgIssuerProof *self = g_new0 (TgIssuerProof, 1);

  self->outcome = TG_ISSUER_NO_ADDRESS;
  self->contacted = g_ptr_array_new_with_free_func (g_free);
  self->fetched = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tg_issuer_proof_free (TgIssuerProof *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->contacted);
  g_ptr_array_unref (self->fetched);
  g_free (self);
}
