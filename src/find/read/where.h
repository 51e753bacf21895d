/* where.h: where settings for a domain may be asked for (safety rule 10): nothing goes to a public suffix or above it.  Pure.
 *
 * Programs that walked up from mail.example.co.uk asked autoconfig.co.uk, which anybody may own, and believed the answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/origin.h"

G_BEGIN_DECLS

/* The domain of @address in A-labels and lower case; NULL where it cannot be asked about: it has none, or one that is an IP address,
 * a name at home, a public suffix, or above one. (transfer full) (nullable) */
char    *tg_where_domain     (const char *address);

/* Whether many owners share what is behind the @ of @address: nobody has its mail, and nobody is asked. */
gboolean tg_where_is_suffix  (const char *address);

/* Whether anything may be asked of @domain, or of a name below it.  @domain: in A-labels and lower case */
gboolean tg_where_may_ask    (const char *domain);

/* Where @source keeps what it publishes for @domain: TG_ORIGIN_AUTOCONFIG, TG_ORIGIN_WELL_KNOWN, TG_ORIGIN_PACC, TG_ORIGIN_MX_DOMAIN and
 * TG_ORIGIN_HTTP.  NULL for other sources, and where it may not be asked.
 * @address: (nullable): sent along, by a provider's own autoconfig alone, where it is of this very domain; a provider may have files
 *   for single addresses.  NULL where this source must not see it (transfer full) (nullable) */
char    *tg_where_url        (TgOrigin source, const char *domain, const char *address);

/* The name whose TXT records prove what TG_ORIGIN_PACC publishes. (transfer full) (nullable) */
char    *tg_where_proof      (const char *domain);

/* The domains that may be asked since they are those of a mail exchanger: its name without the first label, then its registrable
 * domain.  None where that is the domain's own.  @host, @domain: in A-labels.  NULL-terminated. (transfer full) */
char   **tg_where_mx_domains (const char *host, const char *domain);

G_END_DECLS
