/* explored.c: what probing one port amounts to, and which of several results is best.  RFC 8314
 * section 3: implicit TLS is preferred; 465 is its port for submission.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/explore.h"

#include <stdlib.h>

const char *
tg_explore_outcome_id (TgExploreOutcome outcome)
{
  static const char *const ids[] = {
    [TG_EXPLORED_WORKS] = "works",
    [TG_EXPLORED_CERTIFICATE] = "certificate",
    [TG_EXPLORED_UNENCRYPTED] = "unencrypted",
    [TG_EXPLORED_NO_SIGN_IN] = "no-sign-in",
    [TG_EXPLORED_REFUSED] = "refused",
    [TG_EXPLORED_SILENT] = "silent",
    [TG_EXPLORED_NOT_FOUND] = "not-found",
    [TG_EXPLORED_OTHER] = "other",
  };

  return ids[outcome];
}

static TgExploreOutcome
outcome_of (const TgEvidence *seen)
{
  gboolean trusted = seen->tls != NULL && seen->tls->trusted;

  switch (seen->fault) {
  case TG_FAULT_NAME_NOT_FOUND:
    return TG_EXPLORED_NOT_FOUND;
  case TG_FAULT_REFUSED:
    return TG_EXPLORED_REFUSED;
  case TG_FAULT_CONNECT_TIMEOUT:
  case TG_FAULT_SILENT:
    return TG_EXPLORED_SILENT;
  case TG_FAULT_CERTIFICATE:
    return TG_EXPLORED_CERTIFICATE;
  case TG_FAULT_AUTH_NOT_OFFERED:
  case TG_FAULT_AUTH_NO_COMMON:
  case TG_FAULT_AUTH_NEEDS_TLS:
    return trusted ? TG_EXPLORED_NO_SIGN_IN : TG_EXPLORED_OTHER;
  default:
    /* Whatever came of the sign-in, it was possible to try. */
    if (seen->reached < TG_STAGE_SIGN_IN)
      return TG_EXPLORED_OTHER;
    return trusted ? TG_EXPLORED_WORKS : TG_EXPLORED_UNENCRYPTED;
  }
}

static double
duration_of (const TgEvidence *seen)
{
  double ms = 0;

  for (guint i = 0; i < seen->steps->len; i++) {
    const TgStepRecord *step = seen->steps->pdata[i];

    if (step->outcome != TG_STEP_SKIPPED)
      ms = MAX (ms, step->at);
  }
  return ms;
}

TgExplored *
tg_explored_new (const TgEvidence *evidence)
{
  TgExplored *self = g_atomic_rc_box_new0 (TgExplored);

  self->server = tg_server_ref (evidence->server);
  self->evidence = tg_evidence_ref (evidence);
  self->outcome = outcome_of (evidence);
  self->ms = duration_of (evidence);
  return self;
}

TgExplored *
tg_explored_ref (TgExplored *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
explored_clear (gpointer data)
{
  TgExplored *self = data;

  tg_server_unref (self->server);
  tg_evidence_unref (self->evidence);
}

void
tg_explored_unref (TgExplored *self)
{
  g_atomic_rc_box_release_full (self, explored_clear);
}

/* The sort keys, most important first; the position keeps equals in order. */
typedef struct {
  TgExplored *row;
  int keys[4];
} Ranked;

static int
compare (gconstpointer a, gconstpointer b)
{
  const Ranked *first = a, *second = b;

  for (guint i = 0; i < G_N_ELEMENTS (first->keys); i++)
    if (first->keys[i] != second->keys[i])
      return first->keys[i] - second->keys[i];
  return 0;
}

void
tg_explored_rank (GPtrArray *rows)
{
  g_autofree Ranked *ranked = g_new0 (Ranked, rows->len + 1);
  guint ranks[2] = { 0, 0 };

  for (guint i = 0; i < rows->len; i++) {
    TgExplored *row = rows->pdata[i];

    ranked[i] = (Ranked){ row, { (int)row->outcome, (int)row->server->security, (int)row->server->protocol, (int)i } };
  }
  qsort (ranked, rows->len, sizeof *ranked, compare);
  for (guint i = 0; i < rows->len; i++) {
    TgExplored *row = ranked[i].row;

    rows->pdata[i] = row;
    row->rank = ++ranks[row->server->protocol == TG_PROTOCOL_SMTP];
  }
}
