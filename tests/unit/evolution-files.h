/* evolution-files.h: key files of accounts as Evolution has them, for the tests of repairs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>

#include "clients/evolution/sources/source.h"

#define ACCOUNT_OF(uid, head, identity, host, user)                                                                                        \
  {                                                                                                                                        \
    uid, "[Data Source]\nDisplayName=" uid "\n" head "\n[Mail Account]\nBackendName=imapx\nIdentityUid=" identity                          \
         "\n\n[Authentication]\nHost=" host "\nPort=143\nUser=" user "\nMethod=PLAIN\n\n[Security]\nMethod=none\n"                         \
  }
#define ACCOUNT(uid, identity, host, user) ACCOUNT_OF (uid, "Parent=\n", identity, host, user)
#define OFF(uid, identity, host)           ACCOUNT_OF (uid, "Parent=\nEnabled=false\n", identity, host, "taro")
#define IDENTITY(uid, parent, address, transport)                                                                                          \
  {                                                                                                                                        \
    uid, "[Data Source]\nDisplayName=" uid "\nParent=" parent "\n\n[Mail Identity]\nAddress=" address                                      \
         "\nSignatureUid=signed\nAliases=alias@example.jp\n\n[Mail Submission]\nTransportUid=" transport "\nSentFolder=folder://" parent   \
         "/Sent\n"                                                                                                                         \
  }
#define TRANSPORT(uid, parent)                                                                                                             \
  {                                                                                                                                        \
    uid, "[Data Source]\nDisplayName=" uid "\nParent=" parent "\n\n[Mail Transport]\nBackendName=smtp\n\n[Authentication]\n"               \
         "Host=smtp.example.jp\nPort=25\nUser=taro\nMethod=LOGIN\n\n[Security]\nMethod=none\n\n[Smtp Backend]\nReencodeData=true\n"        \
  }
#define REST(n, address)        IDENTITY (n "i", n, address, n "t"), TRANSPORT (n "t", n)
#define WHOLE(n, host, address) ACCOUNT (n, n "i", host, "taro"), REST (n, address)

typedef struct {
  const char *uid, *text;
} File;

#define OLD_IMAP "imap://old.example.jp"
#define OLD_SMTP "smtp://smtp.example.jp:25"
#define NEW_IMAP "imaps://imap.example.net"
#define NEW_SMTP "smtps://smtp.example.net"
#define TARO     "taro@example.jp"
#define HANAKO   "hanako@example.jp"

static inline TgEvolutionSource *
source (const char *uid, const char *text)
{
  g_autoptr (GError) error = NULL;
  TgEvolutionSource *self = tg_evolution_source_new (uid, NULL, text, &error);

  g_assert_no_error (error);
  self->writable = self->removable = TRUE;

  return self;
}

static inline TgAccount *
new_account (const char *address, const char *user, const char *receive_url, const char *send_url)
{
  g_autoptr (TgServer) receive = receive_url != NULL ? tg_server_parse (receive_url, NULL) : NULL;
  g_autoptr (TgServer) send = send_url != NULL ? tg_server_parse (send_url, NULL) : NULL;

  return tg_account_new (address, NULL, user, NULL, receive, send);
}
