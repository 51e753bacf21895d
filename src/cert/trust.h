/* trust.h: whether a certificate chain proves that the peer is the host that was asked for.
 *
 * Pure: a chain, a name, a store and a time go in; a verdict comes out.  This is our half of the
 * gate (safety rule 1); the other half is GIO's own verdict on the very same connection, and a
 * chain is trusted only where both agree.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/evidence/evidence.h"
#include "model/exception.h"

G_BEGIN_DECLS

/* Immutable, reference counted; threads may share it. */
typedef struct _TgTrust TgTrust;

/* The system's certificate authorities, and those in @ca_file (PEM, nullable, absolute or
 * relative).  Loading takes some 20 ms: call it early or in a thread.  NULL and an error where
 * @ca_file cannot be read or holds no certificate. */
TgTrust      *tg_trust_new              (const char *ca_file, GError **error);
/* The same authorities, @authorities (of TgCertificate*) besides, and no exceptions.  Loads anew. */
TgTrust      *tg_trust_with_authorities (TgTrust *self, GPtrArray *authorities, GError **error);
/* The same authorities, and those of @exceptions (of TgException*) that are not over at @now (Unix
 * seconds) instead of its own; of several for one host and port the last.  Loads nothing. */
TgTrust      *tg_trust_with_exceptions  (TgTrust *self, GPtrArray *exceptions, gint64 now);
TgTrust      *tg_trust_ref              (TgTrust *self);
void          tg_trust_unref            (TgTrust *self);

/* (transfer none) (nullable) */
const TgException *tg_trust_find_exception (TgTrust *self, const char *ascii_host, guint16 port);

/* The same authorities as GIO's database, for connections: it believes what these say about their
 * certificates (a stapled status), too.  NULL without @ca_file: GIO's default serves. */
GTlsDatabase *tg_trust_database  (TgTrust *self);

/**
 * tg_trust_judge:
 * @chain: of TgCertificate*, as sent, the server's own first; problems are added to each
 * @ascii_host: the name or IP address asked for
 * @now: Unix seconds
 * @problems: finding ids of the chain as a whole are added here (also those on certificates)
 *
 * TRUE only where the chain leads to a trusted authority, every certificate is within its dates,
 * the purpose is TLS server, the key and hash are strong enough, and the name is in the subject
 * alternative names.  cert-expires-soon (21 days) is a problem that does not make it FALSE.
 * Exceptions are not looked at here.
 */
gboolean      tg_trust_judge     (TgTrust *self, GPtrArray *chain, const char *ascii_host, gint64 now, GPtrArray *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgTrust, tg_trust_unref)

G_END_DECLS
