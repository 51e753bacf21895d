/* match.h: the login that Thunderbird will take for an account, and whether its password is the one that we know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/thunderbird/logins/logins.h"
#include "clients/thunderbird/logins/nss.h"

G_BEGIN_DECLS

typedef enum {
  TG_SAVED_NOT,     /* Thunderbird has none for this user, and asks */
  TG_SAVED_SAME,    /* the one that we know */
  TG_SAVED_OTHER,   /* another one */
  TG_SAVED_SOME,    /* one that cannot be compared, or with nothing */
  TG_SAVED_UNKNOWN, /* it may have one */
} TgSavedPassword;

typedef struct _TgLoginMatch TgLoginMatch;

/* Adds what is to be asked to @nss.  @logins: borrowed until it is freed.  @password: (nullable) */
TgLoginMatch  *tg_login_match_new  (TgNss *nss, const TgLogins *logins, const char *origin, const char *user, TgSecret *password);
void           tg_login_match_free (TgLoginMatch *self);

/* Once @nss has answered. */
TgSavedPassword tg_login_match_saved (TgLoginMatch *self, TgNss *nss);
/* The login of this very user; NULL where there is none, or it cannot be read. (transfer none) (nullable) */
const TgLogin *tg_login_match_find (TgLoginMatch *self, TgNss *nss);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLoginMatch, tg_login_match_free)

G_END_DECLS
