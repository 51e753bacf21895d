/* search.h: what the files of one search share: discover.c begins and ends it, sources/ ask.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "discover/discover.h"
#include "find/read/mail-exchangers.h"

G_BEGIN_DECLS

#define TG_REQUEST_MS 10000 /* for one page, whatever the search may take */

/**
 * TgSearch:
 * @found: what is known so far; nothing in it changes any more once it is over
 * @domain: (nullable): the address's, in A-labels; NULL where nothing may be asked about it: then nobody is
 * @ispdb_url: (nullable)
 * @stop: for all that is asked; cancelled at the end
 * @proving: for the servers that are tried in the end
 * @began: by g_get_monotonic_time()
 * @timeout_ms: of all of it
 * @dns_ms: how long the first answer of a name server took; 0: none has come
 * @exchangers: (nullable): the domain's mail exchangers, once a name server has told them
 * @begun: by answer, like @began; 0: not asked yet
 */
typedef struct {
  TgDiscovery  *found;
  TgNetwork    *network;
  char         *domain;
  char         *ispdb_url;
  GCancellable *stop;
  GTask        *task; /* (nullable): NULL once it has returned */
  gint64        began;
  guint         timeout_ms;
  gboolean      known_is_enough;
  gboolean      proves;
  GCancellable *proving;
  double        dns_ms;
  TgMailExchangers *exchangers;
  gint64        begun[TG_N_DISCOVER_SOURCES];
  GSource      *cancelled; /* (nullable) */
  GSource      *clock; /* (nullable): looks at the end of the search, or at what is to begin, again */
  TgDiscoverProgress progress;
  gpointer      progress_data;
} TgSearch;

/* (transfer full) */
TgSearch *tg_search_ref   (TgSearch *self);
void      tg_search_unref (TgSearch *self);

/* Milliseconds since it began. */
double    tg_search_now     (const TgSearch *self);
/* What one request may take. */
guint     tg_search_patience (const TgSearch *self);
gboolean  tg_search_is_over (const TgSearch *self);

/* @source is asking: @line is what is sent to whom. */
void      tg_search_asks    (TgSearch *self, TgOrigin source, const char *line);
/* Nothing more comes of @source.  @candidate: (transfer full) (nullable): TG_SOURCE_FOUND has one; @detail: (nullable) */
void      tg_search_settle  (TgSearch *self, TgOrigin source, TgSourceOutcome outcome, TgCandidate *candidate, const char *detail);
/* Something else than an answer has become known: the company behind the domain. */
void      tg_search_noted   (TgSearch *self);

/* sources/: each asks, and settles @source; at once, or later in the main context. */
typedef void (*TgSearchAsk) (TgSearch *self, TgOrigin source);
void      tg_search_ask_mx          (TgSearch *self, TgOrigin source);
void      tg_search_ask_srv         (TgSearch *self, TgOrigin source);
void      tg_search_ask_domain      (TgSearch *self, TgOrigin source); /* what it publishes: autoconfig, .well-known, http */
void      tg_search_ask_pacc        (TgSearch *self, TgOrigin source);
void      tg_search_ask_ispdb       (TgSearch *self, TgOrigin source);
void      tg_search_ask_mx_domain   (TgSearch *self, TgOrigin source);
void      tg_search_ask_guess       (TgSearch *self, TgOrigin source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSearch, tg_search_unref)

G_END_DECLS
