/* account-options.h: the options that say which account, as somebody typed or pasted them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/* Each (nullable), as it stood on the command line. */
typedef struct {
  char *address, *name, *receive, *send, *user, *send_user;
} TgAccountOptions;

/* @saved: (nullable): what a mail program holds; what is typed takes the place of its values.
 * @cleanings gets what was put right at once (of TgCleaning*).  A server that would have to be guessed is
 * in the account as it was typed, and cannot be reached.  Where no server is named, the account has none: they are found
 * (find-settings.h).
 * (transfer full): NULL with a sentence for the person where nothing sensible can be read */
TgAccount *tg_cli_read_account (const TgAccountOptions *typed, const TgFoundAccount *saved, GPtrArray *cleanings, GError **error);

G_END_DECLS
