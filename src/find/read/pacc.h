/* pacc.h: reads user-agent-configuration.json (draft-ietf-mailmaint-pacc), and the record in DNS that proves it.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/read/settings.h"

G_BEGIN_DECLS

/* @bytes: what came from https://ua-auto-config.DOMAIN/.well-known/user-agent-configuration.json, decoded
 * @address: whose settings are looked for: always the user name, too
 * @records: (nullable): the TXT records of _ua-auto-config.DOMAIN, each with its strings joined; NULL-terminated.  One that names the
 *   digest of @bytes proves the file (TG_REMARK_PROVEN_TWICE); without one it is as good as DNS alone (TG_REMARK_UNPROVEN).
 * @settings: (out): NULL unless TG_READ_SETTINGS (transfer full) */
TgReadOutcome tg_pacc_read   (GBytes *bytes, const char *address, const char *const *records, TgSettings **settings);

/* Whether one of @records is "v=UAAC1; a=sha256; d=DIGEST" with the base64 of the SHA-256 of @bytes.  The order of the tags, blanks
 * around them, and tags of other names do not count. */
gboolean      tg_pacc_proven (GBytes *bytes, const char *const *records);

G_END_DECLS
