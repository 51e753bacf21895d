/* seen.h: our own record of the certificates with which servers proved themselves, one per host and
 * port, to tell next time whether it is still the same.  It proves nothing and opens nothing.
 *
 * The file is $XDG_DATA_HOME/tegami/certificates.json, 0600, replaced atomically, never larger than
 * TG_SEEN_FILE_MAX; if there are too many, the one longest unseen goes:
 *   { "schema": 1, "certificates": [ { "host", "port", "sha256", "key_id": SHA-256 of the public key,
 *     "issuer": RFC 4514, "self_signed", "not_after", "first_seen", "last_seen": Unix seconds } ] }
 * Only a certificate that was trusted or pinned in a successful check is written there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"
#include "model/evidence/previous.h"

G_BEGIN_DECLS

#define TG_SEEN_MAX      200
#define TG_SEEN_FILE_MAX (1024 * 1024)

typedef struct {
  char    *host; /* in A-labels, or an IP address */
  guint16  port;
  char    *sha256, *key_id; /* lower-case hex */
  char    *issuer;          /* visible */
  gboolean self_signed;
  gint64   not_after;
  gint64   first_seen, last_seen;
} TgSeen;

/* NULL if the certificate's key cannot be read. (transfer full) (nullable) */
TgSeen     *tg_seen_new      (const char *ascii_host, guint16 port, const TgCertificate *certificate, gint64 now);
void        tg_seen_free     (TgSeen *self);

/* What changed from @self to the certificate that the server presents now. (transfer full) */
TgPrevious *tg_seen_compare  (const TgSeen *self, const TgCertificate *certificate);

/* Pure.  Entries that make no sense are left out; NULL if the text is not this file. (transfer
 * full) (nullable) */
GPtrArray  *tg_seens_parse   (const char *json, gsize length);
char       *tg_seens_format  (GPtrArray *seens);
/* Pure.  Puts @seen (transfer full) into the list, replacing the entry for its host and port; a
 * certificate that is already known keeps its first_seen. */
void        tg_seens_put     (GPtrArray *seens, TgSeen *seen);
/* (transfer none) (nullable) */
TgSeen     *tg_seens_find    (GPtrArray *seens, const char *ascii_host, guint16 port);

/* All that is recorded; empty if there is no such file, or none that can be read. (transfer full) */
GPtrArray  *tg_seens_load    (void);
/* Records them, of TgSeen*; the contents of an unreadable file are discarded. */
gboolean    tg_seens_remember (GPtrArray *seens, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSeen, tg_seen_free)

G_END_DECLS
