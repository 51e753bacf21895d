/* site.c: one scenario's account and mailbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/servers/site.h"

#include <string.h>

TgSite *
tg_site_new (const TgScenario *scenario, const char *address, TgSecret *password, TgSecret *token, const TgPracticeSeam *seam)
{
  TgSite *self = g_new0 (TgSite, 1);
  const char *at = strrchr (address, '@');

  self->scenario = scenario;
  self->address = g_strdup (address);
  self->local_part = g_strndup (address, at != NULL ? (gsize)(at - address) : strlen (address));
  self->password = tg_secret_ref (password);
  self->token = tg_secret_ref (token);
  self->mailbox = tg_mailbox_new (address);
  self->seam = seam;
  return self;
}

void
tg_site_free (TgSite *self)
{
  if (self == NULL)
    return;
  tg_mailbox_free (self->mailbox);
  tg_secret_unref (self->password);
  tg_secret_unref (self->token);
  g_free (self->local_part);
  g_free (self->address);
  g_free (self);
}

const char *
tg_site_password (TgSite *self)
{
  return tg_secret_peek (self->password, NULL);
}

const char *
tg_site_user (TgSite *self, const TgPracticeSide *side)
{
  return side->traits & TG_TRAIT_LOCAL_PART ? self->local_part : self->address;
}

gboolean
tg_site_knows (TgSite *self, const TgPracticeSide *side, const char *user, const char *password)
{
  return g_strcmp0 (user, tg_site_user (self, side)) == 0 && g_strcmp0 (password, tg_site_password (self)) == 0;
}

gboolean
tg_site_knows_token (TgSite *self, const TgPracticeSide *side, const char *user, const char *token)
{
  return side->denial == NULL && g_strcmp0 (user, tg_site_user (self, side)) == 0 &&
         g_strcmp0 (token, tg_secret_peek (self->token, NULL)) == 0;
}

void
tg_site_hear (TgSite *self, const char *speaker, const char *bytes, gsize length, gboolean encrypted)
{
  if (self->seam != NULL)
    self->seam->heard (self->seam->data, self->scenario->name, speaker, bytes, length, encrypted);
}

void
tg_site_signed_in (TgSite *self, gboolean accepted)
{
  if (self->seam != NULL)
    self->seam->signed_in (self->seam->data, self->scenario->name, accepted);
}
