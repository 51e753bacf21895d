/* passwords.h: the passwords of an account, into the keyring where Evolution reads it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"
#include "clients/evolution/store/store.h"

G_BEGIN_DECLS

/* Where the passwords of an account go. */
typedef enum {
  TG_PASSWORDS_NEEDED,  /* Evolution itself was asked: without a keyring it would be half an account */
  TG_PASSWORDS_WELCOME, /* its files were written: take the keyring where it is there */
  TG_PASSWORDS_NONE,    /* files somewhere else, or for a sandbox that does not look into the keyring */
} TgPasswordsUse;

/* How the keyring stands to that, before anything is written.  @asks: (out) (nullable) (transfer none): what opening it asks.
 * FALSE and an error as tg_keyring_explain() where a password must be kept and cannot be. */
gboolean tg_passwords_look (const TgPlace *place, TgEvolutionStore *store, const TgSaveRequest *request, TgPasswordsUse *use, const char **asks,
                            GCancellable *cancellable, GError **error);

/* Adds to @change the passwords of @request for the sources of these uids, and what Evolution will ask all the same. */
void     tg_passwords_add  (TgChange *change, TgPasswordsUse use, const TgSaveRequest *request, char *const uids[TG_EVOLUTION_N_ROLES]);

G_END_DECLS
