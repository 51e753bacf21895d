/* providers.h: our own table of mail providers, with dates and sources, from data/providers/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

typedef enum { TG_NOTE_BEFORE, TG_NOTE_AFTER_REFUSAL } TgNoteWhen;

/**
 * TgProviderNote:
 * @protocol: (nullable): the only one that it is about ("IMAP")
 * @last: after a refusal: told after everything else, not before
 * @text: translated
 */
typedef struct {
  TgNoteWhen when;
  const char *protocol;
  gboolean last;
  char *text;
} TgProviderNote;

/**
 * TgProvider:
 * @receive, @send: of TgServer*, best first; empty if unknown
 * @user_local_part: the user name is the part before the @ (else the full address)
 * @user_elsewhere: the user name is neither: it is in the provider's papers
 * @send_user_address: sending uses the full address, whatever receiving uses
 * @host_is_domain: the server's name is the address's own domain (the hosts in @receive and @send
 *   are its common suffix)
 * @oauth_only: passwords are no longer accepted
 * @app_password: the usual password is rejected; an app password is needed
 * @silent_switch: mail programs are shut out until the person lets them in, and are told the same as with a wrong password
 * @known: from the provider's own page or a public database; FALSE: a candidate that needs testing
 * @source: in words; @confirmed: "2026-11"
 * @further_hosts: (nullable): more names of its servers, and of those below them, that are not to be proposed
 * @app_password_url, @webmail_url: (nullable): the provider's own pages, safe to open
 */
typedef struct {
  char *id;
  char *name;
  char **domains;
  GPtrArray *receive;
  GPtrArray *send;
  char **further_hosts;
  gboolean user_local_part;
  gboolean user_elsewhere;
  gboolean send_user_address;
  gboolean host_is_domain;
  gboolean oauth_only;
  gboolean app_password;
  gboolean silent_switch;
  gboolean known;
  char *source;
  char *confirmed;
  GPtrArray *notes; /* of TgProviderNote* */
  char *app_password_url;
  char *webmail_url;
} TgProvider;

/* Looks up the address's domain and its parents, ignoring case; NULL if none is in the table.
 * Valid for the life of the process. (transfer none) (nullable) */
const TgProvider *tg_providers_find (const char *address);
/* The provider whose server @ascii_host is, whatever the address: many an own domain is hosted at one.  Looks at the names in
 * the table first, then at the domains above @ascii_host.  Says nothing about trust (safety rule 4).
 * Valid for the life of the process. (transfer none) (nullable) */
const TgProvider *tg_providers_find_host (const char *ascii_host);
GPtrArray *tg_providers_all (void); /* of const TgProvider*, (transfer container) */

/* The table's account for this address: its best servers, and the user names if the table is sure
 * of them. (transfer full) */
TgAccount *tg_provider_account (const TgProvider *self, const char *address);

/* The finding that a refused sign-in there means when the server gives no reason: the provider takes no passwords, or only
 * app passwords, or says the same while mail programs are shut out.  NULL: none in particular. */
const char *tg_provider_refusal_means (const TgProvider *self);

/* What to do first after a refused sign-in (a switch, an app password, an option), or with @last what to think of in the end.
 * (transfer none) (nullable) */
const char *tg_provider_after_refusal (const TgProvider *self, TgProtocol protocol, gboolean last);

/* Whether @ascii_host is in the table for this address. */
gboolean tg_provider_has_host (const TgProvider *self, const char *address, const char *ascii_host);

/* Whether @ascii_host is in the table for this address, or under the address's own registrable
 * domain (by the public suffix list).  Safety rule 4 rests on it (credential-rule.h). */
gboolean tg_providers_host_is_expected (const char *address, const char *ascii_host);

G_END_DECLS
