/* rows.h: the prefs of one account as tables: what Thunderbird's own account setup writes, and
 * nothing that is Thunderbird's to choose (folders on disk, uids).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"
#include "clients/thunderbird/accounts.h"
#include "clients/thunderbird/prefs/prefs.h"

G_BEGIN_DECLS

/* Whose branch it is.  Where it is not new, only what a connection needs is written, and what the person chose otherwise stays. */
typedef enum {
  TG_ROWS_FRESH,
  TG_ROWS_UPDATE, /* this account's, which is there already */
  TG_ROWS_ALIKE,  /* another one's with the same server: never its user name */
} TgRowsFor;

/* Writes the prefs of the branch for this request. */
void     tg_rows_write_server   (TgPrefs *prefs, const TgSaveRequest *request, const char *key, TgRowsFor what);
void     tg_rows_write_smtp     (TgPrefs *prefs, const TgSaveRequest *request, const char *key, TgRowsFor what);
void     tg_rows_write_identity (TgPrefs *prefs, const TgSaveRequest *request, const char *key, TgRowsFor what);

/* Whether this SMTP server is the one that the request wants, in all that @what would write for a connection. */
gboolean tg_rows_smtp_matches   (TgPrefs *prefs, const TgSaveRequest *request, const char *key, TgRowsFor what);

G_END_DECLS
