/* providers.h: our own table of mail providers, with dates and sources, from data/providers/.  Nothing is read at the start; a row
 * is read when it is first asked for.
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

typedef enum {
  TG_PROVIDER_MAIL,
  TG_PROVIDER_GATEWAY, /* a filter or forwarder in front: says nothing about the mailbox behind it */
  TG_PROVIDER_NO_MAIL, /* stands among a domain's mail exchangers as a proof of ownership: no mail goes there */
} TgProviderKind;

/* What takes the place of a password there. */
typedef enum {
  TG_SIGN_IN_UNKNOWN,
  TG_SIGN_IN_PASSWORD,
  TG_SIGN_IN_APP_PASSWORD,
  TG_SIGN_IN_OAUTH,     /* no password of any kind */
  TG_SIGN_IN_GENERATED, /* one that the provider makes for mail programs alone */
} TgSignIn;

/**
 * TgProvider:
 * @company: whose it is, where several rows are one company's, or where it has another name for own domains; else @name
 * @country: ISO 3166-1, lower case: where most of its customers are
 * @domains: of its addresses, lower case; for those that are given out only below a domain, that domain.  Empty: it serves
 *   other people's domains alone
 * @receive, @send: of TgServer*, best first; empty if unknown, or if every customer's has its own name
 * @user_local_part: the user name is the part before the @ (else the full address)
 * @user_elsewhere: the user name is neither: it is in the provider's papers
 * @user_called: (nullable): what they call it; @user_like: (nullable): an example
 * @send_user_address: sending uses the full address, whatever receiving uses
 * @host_is_domain: the server's name is the address's own domain (the hosts in @receive and @send
 *   are its common suffix)
 * @like: (nullable): an example of the server's name, if each customer's differs; @panel, @letter: (nullable): where it stands,
 *   in the company's own words
 * @like_first: @like is the name from the contract, which comes before the customer's own domain
 * @ssl_is_starttls: its papers say "SSL" of ports where the server waits for STARTTLS
 * @bridge: (nullable): it has no servers for mail programs: this program of theirs runs on the person's computer in their place
 * @sign_in: what takes the place of the password
 * @common: so widely used that a name near to one of its own is likelier mistyped than somebody else's
 * @oauth_only: passwords are no longer accepted
 * @app_password: the usual password is rejected; an app password is needed
 * @silent_switch: mail programs are shut out until the person lets them in, and are told the same as with a wrong password
 * @trust: 'A' the provider's own page, 'B' a public database or a published measurement, 'C' third-party pages, 'D' one
 *   weak source
 * @known: from the provider's own page or a public database; FALSE: a candidate that needs testing
 * @source: in words; @confirmed: "2026-11"
 * @further_hosts: (nullable): more names of its servers, and of those below them, that are not to be proposed
 * @oauth_issuer: (nullable): host name of whoever gives tokens out
 * @app_password_url, @webmail_url, @switch_url, @help_url, @status_url, @support_url: (nullable): the provider's own pages, safe
 *   to open; @switch_url: where mail programs are let in
 */
typedef struct {
  char *id;
  char *name;
  char *company;
  char *country;
  TgProviderKind kind;
  char **domains;
  GPtrArray *receive;
  GPtrArray *send;
  char **further_hosts;
  gboolean user_local_part;
  gboolean user_elsewhere;
  char *user_called;
  char *user_like;
  gboolean send_user_address;
  gboolean host_is_domain;
  gboolean common;
  char *like;
  gboolean like_first;
  char *panel;
  char *letter;
  gboolean ssl_is_starttls;
  char *bridge;
  TgSignIn sign_in;
  gboolean oauth_only;
  gboolean app_password;
  gboolean silent_switch;
  char trust;
  gboolean known;
  char *source;
  char *confirmed;
  GPtrArray *notes; /* of TgProviderNote* */
  char *oauth_issuer;
  char *app_password_url;
  char *webmail_url;
  char *switch_url;
  char *help_url;
  char *status_url;
  char *support_url;
} TgProvider;

/* Looks up the address's domain, ignoring case, and its parents where the provider gives addresses out below them; NULL if
 * none is in the table.  Below a millisecond, and the same whatever else is in the table.
 * Valid for the life of the process. (transfer none) (nullable) */
const TgProvider *tg_providers_find (const char *address);
/* The provider whose server @ascii_host is, whatever the address: many an own domain is hosted at one.  Looks at the names in
 * the table first, then at the domains above @ascii_host.  Says nothing about trust (safety rule 4).
 * Valid for the life of the process. (transfer none) (nullable) */
const TgProvider *tg_providers_find_host (const char *ascii_host);
/* The same, gateways too. (transfer none) (nullable) */
const TgProvider *tg_providers_find_carrier (const char *ascii_host);
/* Those with addresses of their own, of const TgProvider*.  Reads all rows. (transfer container) */
GPtrArray *tg_providers_all (void);
/* Every row: those for other people's domains, and gateways, too. (transfer container) */
GPtrArray *tg_providers_rows (void);

/* The table's account for this address: its best servers, and the user names if the table is sure
 * of them. (transfer full) */
TgAccount *tg_provider_account (const TgProvider *self, const char *address);

/* @servers, one of the two lists of @self, as they are for this address. (transfer full): of TgServer* */
GPtrArray *tg_provider_servers (const TgProvider *self, GPtrArray *servers, const char *address);

/* The finding that a refused sign-in there means when the server gives no reason: the provider takes no passwords, or only
 * app passwords, or says the same while mail programs are shut out.  NULL: none in particular. */
const char *tg_provider_refusal_means (const TgProvider *self);

/* What to do first after a refused sign-in (a switch, an app password, an option), or with @last what to think of in the end.
 * (transfer none) (nullable) */
const char *tg_provider_after_refusal (const TgProvider *self, TgProtocol protocol, gboolean last);

/* Whether @ascii_host is in the table for this address. */
gboolean tg_provider_has_host (const TgProvider *self, const char *address, const char *ascii_host);

/* Whether @ascii_host is in the table for this address, or under the address's own registrable
 * domain (by the public suffix list).  A row with one weak source (@trust 'D') vouches for no name.
 *  Safety rule 4 rests on it (credential-rule.h). */
gboolean tg_providers_host_is_expected (const char *address, const char *ascii_host);

G_END_DECLS
