/* explore.h: probes many ports of a few servers in parallel: what works there, up to the sign-in?
 *
 * It holds no credentials, so none can leak.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "wire/network.h"

G_BEGIN_DECLS

/* How many connections a server gets at once. */
#define TG_EXPLORE_AT_ONCE 8

typedef enum {
  TG_EXPLORED_WORKS,       /* up to the sign-in, over trusted TLS */
  TG_EXPLORED_CERTIFICATE, /* TLS, but the certificate is not trusted */
  TG_EXPLORED_UNENCRYPTED, /* it answers, and encryption was not requested */
  TG_EXPLORED_NO_SIGN_IN,  /* trusted TLS, but no way to sign in with a password */
  TG_EXPLORED_REFUSED,
  TG_EXPLORED_SILENT,
  TG_EXPLORED_NOT_FOUND,   /* there is no such name */
  TG_EXPLORED_OTHER,       /* it answers, but not as it should */
} TgExploreOutcome;

/* The name in tegamictl's JSON: "works", "certificate", "unencrypted", "no-sign-in", "refused",
 * "silent", "not-found", "other". */
const char *tg_explore_outcome_id (TgExploreOutcome outcome);

/**
 * TgExplored:
 * @evidence: what was seen
 * @ms: time until that was decided
 * @rank: 1 for the best of its side (receiving or sending)
 * @finding: (nullable): the finding's id, for the diagnosis; static
 *
 * Reference counted.
 */
typedef struct {
  TgServer        *server;
  const TgEvidence *evidence;
  TgExploreOutcome outcome;
  double           ms;
  guint            rank;
  const char      *finding;
} TgExplored;

TgExplored *tg_explored_new   (const TgEvidence *evidence);
TgExplored *tg_explored_ref   (TgExplored *self);
void        tg_explored_unref (TgExplored *self);

/* Sorts @rows (of TgExplored*) and sets their ranks: what works comes first, then implicit TLS
 * before STARTTLS (RFC 8314 section 3), IMAP before POP3; equals keep their order. */
void        tg_explored_rank  (GPtrArray *rows);

/* One more of @total is known; the run owns @row. */
typedef void (*TgExploreProgress) (const TgExplored *row, guint done, guint total, gpointer user_data);

/**
 * tg_explore_run_async:
 * @servers: of TgServer*, likelier names first, without duplicates
 * @at_once: connections per server, at most TG_EXPLORE_AT_ONCE; fewer if other talks with it are
 *   running
 * @progress: (nullable)
 *
 * Probes all ports of all servers at once, with two limits: the rows for one port of one address
 * run one after the other, so that its reachability is found out only once, and no address gets
 * more than @at_once connections.  Everything that does not answer shares one deadline, the
 * network's connect_timeout_ms.
 */
void        tg_explore_run_async  (TgNetwork *network, GPtrArray *servers, guint at_once, TgExploreProgress progress, gpointer progress_data,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Of TgExplored*, in the order of the servers, without those that another answer makes pointless.
 * If cancelled: what was seen so far, with G_IO_ERROR_CANCELLED set as well. (transfer full) */
GPtrArray  *tg_explore_run_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgExplored, tg_explored_unref)

G_END_DECLS
