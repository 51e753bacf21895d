/* candidate.c: candidates out of the provider table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/candidate.h"

TgCandidate *
tg_candidate_from_table (const char *address)
{
  const TgProvider *provider = tg_providers_find (address);
  g_autoptr (GStrvBuilder) users = NULL;
  g_autofree char *other = NULL;
  TgCandidate *self;

  if (provider == NULL)
    return NULL;
  self = g_new0 (TgCandidate, 1);
  self->source = TG_ORIGIN_TABLE;
  self->grade = provider->known ? TG_GRADE_KNOWN : TG_GRADE_CANDIDATE;
  self->account = tg_provider_account (provider, address);
  self->receive = g_ptr_array_ref (provider->receive);
  self->send = g_ptr_array_ref (provider->send);
  self->provider = provider;

  users = g_strv_builder_new ();
  other = tg_account_other_user (self->account);
  g_strv_builder_add (users, tg_account_receive_user (self->account));
  if (other != NULL)
    g_strv_builder_add (users, other);
  self->users = g_strv_builder_end (users);
  return self;
}

void
tg_candidate_free (TgCandidate *self)
{
  if (self == NULL)
    return;
  tg_account_unref (self->account);
  g_ptr_array_unref (self->receive);
  g_ptr_array_unref (self->send);
  g_strfreev (self->users);
  g_free (self);
}
