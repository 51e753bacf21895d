/* hand-over.h: whether the mail passwords go to Thunderbird with an account, and what it will then ask: worked out before
 * anything is written, and said exactly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"
#include "clients/thunderbird/logins/match.h"

G_BEGIN_DECLS

/**
 * TgHandOverSide: receiving, or sending.
 * @asks: Thunderbird signs in there with a password, which it asks for where it has none
 * @origin, @user: (nullable) where it does not: under which the password is filed
 * @password: (nullable): the one that we know
 * @saved: what Thunderbird has by now
 * @handed: it gets ours
 */
typedef struct {
  gboolean        asks;
  const TgServer *server;
  char           *origin;
  char           *user;
  TgSecret       *password;
  TgSavedPassword saved;
  gboolean        handed;
} TgHandOverSide;

/**
 * TgHandOver:
 * @sides: by TgSide
 * @is_possible: there is a password that could be handed over
 * @obstacle: (nullable): why it cannot be, one translated sentence
 * @state: of the keys
 */
typedef struct {
  TgAccount      *account;
  TgHandOverSide  sides[2];
  gboolean        is_wanted;
  gboolean        is_possible;
  char           *obstacle;
  TgKeystoreState state;
} TgHandOver;

/* Looks, and changes nothing.  Blocks.  NULL where it was cancelled. (transfer full) */
TgHandOver *tg_hand_over_look     (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable, GError **error);
void        tg_hand_over_free     (TgHandOver *self);

/* Adds the step, where a password is handed over, and its files; to be called before the step that makes the account
 * visible is added. */
void        tg_hand_over_add_step (const TgHandOver *self, const TgPlace *place, TgChange *change);
/* Adds what Thunderbird will ask about passwords, and notes in @change what else there is to know. */
void        tg_hand_over_tell     (const TgHandOver *self, TgChange *change);

/* Whether the files of a profile's saved passwords are as NSS and Thunderbird left them, and as Tegami may replace them;
 * else an error with a sentence.  @logins: (transfer full) */
gboolean    tg_hand_over_read     (const char *profile, TgLogins **logins, GError **error);

/* TgClientClass.compare_passwords. */
void        tg_hand_over_compare  (const char *where, const TgAccount *account, TgSecret *const passwords[2], int same[2],
                                   GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgHandOver, tg_hand_over_free)

G_END_DECLS
