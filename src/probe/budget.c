/* budget.c: how many refused sign-ins are left, and which credentials were refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/budget.h"

#include <string.h>
#include <unistd.h>

struct _TgBudget {
  gatomicrefcount refs;
  guint refused[2];  /* passwords; tokens */
  TgSecret *key;     /* this budget's own, so that the hashes below are useless elsewhere */
  GPtrArray *hashes; /* of char*: what was refused */
};

TgBudget *
tg_budget_new (void)
{
  TgBudget *self = g_new0 (TgBudget, 1);
  char random[32];

  if (getentropy (random, sizeof random) != 0)
    g_error ("this system gives no random numbers");
  g_atomic_ref_count_init (&self->refs);
  self->key = tg_secret_new (random, sizeof random);
  self->hashes = g_ptr_array_new_with_free_func (g_free);
  tg_wipe (random, sizeof random);
  return self;
}

TgBudget *
tg_budget_ref (TgBudget *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
tg_budget_unref (TgBudget *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  tg_secret_unref (self->key);
  g_ptr_array_unref (self->hashes);
  g_free (self);
}

static char *
credential_hash (TgBudget *self, const char *user, TgSecret *password)
{
  gsize key_length, length;
  const char *key = tg_secret_peek (self->key, &key_length);
  const char *bytes = tg_secret_peek (password, &length);
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *)key, key_length);

  g_hmac_update (hmac, (const guchar *)user, (gssize)strlen (user) + 1); /* the NUL separates the two */
  g_hmac_update (hmac, (const guchar *)bytes, (gssize)length);

  char *hash = g_strdup (g_hmac_get_string (hmac));

  g_hmac_unref (hmac);
  return hash;
}

guint
tg_budget_left (TgBudget *self, TgSecret *credential)
{
  guint refused = self->refused[tg_secret_is_token (credential)];

  return refused < TG_BUDGET_MAX ? TG_BUDGET_MAX - refused : 0;
}

void
tg_budget_refused (TgBudget *self, const char *user, TgSecret *password)
{
  self->refused[tg_secret_is_token (password)]++;
  g_ptr_array_add (self->hashes, credential_hash (self, user, password));
}

gboolean
tg_budget_knows (TgBudget *self, const char *user, TgSecret *password)
{
  g_autofree char *hash = credential_hash (self, user, password);

  for (guint i = 0; i < self->hashes->len; i++)
    if (strcmp (self->hashes->pdata[i], hash) == 0)
      return TRUE;
  return FALSE;
}
