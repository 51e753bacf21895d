/* ends.h: how long a search waits for those who have not answered.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "discover/discover.h"

G_BEGIN_DECLS

/**
 * TgSearchClock:
 * @now_ms, @timeout_ms: since the search began
 * @dns_ms: how long the first answer of a name server took; 0: none has come
 */
typedef struct {
  double now_ms;
  double timeout_ms;
  double dns_ms;
} TgSearchClock;

/* Milliseconds until it ends unless another answer comes; 0: it is over.  All have answered; or both servers are there by an
 * answer that nobody's silence can make worse (TG_GRADE_KNOWN, where that is @enough, or TG_GRADE_PUBLISHED): then the others have had
 * their time once it is a tenth longer than the slowest answer took. */
double tg_search_wait (const TgDiscovery *found, gboolean known_is_enough, const TgSearchClock *clock);

G_END_DECLS
