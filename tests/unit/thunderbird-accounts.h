/* thunderbird-accounts.h: accounts as they stand in a prefs.js, in as few words as a table has room for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

/* An account of its own server, identity and sending server: S(2), at HOST, signing in as USER, and so on. */
#define PREF(name, value) "user_pref(\"" name "\", " value ");\n"
#define TEXT(name, value) PREF (name, "\"" value "\"")
#define LIST(keys, smtps) TEXT ("mail.accountmanager.accounts", keys) TEXT ("mail.smtpservers", smtps)
#define SERVER(n, type, host, port, socket, user)                                                                                          \
  TEXT ("mail.account.account" #n ".server", "server" #n)                                                                                  \
  TEXT ("mail.server.server" #n ".type", type)                                                                                             \
  TEXT ("mail.server.server" #n ".hostname", host)                                                                                         \
  PREF ("mail.server.server" #n ".port", port)                                                                                             \
  PREF ("mail.server.server" #n ".socketType", socket)                                                                                     \
  PREF ("mail.server.server" #n ".authMethod", "3")                                                                                        \
  TEXT ("mail.server.server" #n ".userName", user)
#define IDENTITIES(n, ids)   TEXT ("mail.account.account" #n ".identities", ids)
#define IDENTITY(n, address) TEXT ("mail.identity.id" #n ".useremail", address)
#define THROUGH(n, smtp)     TEXT ("mail.identity.id" #n ".smtpServer", smtp)
#define SMTP(n, host, port, socket, user)                                                                                                  \
  TEXT ("mail.smtpserver.smtp" #n ".hostname", host)                                                                                       \
  PREF ("mail.smtpserver.smtp" #n ".port", port)                                                                                           \
  PREF ("mail.smtpserver.smtp" #n ".try_ssl", socket)                                                                                      \
  PREF ("mail.smtpserver.smtp" #n ".authMethod", "3")                                                                                      \
  TEXT ("mail.smtpserver.smtp" #n ".username", user)

#define TARO       "taro@example.jp"
#define TARO_OLD   SERVER (1, "imap", "old.jp", "993", "3", TARO) IDENTITIES (1, "id1") IDENTITY (1, TARO)
#define TARO_POP   SERVER (1, "pop3", "old.jp", "995", "3", TARO) IDENTITIES (1, "id1") IDENTITY (1, TARO)
#define HANAKO_OLD SERVER (2, "imap", "old.jp", "993", "3", "hanako") IDENTITIES (2, "id2") IDENTITY (2, "hanako@example.jp")
#define SMTP_OLD   SMTP (1, "old.jp", "465", "3", TARO)
#define ONE        LIST ("account1", "smtp1") TARO_OLD THROUGH (1, "smtp1") SMTP_OLD
#define TWO        LIST ("account1,account2", "smtp1") TARO_OLD THROUGH (1, "smtp1") HANAKO_OLD THROUGH (2, "smtp1") SMTP_OLD
