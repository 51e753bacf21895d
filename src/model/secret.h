/* secret.h: a password, or a token, in memory that is locked, excluded from core dumps, and wiped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TgSecret:
 *
 * Immutable bytes that must not leak: a password, or a protocol line made from one.  Reference
 * counted (atomically); the last unref overwrites the memory.  The memory is a mapping of its own,
 * locked and excluded from core dumps if the system allows.
 */
typedef struct _TgSecret TgSecret;

/* Copies @length bytes (-1: up to the NUL).  The caller wipes its own copy with tg_wipe(). */
TgSecret   *tg_secret_new     (const char *bytes, gssize length);

/* The same for an OAuth access token (RFC 6749 section 1.4), which stands wherever a password would: for one side, or for both.
 * It is sent as nothing else (XOAUTH2, OAUTHBEARER), over TLS alone, and is never saved. */
TgSecret   *tg_secret_new_token (const char *bytes, gssize length);
/* Of what is made from one, FALSE.  @self: (nullable): FALSE */
gboolean    tg_secret_is_token (TgSecret *self);

/* @length zero bytes, which are filled in through @bytes before anybody else has them. */
TgSecret   *tg_secret_room    (gsize length, char **bytes);

/* The @parts joined in order; NULL parts count as empty. */
TgSecret   *tg_secret_join    (TgSecret *const *parts, guint n_parts);

/* The base64 form of @self (RFC 4648 section 4, no line breaks), as a secret of its own. */
TgSecret   *tg_secret_base64  (TgSecret *self);

TgSecret   *tg_secret_ref     (TgSecret *self);
void        tg_secret_unref   (TgSecret *self);

/* The bytes, owned by @self and followed by a NUL that @length (nullable) does not count. */
const char *tg_secret_peek    (TgSecret *self, gsize *length);
gsize       tg_secret_length  (TgSecret *self);

/* Takes a time that depends only on the lengths. */
gboolean    tg_secret_equal   (TgSecret *a, TgSecret *b);

/* Overwrites @length bytes in a way that the compiler may not remove.  @memory may be NULL. */
void        tg_wipe           (gpointer memory, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSecret, tg_secret_unref)

G_END_DECLS
