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

/* How it stands with the default keyring. */
typedef enum {
  TG_KEYRING_OPEN,
  TG_KEYRING_LOCKED,  /* opening it asks for its password */
  TG_KEYRING_NEW,     /* there is none yet: storing something makes one, and asks for a password of its own */
  TG_KEYRING_MISSING, /* nobody keeps passwords on this computer */
  TG_KEYRING_REFUSED, /* somebody does, and does not let us in */
  TG_KEYRING_SILENT,  /* no answer in time */
  TG_KEYRING_BROKEN,  /* an answer that we cannot use */
} TgKeyringState;

#define TG_KEYRING_SERVICE   "org.freedesktop.secrets"
#define TG_KEYRING_PATH      "/org/freedesktop/secrets"
#define TG_KEYRING_INTERFACE "org.freedesktop.Secret.Service"
#define TG_KEYRING_NOTHING   "/" /* in the place of a path */

/* Calls one of the service's methods, with a limit to the time that it takes.  @parameters: floating.  (transfer full)  keyring-state.c,
 * as the next ones. */
GVariant      *tg_keyring_ask       (GDBusConnection *bus, const char *path, const char *interface, const char *method, GVariant *parameters,
                                     const char *reply_type, GCancellable *cancellable, GError **error);
/* The path of the default keyring; TG_KEYRING_NOTHING where there is none yet. (transfer full) (nullable) */
char          *tg_keyring_default   (GDBusConnection *bus, GCancellable *cancellable, GError **error);
/* Asks the person nothing, and unlocks nothing. */
TgKeyringState tg_keyring_look      (GCancellable *cancellable);
/* What an error of the message bus means. */
TgKeyringState tg_keyring_state_of  (const GError *error);
/* Whether a password can be saved, if the person agrees. */
gboolean       tg_keyring_is_usable (TgKeyringState state);
/* What opening it asks the person, one translated sentence; NULL where nothing. (transfer none) */
const char    *tg_keyring_asks      (TgKeyringState state);
/* TG_CLIENT_ERROR_MISSING, with why nothing can be saved and what to do. */
void           tg_keyring_set_error (GError **error, TgKeyringState state);
/* The same for the error @cause (nullable: the person closed the window) of something that was tried; G_IO_ERROR_CANCELLED where
 * @cancellable is. */
void           tg_keyring_explain   (GError **error, const GError *cause, GCancellable *cancellable);

/* Connects, and unlocks the default keyring, which may ask the person.  NULL and an error as tg_keyring_explain() sets it.
 * (transfer full) */
SecretService *tg_keyring_open     (GCancellable *cancellable, GError **error);

/* Whether a password for the source @uid is saved: 1, 0, -1 unknown.  Asks nothing, unlocks nothing. */
int            tg_keyring_has      (const char *uid);

/* What an item is known by: a source's uid, or a token under which a password is set aside in the keyring itself, since the
 * journal may not hold it. */
typedef enum { TG_KEYRING_SOURCE, TG_KEYRING_ASIDE } TgKeyringKind;

/* Errors as tg_keyring_explain() sets them.  Storing makes the default keyring where there is none, which may ask the person.
 * Looking up: NULL with @error unset where there is none. (transfer full) (nullable) */
TgSecret      *tg_keyring_lookup   (SecretService *service, TgKeyringKind kind, const char *key, GCancellable *cancellable, GError **error);
gboolean       tg_keyring_store    (SecretService *service, TgKeyringKind kind, const char *key, const char *label, TgSecret *password,
                                    GCancellable *cancellable, GError **error);
gboolean       tg_keyring_remove   (SecretService *service, TgKeyringKind kind, const char *key, GCancellable *cancellable, GError **error);

/* Removes it without asking the person anything: whether nothing of it is left, which is not known while the keyring cannot be
 * reached. */
gboolean       tg_keyring_drop     (TgKeyringKind kind, const char *key);

G_END_DECLS
