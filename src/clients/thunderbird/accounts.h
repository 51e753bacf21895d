/* accounts.h: the accounts of a profile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"
#include "clients/thunderbird/prefs/prefs.h"

G_BEGIN_DECLS

/**
 * TgThunderbirdKeys: the keys of an account and of one identity of it: "account2", "server3", "id1", "smtp1".
 * @identity: (nullable)
 * @smtp: (nullable): the identity's own, or the default one
 * @kind: Thunderbird's word for what the account is: "imap", "ews"
 * @is_known: it is an IMAP or a POP3 account, and @protocol says which
 * @is_further: not the account's first identity
 */
typedef struct {
  char      *account;
  char      *server;
  char      *identity;
  char      *smtp;
  char      *kind;
  gboolean   is_known;
  gboolean   is_further;
  TgProtocol protocol;
} TgThunderbirdKeys;

/* Of TgThunderbirdKeys*, in Thunderbird's order: every mail account, of whatever kind, and as often as it has identities that
 * differ in their address or in what they send through. (transfer full) */
GPtrArray *tg_thunderbird_list_keys (TgPrefs *prefs);
void       tg_thunderbird_keys_free (TgThunderbirdKeys *self);

/* All identities of an account. (transfer full) */
char     **tg_thunderbird_identities (TgPrefs *prefs, const char *account);
/* What it sends through, as Thunderbird picks it: the server that the identity names, else the default one, else the first.
 * @identity: (nullable). (transfer full) (nullable) */
char      *tg_thunderbird_smtp_of   (TgPrefs *prefs, const char *identity);

/* "mail.server.server3.port" from its parts, as in mail.<branch>.<key>.<suffix>. */
const char *tg_pref_name            (GString *buffer, const char *branch, const char *key, const char *suffix);
const char *tg_pref_string_of       (TgPrefs *prefs, const char *branch, const char *key, const char *suffix);
int         tg_pref_int_of          (TgPrefs *prefs, const char *branch, const char *key, const char *suffix, int fallback);

/* The identity's own string, else that of the identity "default".  @identity: (nullable) */
const char *tg_pref_of_identity     (TgPrefs *prefs, const char *identity, const char *suffix);

/* A comma list without its empty entries. (transfer full) */
char      **tg_pref_list            (TgPrefs *prefs, const char *name);

/* Numbers as in socketType and try_ssl, authMethod.  -1: Thunderbird has none for it. */
int         tg_thunderbird_socket_type (TgSecurity security);
int         tg_thunderbird_auth_method (const char *mechanism);

/* The account as it is found, but for where, and for what other files tell of it. (transfer full) */
TgFoundAccount *tg_thunderbird_read_account (TgPrefs *prefs, const TgThunderbirdKeys *keys);

/* Every account of every profile. */
void        tg_thunderbird_find_accounts (GPtrArray *accounts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgThunderbirdKeys, tg_thunderbird_keys_free)

G_END_DECLS
