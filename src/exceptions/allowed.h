/* allowed.h: what the person allows by hand, knowing what it means: certificates known by their
 * fingerprints, and authorities of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cert/trust.h"

G_BEGIN_DECLS

/**
 * TgAllowed:
 * @recorded: exceptions are kept in our record; else (practice) they end with the program
 * @exceptions: of TgException*, as last read; those that are over are among them
 * @authorities: of TgCertificate*, for this run
 * @base: (nullable): what is trusted without it; NULL before it is loaded: the system's authorities
 * @trust: (nullable): what is trusted with it; NULL as long as @base
 *
 * An immutable value, reference counted.
 */
typedef struct {
  gboolean   recorded;
  GPtrArray *exceptions;
  GPtrArray *authorities;
  TgTrust   *base;
  TgTrust   *trust;
} TgAllowed;

/* Nothing: what is recorded holds only once tg_allowed_update_async() has read it. (transfer full) */
TgAllowed *tg_allowed_new                 (TgTrust *base, gboolean recorded);
TgAllowed *tg_allowed_ref                 (TgAllowed *self);
void       tg_allowed_unref               (TgAllowed *self);

TgAllowed *tg_allowed_without_exceptions  (TgAllowed *self);
TgAllowed *tg_allowed_without_authorities (TgAllowed *self);

/* In a thread: records @exceptions (nullable, of TgException*), all or none; reads anew what is recorded;
 * and trusts @authority (nullable), too. */
void       tg_allowed_update_async        (TgAllowed *self, GPtrArray *exceptions, const TgCertificate *authority,
                                           GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full): what is allowed from then on; NULL and an error: nothing has changed */
TgAllowed *tg_allowed_update_finish       (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgAllowed, tg_allowed_unref)

G_END_DECLS
