/* keyring.h: the passwords that Evolution looks for, in the desktop's Secret Service.
 *
 * Everything here blocks: call it in a thread.  Items are written under Evolution's own schema, so
 * that it finds them without asking.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsecret/secret.h>

#include "model/secret.h"

G_BEGIN_DECLS

/* Whether a keyring service runs or would be started. */
gboolean       tg_keyring_is_there (void);

/* What opening it now would ask the person, one translated sentence; NULL where nothing. Asks nothing yet. (transfer none) */
const char    *tg_keyring_will_ask (void);

/* Connects, and unlocks the default keyring, which may ask the person.  NULL and
 * TG_CLIENT_ERROR_MISSING where there is none, or where it stays locked. (transfer full) */
SecretService *tg_keyring_open     (GCancellable *cancellable, GError **error);

/* Whether a password for the source @uid is saved: 1, 0, -1 unknown.  Asks nothing, unlocks nothing. */
int            tg_keyring_has      (const char *uid);

/* What an item is known by: a source's uid, or a token under which a password is set aside in the keyring itself, since the
 * journal may not hold it. */
typedef enum { TG_KEYRING_SOURCE, TG_KEYRING_ASIDE } TgKeyringKind;

/* (transfer full) (nullable): NULL with @error unset where there is none. */
TgSecret      *tg_keyring_lookup   (SecretService *service, TgKeyringKind kind, const char *key, GCancellable *cancellable, GError **error);
gboolean       tg_keyring_store    (SecretService *service, TgKeyringKind kind, const char *key, const char *label, TgSecret *password,
                                    GCancellable *cancellable, GError **error);
gboolean       tg_keyring_remove   (SecretService *service, TgKeyringKind kind, const char *key, GCancellable *cancellable, GError **error);

/* Removes it without asking the person anything: whether nothing of it is left, which is not known while the keyring cannot be
 * reached. */
gboolean       tg_keyring_drop     (TgKeyringKind kind, const char *key);

G_END_DECLS
