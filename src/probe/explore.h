/* explore.h: looks at many ports of a few servers side by side: what works there up to the sign-in?
 *
 * No credential is at hand here, so none can go out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "wire/network.h"

G_BEGIN_DECLS

/* How many connections one server gets at once. */
#define TG_EXPLORE_AT_ONCE 8

typedef enum {
  TG_EXPLORED_WORKS,       /* up to the sign-in, over trusted TLS */
  TG_EXPLORED_CERTIFICATE, /* TLS, and the certificate is not trusted */
  TG_EXPLORED_UNENCRYPTED, /* it answers, and no encryption was asked for */
  TG_EXPLORED_NO_SIGN_IN,  /* trusted TLS, and no way to sign in with a password */
  TG_EXPLORED_REFUSED,
  TG_EXPLORED_SILENT,
  TG_EXPLORED_NOT_FOUND,   /* there is no such name */
  TG_EXPLORED_OTHER,       /* it answers, but not as it should */
} TgExploreOutcome;

/* As in tegamictl's JSON: "works", "certificate", "unencrypted", "no-sign-in", "refused", "silent",
 * "not-found", "other". */
const char *tg_explore_outcome_id (TgExploreOutcome outcome);

/**
 * TgExplored:
 * @evidence: what was seen
 * @ms: until that was decided
 * @rank: 1 for the best of its side (receiving or sending)
 * @finding: (nullable): the id of what is wrong, for whoever diagnoses it; static
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

/* Puts @rows (of TgExplored*) in order and sets their ranks: what works comes first; then TLS from
 * the start before STARTTLS (RFC 8314 section 3), IMAP before POP3; what is otherwise equal keeps
 * its order. */
void        tg_explored_rank  (GPtrArray *rows);

/* One more of @total is known; @row is owned by the run. */
typedef void (*TgExploreProgress) (const TgExplored *row, guint done, guint total, gpointer user_data);

/**
 * tg_explore_run_async:
 * @servers: of TgServer*, the more likely names first; each once
 * @at_once: connections per server, at most TG_EXPLORE_AT_ONCE; fewer where others talk to it, too
 * @progress: (nullable)
 *
 * All ports of all servers at once, except that one port of one address is asked by one connection
 * after the other, so that what is known about reaching it is not found out again, and that no
 * address gets more than @at_once.  Whatever does not answer costs one common deadline, the
 * network's connect_timeout_ms.
 */
void        tg_explore_run_async  (TgNetwork *network, GPtrArray *servers, guint at_once, TgExploreProgress progress, gpointer progress_data,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Of TgExplored*, in the order of the servers; one that another answer makes pointless is left out.  When cancelled:
 * what was seen so far, with G_IO_ERROR_CANCELLED set as well. (transfer full) */
GPtrArray  *tg_explore_run_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgExplored, tg_explored_unref)

G_END_DECLS
