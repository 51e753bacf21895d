/* address.h: the web addresses of an issuer, by which it is known, and below which it describes itself.  Pure.
 *
 * RFC 8414 sections 2 and 3; OpenID Connect Discovery 1.0 section 4; draft-ietf-mailmaint-oauth-public section 3.2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/* An https URL with the plain name of a host, and nothing that hides where it leads (a user, a fragment, odd characters). */
gboolean tg_oauth_url_is_good     (const char *url);
/* The same without a query, and with no "." or ".." in its path. */
gboolean tg_oauth_issuer_is_good  (const char *issuer);

typedef enum { TG_METADATA_OAUTH, TG_METADATA_OPENID, TG_METADATA_N_FORMS } TgMetadataForm;

/* Where an issuer describes itself.  @issuer: a good one. (transfer full) */
char    *tg_oauth_metadata_url    (const char *issuer, TgMetadataForm form);

/* The host of a good URL, lower case. (transfer full) */
char    *tg_oauth_url_host        (const char *url);

/* Issuers that may be asked for without anybody naming one: the address's own domain, and the servers and their registrable domains
 * where credentials may go to the server at all (safety rule 4).  Each once, the likeliest first; NULL-terminated. (transfer full) */
char   **tg_oauth_issuers_of      (const TgAccount *account);

/* Whether both names are, by the public suffix list, of one owner. */
gboolean tg_oauth_hosts_are_akin  (const char *ascii_host, const char *other);

G_END_DECLS
