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

/* Writes every pref of the branch for this request.  @fresh: the branch is new; where it is not,
 * only what a connection needs is written, and what the person chose otherwise stays. */
void     tg_rows_write_server   (TgPrefs *prefs, const TgSaveRequest *request, const char *key, gboolean fresh);
void     tg_rows_write_smtp     (TgPrefs *prefs, const TgSaveRequest *request, const char *key, gboolean fresh);
void     tg_rows_write_identity (TgPrefs *prefs, const TgSaveRequest *request, const char *key, gboolean fresh);

/* Whether this SMTP server is the one that the request wants, in all that a connection needs. */
gboolean tg_rows_smtp_matches   (TgPrefs *prefs, const TgSaveRequest *request, const char *key);

G_END_DECLS
