/* origin-words.h: where a server's settings came from, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/* One translated line for below a value.  @address: the account's, whose row of the provider table is named.
 * (transfer full) (nullable) */
char *tg_origin_describe (const TgServer *server, const char *address);

/* What a source of settings for @address is called in the middle of a sentence: "autoconfig.example.jp", "the mail records (MX) of
 * example.jp"; NULL for what is none, and for a guess. (transfer full) (nullable) */
char *tg_origin_name (TgOrigin self, const char *address);

/* A line that says whose word @said is: "According to autoconfig.example.jp: imap.example.jp". (transfer full) */
char *tg_origin_says (TgOrigin self, const char *address, const char *said);

/* Whether @server stands in the provider table for @address as it is: not so once another port was typed over it. */
gboolean tg_origin_is_in_table (const TgServer *server, const char *address);

G_END_DECLS
