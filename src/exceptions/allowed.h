/* allowed.h: what the person allows by hand, knowing what it means: certificates known by their
 * fingerprints, and authorities of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cert/trust.h"

G_BEGIN_DECLS

typedef struct _TgAllowed TgAllowed;

/* @recorded: exceptions are kept in our record, and those that are in it hold too; else (practice)
 * they end with the program. */
TgAllowed *tg_allowed_new           (gboolean recorded);
void       tg_allowed_free          (TgAllowed *self);

/* Of the exceptions of this run (TgException*) and of those recorded; the end of each is looked at
 * by whoever uses them. (transfer full) */
GPtrArray *tg_allowed_exceptions    (TgAllowed *self);
/* Of TgCertificate*, for this run. (transfer none) */
GPtrArray *tg_allowed_authorities   (TgAllowed *self);

/* All of @exceptions (of TgException*), or none and an error. */
gboolean   tg_allowed_add           (TgAllowed *self, GPtrArray *exceptions, GError **error);
/* (transfer full) */
void       tg_allowed_add_authority (TgAllowed *self, TgCertificate *authority);
/* They were allowed for one account.  FALSE where there is none. */
gboolean   tg_allowed_forget_authorities (TgAllowed *self);

/* What is trusted then: this computer's authorities, those in @ca_file (nullable), and what was
 * allowed.  Blocks some 20 ms where there are files. (transfer full) */
TgTrust   *tg_allowed_trust         (TgAllowed *self, const char *ca_file, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgAllowed, tg_allowed_free)

G_END_DECLS
