/* account.h: one mail account as the person describes it.  Never holds a password.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/* A side of an account; what is found out may also be about both, or about this computer. */
typedef enum { TG_SIDE_RECEIVE, TG_SIDE_SEND, TG_SIDE_BOTH, TG_SIDE_LOCAL } TgSide;

/**
 * TgAccount:
 * @address: the mail address, as typed and trimmed (UTF-8).  Accepts the addresses that Japanese
 *   phone carriers used to give out, with ".." or a dot before the @.
 * @name: (nullable): the sender name for new mail
 * @user: (nullable): the user name for receiving; NULL means that it is open: try the full address,
 *   then the part before the @
 * @send_user: (nullable): the user name for sending; NULL means the same as for receiving
 * @receive: (nullable): an IMAP or POP3 server
 * @send: (nullable): an SMTP server
 *
 * An immutable value, reference counted; the with_ functions make changed copies.
 */
typedef struct {
  char     *address;
  char     *name;
  char     *user;
  char     *send_user;
  TgServer *receive;
  TgServer *send;
} TgAccount;

TgAccount  *tg_account_new            (const char *address, const char *name, const char *user, const char *send_user,
                                       const TgServer *receive, const TgServer *send);
TgAccount  *tg_account_ref            (const TgAccount *self);
void        tg_account_unref          (TgAccount *self);
/* Origins and confirmations of the servers do not count, as in tg_server_equal(). */
gboolean    tg_account_equal          (const TgAccount *a, const TgAccount *b);
/* Whether one of its servers at least came from there; FALSE for NULL. */
gboolean    tg_account_is_from        (const TgAccount *self, TgOrigin origin);

/* Copies with one value replaced (NULL where the field allows it). (transfer full) */
TgAccount  *tg_account_with_name      (const TgAccount *self, const char *name);
TgAccount  *tg_account_with_user      (const TgAccount *self, const char *user);
TgAccount  *tg_account_with_send_user (const TgAccount *self, const char *send_user);
TgAccount  *tg_account_with_receive   (const TgAccount *self, const TgServer *receive);
TgAccount  *tg_account_with_send      (const TgAccount *self, const TgServer *send);
TgAccount  *tg_account_with_server    (const TgAccount *self, TgSide side, const TgServer *server);

/* @self with what a test proposes.  A server that stays keeps its origin and confirmation.  A server that changes
 * gets TG_ORIGIN_REMEDY, or the origin of its new name if @change gives one; it counts as the person's only if
 * @self already has that name, on either side, and the person named or confirmed it there. (transfer full) */
TgAccount  *tg_account_with_remedy    (const TgAccount *self, const TgAccount *change);
/* The person's answer about every server of this name (NULL: of any name). (transfer full) */
TgAccount  *tg_account_with_confirmation (const TgAccount *self, const char *ascii_host, TgConfirmation confirmed);

/* The user name that a check tries first: the one given, or the full address. */
const char *tg_account_receive_user   (const TgAccount *self);
const char *tg_account_send_user      (const TgAccount *self);

/* The same by side. (transfer none) */
const TgServer *tg_account_server     (const TgAccount *self, TgSide side); /* (nullable) */
const char *tg_account_user           (const TgAccount *self, TgSide side);
/* Both servers' names for a sentence, each once. (transfer full) (nullable): NULL where there is none */
char       *tg_account_hosts          (const TgAccount *self);

/* The other form of an open user name (the part before the @); NULL if the person gave one.
 * (transfer full) (nullable) */
char       *tg_account_other_user     (const TgAccount *self);

/* The parts around the last @; NULL without one. (transfer full) (nullable) */
char       *tg_address_local_part     (const char *address);
char       *tg_address_domain         (const char *address);

/* Whether this can be a mail address: exactly one @ with something on both sides, no control
 * characters, and a host name as the domain. */
gboolean    tg_address_is_plausible   (const char *address);

/* The form for SMTP's MAIL and RCPT (RFC 5321 section 4.1.2): a local part that is not a dot-string
 * is quoted ("a..b"@example.jp), the domain is in A-labels.  NULL if it cannot be sent at all
 * (control characters, no @).  @needs_utf8 (nullable): whether SMTPUTF8 is needed. (transfer full)
 * (nullable) */
char       *tg_address_to_smtp        (const char *address, gboolean *needs_utf8);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgAccount, tg_account_unref)

G_END_DECLS
