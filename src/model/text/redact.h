/* redact.h: removes secrets from whatever a server echoes back.
 *
 * Scrubs every form in which a credential is sent or usually echoed: whatever echo.h reads, and base64 of the
 * secret alone or within a SASL response (RFC 4616 PLAIN, LOGIN), also encoded twice, and of it within JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/secret.h"

G_BEGIN_DECLS

typedef struct _TgRedactor TgRedactor;

#define TG_REDACTED "●●●"

TgRedactor *tg_redactor_new (void);
void tg_redactor_free (TgRedactor *self);

/* Remembers @secret and its encoded forms.  One-character secrets are not scrubbed themselves, as
 * that would blank every reply; their SASL forms are. */
void tg_redactor_add (TgRedactor *self, TgSecret *secret);

/* @bytes with every known form replaced by TG_REDACTED, NUL-terminated.  @new_length: nullable.
 * (transfer full) */
char *tg_redactor_scrub (TgRedactor *self, const char *bytes, gssize length, gsize *new_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgRedactor, tg_redactor_free)

G_END_DECLS
