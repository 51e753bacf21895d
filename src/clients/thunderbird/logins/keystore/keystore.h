/* keystore.h: the keys to a profile's saved passwords (key4.db), opened by NSS: nothing but that file, and no module that
 * pkcs11.txt names.
 *
 * NSS's state belongs to the whole process, and so can be had once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/thunderbird/logins/keystore/state.h"
#include "model/secret.h"

G_BEGIN_DECLS

typedef struct _TgKeystore TgKeystore;

/* @writes: else nothing in @folder is changed. Never NULL */
TgKeystore     *tg_keystore_open    (const char *folder, gboolean writes);
void            tg_keystore_close   (TgKeystore *self);
TgKeystoreState tg_keystore_state   (TgKeystore *self);

/* Makes the file, and a key of our own in it, where they are missing: TG_KEYSTORE_READY then.  For one that writes. */
gboolean        tg_keystore_make_ready (TgKeystore *self);

/* A value for logins.json, by our own key; NULL unless ready. (transfer full) (nullable) */
char           *tg_keystore_encrypt (TgKeystore *self, TgSecret *text);
/* (transfer full) (nullable) */
TgSecret       *tg_keystore_decrypt (TgKeystore *self, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgKeystore, tg_keystore_close)

G_END_DECLS
