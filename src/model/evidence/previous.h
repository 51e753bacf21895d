/* previous.h: how a server's certificate compares with the one that proved it last time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  TG_CHANGE_SAME,         /* the same certificate */
  TG_CHANGE_SAME_KEY,     /* another certificate with the same key */
  TG_CHANGE_RENEWED,      /* another key from the same issuer, by name */
  TG_CHANGE_OTHER_ISSUER, /* another key from another issuer; also a self-signed one after another */
  TG_CHANGE_SELF_SIGNED,  /* self-signed, where an issuer had signed before */
} TgCertificateChange;

const char *tg_certificate_change_id (TgCertificateChange change); /* "same-key" …: as in tegamictl's JSON */

/**
 * TgPrevious:
 * @sha256: lower-case hex
 * @issuer: RFC 4514
 * @not_after, @first_seen, @last_seen: Unix seconds; seen means this certificate, not its key
 * @change: what changed since, going by what the two certificates claim; it proves nothing
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
