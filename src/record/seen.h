/* seen.h: our own record of the certificates that servers proved themselves with, one for each host
 * and port, to tell the next time whether it is still the same.  It proves nothing and opens nothing.
 *
 * The file is $XDG_DATA_HOME/tegami/certificates.json, 0600, replaced atomically, never larger than
 * TG_SEEN_FILE_MAX; when there are too many, the one longest unseen goes:
 *   { "schema": 1, "certificates": [ { "host", "port", "sha256", "key_id": SHA-256 of the public key,
 *     "issuer": RFC 4514, "self_signed", "not_after", "first_seen", "last_seen": Unix seconds } ] }
 * Only what was trusted, or pinned, in a check that went through is ever written there.
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

/* NULL where the certificate's key cannot be read. (transfer full) */
TgSeen     *tg_seen_new      (const char *ascii_host, guint16 port, const TgCertificate *certificate, gint64 now);
void        tg_seen_free     (TgSeen *self);

/* From @self to the certificate that the server shows now. (transfer full) */
TgPrevious *tg_seen_compare  (const TgSeen *self, const TgCertificate *certificate);

/* Pure.  What makes no sense is left out; NULL where the whole is not this file. (transfer full) */
GPtrArray  *tg_seens_parse   (const char *json, gsize length);
char       *tg_seens_format  (GPtrArray *seens);
/* Pure.  Puts @seen (transfer full) into the list, in the place of what was known of its host and
 * port; a certificate that is known already keeps its first day. */
void        tg_seens_put     (GPtrArray *seens, TgSeen *seen);
/* (transfer none) (nullable) */
TgSeen     *tg_seens_find    (GPtrArray *seens, const char *ascii_host, guint16 port);

/* All that is remembered; empty where there is no such file, or none that can be read. (transfer full) */
GPtrArray  *tg_seens_load    (void);
/* Remembers them, of TgSeen*; what stood in a file that makes no sense is given up. */
gboolean    tg_seens_remember (GPtrArray *seens, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSeen, tg_seen_free)

G_END_DECLS
