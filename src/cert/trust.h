/* trust.h: whether a certificate chain proves that the peer is the host asked for.
 *
 * Pure: a chain, a name, a trust store and a time go in; a verdict comes out.  This is our half of
 * the gate (safety rule 1).  The other half is GIO's verdict on the same connection; a chain is
 * trusted only if both agree.
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
 * relative).  Loading takes about 20 ms: call it early or in a thread.  NULL and an error if
 * @ca_file cannot be read or holds no certificate. */
TgTrust      *tg_trust_new              (const char *ca_file, GError **error);
/* Only those in @ca_file: for the practice servers, whose certificates nobody else has issued.  GIO reads all that it is to
 * trust again for every connection, which is 12 MB of memory in each thread with the system's. */
TgTrust      *tg_trust_new_alone        (const char *ca_file, GError **error);
/* The same authorities, @authorities (of TgCertificate*) besides, and no exceptions.  Loads anew. */
TgTrust      *tg_trust_with_authorities (TgTrust *self, GPtrArray *authorities, GError **error);
/* The same authorities, and those of @exceptions (of TgException*) that are not over at @now (Unix
 * seconds) instead of its own; of several for one host and port the last.  Loads nothing. */
TgTrust      *tg_trust_with_exceptions  (TgTrust *self, GPtrArray *exceptions, gint64 now);
TgTrust      *tg_trust_ref              (TgTrust *self);
void          tg_trust_unref            (TgTrust *self);

/* (transfer none) (nullable) */
const TgException *tg_trust_find_exception (TgTrust *self, const char *ascii_host, guint16 port);

/* The same authorities as a GIO database for connections, which also believes what they say about
 * their certificates (stapled OCSP).  NULL without @ca_file: use GIO's default. */
GTlsDatabase *tg_trust_database  (TgTrust *self);

/**
 * tg_trust_judge:
 * @chain: of TgCertificate*, as sent, the server's own first; problems are added to each of them
 * @ascii_host: the name or IP address asked for
 * @now: Unix seconds
 * @problems: receives the finding ids of the whole chain, including those on certificates
 *
 * TRUE only if the chain leads to a trusted authority, every certificate is within its dates,
 * serves as a TLS server's, has a strong enough key and hash, and names the host in its subject
 * alternative names.  cert-expires-soon (21 days) is a problem that does not make the verdict
 * FALSE.  Exceptions are not considered here.
 *
 * GnuTLS decides.  Where it refuses and the chain can be read in several ways (an authority that others
 * vouched for, an intermediate in several editions), the problems are those of the best one.  Its
 * certificates learn their place in it (@step).
 */
gboolean      tg_trust_judge     (TgTrust *self, GPtrArray *chain, const char *ascii_host, gint64 now, GPtrArray *problems);
/* The same.  @authority: (out) (transfer full) (nullable): the authority of this computer that the chain
 * leads to, with its own problems; NULL if it leads to none. */
gboolean      tg_trust_judge_to_the_top (TgTrust *self, GPtrArray *chain, const char *ascii_host, gint64 now, GPtrArray *problems,
                                         TgCertificate **authority);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgTrust, tg_trust_unref)

G_END_DECLS
