/* previous.h: how a server's certificate compares with the one that proved it the last time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  TG_CHANGE_SAME,         /* the very same certificate */
  TG_CHANGE_SAME_KEY,     /* another certificate for the same key */
  TG_CHANGE_RENEWED,      /* another key, and the same issuer by name */
  TG_CHANGE_OTHER_ISSUER, /* another key, and another issuer; also one self-signed after another */
  TG_CHANGE_SELF_SIGNED,  /* it vouches for itself where an issuer vouched before */
} TgCertificateChange;

const char *tg_certificate_change_id (TgCertificateChange change); /* "same-key" …: as in tegamictl's JSON */

/**
 * TgPrevious:
 * @sha256: lower-case hex
 * @issuer: RFC 4514
 * @not_after, @first_seen, @last_seen: Unix seconds; seen is this very certificate
 * @change: from it to the present one, by what both say of themselves; it proves nothing
 */
typedef struct {
  char               *sha256;
  char               *issuer;
  gint64              not_after;
  gint64              first_seen;
  gint64              last_seen;
  TgCertificateChange change;
} TgPrevious;

void tg_previous_free (TgPrevious *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgPrevious, tg_previous_free)

G_END_DECLS
