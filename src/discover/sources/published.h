/* published.h: what the sources that ask for autoconfig files share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "discover/sources/page.h"

G_BEGIN_DECLS

/* What @page comes to, as the answer of @source.
 * @asked: (nullable): the domain that was asked about, where it is not the address's
 * @candidate: (out) (nullable): of TG_SOURCE_FOUND; @detail: (out) (nullable) (both transfer full) */
TgSourceOutcome tg_published_read (TgSearch *search, TgOrigin source, const TgPage *page, const char *asked, TgCandidate **candidate,
                                   char **detail);

/* Where the public database has @domain; NULL where it is not asked. (transfer full) (nullable) */
char *tg_published_in_database (const TgSearch *search, const char *domain);

G_END_DECLS
