/* providers.h: our own dated and sourced table of mail providers, from data/providers/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

typedef enum { TG_NOTE_BEFORE, TG_NOTE_AFTER_REFUSAL } TgNoteWhen;

typedef struct {
  TgNoteWhen when;
  char      *text; /* translated */
} TgProviderNote;

/**
 * TgProvider:
 * @receive, @send: of TgServer*, best first
 * @user_local_part: the user name is the part before the @ (else the full address)
 * @known: from the provider's own page or a public database; FALSE: a candidate, to be tested
 * @source: in words; @confirmed: "2026-11"
 */
typedef struct {
  char      *id;
  char      *name;
  char     **domains;
  GPtrArray *receive;
  GPtrArray *send;
  gboolean   user_local_part;
  gboolean   oauth_only;
  gboolean   known;
  char      *source;
  char      *confirmed;
  GPtrArray *notes; /* of TgProviderNote* */
} TgProvider;

/* By the address's domain or a parent of it; NULL where it is not in the table.  (transfer none),
 * valid for the life of the process. */
const TgProvider *tg_providers_find     (const char *address);
const TgProvider *tg_providers_find_id  (const char *id);
GPtrArray        *tg_providers_all      (void); /* of const TgProvider*, (transfer container) */

/* The account that the table gives for this address: best servers, user name set. (transfer full) */
TgAccount        *tg_provider_account   (const TgProvider *self, const char *address);

/* Whether @ascii_host stands in the table for this address, or lies under the address's own
 * registrable domain: only then may a credential go there unasked (safety rule 4). */
gboolean          tg_providers_host_is_expected (const char *address, const char *ascii_host);

G_END_DECLS
