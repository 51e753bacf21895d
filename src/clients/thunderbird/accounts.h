/* accounts.h: the accounts within a prefs.js.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"
#include "clients/thunderbird/prefs/prefs.h"

G_BEGIN_DECLS

/* One account's keys: "account2", "server3", "id1", "smtp1".  Only IMAP and POP3 accounts. */
typedef struct {
  char      *account;
  char      *server;
  char      *identity; /* (nullable) */
  char      *smtp;     /* (nullable): the identity's own, or the default one */
  TgProtocol protocol;
} TgThunderbirdKeys;

GPtrArray *tg_thunderbird_list_keys (TgPrefs *prefs); /* of TgThunderbirdKeys*, in Thunderbird's order (transfer full) */
void       tg_thunderbird_keys_free (TgThunderbirdKeys *self);

/* "mail.server.server3.port" from its parts, as in mail.<branch>.<key>.<suffix>. */
const char *tg_pref_name            (GString *buffer, const char *branch, const char *key, const char *suffix);
const char *tg_pref_string_of       (TgPrefs *prefs, const char *branch, const char *key, const char *suffix);
int         tg_pref_int_of          (TgPrefs *prefs, const char *branch, const char *key, const char *suffix, int fallback);

/* A comma list without its empty entries. (transfer full) */
char      **tg_pref_list            (TgPrefs *prefs, const char *name);

/* Numbers as in socketType and try_ssl, authMethod.  -1: Thunderbird has none for it. */
int         tg_thunderbird_socket_type (TgSecurity security);
int         tg_thunderbird_auth_method (const char *mechanism);

/* Every account of every profile. */
void        tg_thunderbird_find_accounts (GPtrArray *accounts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgThunderbirdKeys, tg_thunderbird_keys_free)

G_END_DECLS
