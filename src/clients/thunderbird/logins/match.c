/* match.c: user names are encrypted, too, so that each login of the origin is asked about.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/logins/match.h"

/* @user, @password: numbers of questions */
typedef struct {
  const TgLogin *login;
  guint user, password;
} Candidate;

struct _TgLoginMatch {
  GArray *candidates;
  gboolean knows_password;
};

TgLoginMatch *
tg_login_match_new (TgNss *nss, const TgLogins *logins, const char *origin, const char *user, TgSecret *password)
{
  TgLoginMatch *self = g_new0 (TgLoginMatch, 1);
  g_autoptr (TgSecret) name = tg_secret_new (user, -1);

  self->candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  self->knows_password = password != NULL;
  for (guint i = 0; i < logins->logins->len; i++) {
    Candidate candidate = { .login = logins->logins->pdata[i] };

    if (!tg_login_is_for (candidate.login, origin))
      continue;
    candidate.user = tg_nss_compare (nss, candidate.login->user, name);
    candidate.password = password != NULL ? tg_nss_compare (nss, candidate.login->password, password) : 0;
    g_array_append_val (self->candidates, candidate);
  }
  return self;
}

void
tg_login_match_free (TgLoginMatch *self)
{
  g_array_unref (self->candidates);
  g_free (self);
}

static const Candidate *
find (TgLoginMatch *self, TgNss *nss)
{
  for (guint i = 0; i < self->candidates->len; i++) {
    const Candidate *candidate = &g_array_index (self->candidates, Candidate, i);

    if (tg_nss_is_same (nss, candidate->user) == 1)
      return candidate;
  }
  return NULL;
}

const TgLogin *
tg_login_match_find (TgLoginMatch *self, TgNss *nss)
{
  const Candidate *found = find (self, nss);

  return found != NULL ? found->login : NULL;
}

/* Behind a primary password, all that is known is that there may be one.  A single login whose key is gone is none for
 * Thunderbird either. */
static gboolean
may_be_there (TgLoginMatch *self, TgNss *nss)
{
  TgKeystoreState state = tg_nss_state (nss);

  return self->candidates->len > 0 && state != TG_KEYSTORE_NONE && state != TG_KEYSTORE_OPEN && state != TG_KEYSTORE_READY;
}

TgSavedPassword
tg_login_match_saved (TgLoginMatch *self, TgNss *nss)
{
  const Candidate *found = find (self, nss);
  int same = found != NULL && self->knows_password ? tg_nss_is_same (nss, found->password) : -1;

  if (found == NULL)
    return may_be_there (self, nss) ? TG_SAVED_UNKNOWN : TG_SAVED_NOT;
  return same == 1 ? TG_SAVED_SAME : same == 0 ? TG_SAVED_OTHER : TG_SAVED_SOME;
}
