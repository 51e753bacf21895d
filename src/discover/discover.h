/* discover.h: looks for the settings of an address, in all sources side by side.
 *
 * What the tables have is there at once; what the network says improves it, and each answer is shown as it comes.  Of the way here
 * depends how far an answer is trusted (find/ranking/): the stronger wins, never the faster.  No password leaves, and no address but
 * over https to the address's own domain, after a question without it (safety rule 10).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/offline/hosted.h"
#include "find/ranking/ranking.h"
#include "wire/network.h"

G_BEGIN_DECLS

#define TG_DISCOVER_TIMEOUT_MS 7500 /* of the whole search: with all that is around it, eight seconds are not passed */

/**
 * TgDiscoverOptions:
 * @network: how the world is reached; its resolver is asked for all records, too
 * @ispdb_url: (nullable): the public database; NULL: it is not asked
 * @timeout_ms: of the whole search; 0: TG_DISCOVER_TIMEOUT_MS
 * @offline: the tables alone
 * @proves: in the end, servers of which nobody is sure are tried, without signing in
 * @known_is_enough: nobody else is waited for once both servers are known (TG_GRADE_KNOWN)
 */
typedef struct {
  TgNetwork  *network;
  const char *ispdb_url;
  guint       timeout_ms;
  gboolean    offline;
  gboolean    proves;
  gboolean    known_is_enough;
} TgDiscoverOptions;

/**
 * TgDiscoverAnswer:
 * @settled: nothing more comes of it; before, @outcome is TG_SOURCE_SKIPPED
 * @candidate: (nullable): unless TG_SOURCE_FOUND
 * @ms: how long it took; @at: when it was settled, since the search began; both in milliseconds
 * @asked: of char*: what was sent to whom, in words for everybody
 * @detail: (nullable): in words: what came, or why nothing did
 */
typedef struct {
  TgOrigin        source;
  TgSourceOutcome outcome;
  gboolean        settled;
  TgCandidate    *candidate;
  double          ms;
  double          at;
  GPtrArray      *asked;
  char           *detail;
} TgDiscoverAnswer;

#define TG_N_DISCOVER_SOURCES 11

/**
 * TgDiscovery:
 * @answers: one of each source, in the order in which `tegamictl find` lists them
 * @ranking: what they come to so far; where servers of which nobody is sure were tried, those that work come first
 * @account: (nullable): the ranking's: what is to be used
 * @hosted: (nullable): whose servers the domain uses, by its records in DNS; NULL until that is known
 * @domain: whether there is such a domain, and whether it takes mail
 * @over: nothing more comes
 */
typedef struct {
  char            *address;
  TgDiscoverAnswer answers[TG_N_DISCOVER_SOURCES];
  TgRanking       *ranking;
  TgAccount       *account;
  TgHosted        *hosted;
  TgMailDomain     domain;
  gboolean         over;
} TgDiscovery;

/* A better answer than before is in @so_far, or the first one; valid during the call. */
typedef void (*TgDiscoverProgress) (const TgDiscovery *so_far, gpointer user_data);

/* @progress: (nullable).  Main context; nothing blocks. */
void         tg_discover_async  (const char *address, const TgDiscoverOptions *options, TgDiscoverProgress progress, gpointer progress_data,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* If cancelled: what was found so far, with G_IO_ERROR_CANCELLED set as well. (transfer full) */
TgDiscovery *tg_discover_finish (GAsyncResult *result, GError **error);

/* What the tables alone have; never waits, so that it also serves while the address is being typed. (transfer full) */
TgDiscovery *tg_discover_offline (const char *address);

TgDiscovery *tg_discovery_ref   (TgDiscovery *self);
void         tg_discovery_unref (TgDiscovery *self);
const TgDiscoverAnswer *tg_discovery_answer (const TgDiscovery *self, TgOrigin source);
/* Whether both servers are there, and of @worst or better. */
gboolean tg_discovery_stands (const TgDiscovery *self, TgGrade worst);
/* The row of our table behind the address, or behind the company that has its mailboxes. (nullable) */
const TgProvider *tg_discovery_provider (const TgDiscovery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgDiscovery, tg_discovery_unref)

G_END_DECLS
