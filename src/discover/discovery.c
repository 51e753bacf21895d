/* discovery.c: the value that a search fills in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/discovery.h"

#include "find/offline/snapshot.h"

/* As tegamictl lists them; how they are believed is find/ranking/grade.c's. */
static const TgOrigin sources[TG_N_DISCOVER_SOURCES] = {
  TG_ORIGIN_TABLE, TG_ORIGIN_SNAPSHOT, TG_ORIGIN_MX,        TG_ORIGIN_AUTOCONFIG, TG_ORIGIN_WELL_KNOWN, TG_ORIGIN_PACC,
  TG_ORIGIN_ISPDB, TG_ORIGIN_SRV,      TG_ORIGIN_MX_DOMAIN, TG_ORIGIN_HTTP,       TG_ORIGIN_GUESS,
};

TgDiscovery *
tg_discovery_new (const char *address)
{
  TgDiscovery *self = g_atomic_rc_box_new0 (TgDiscovery);

  self->address = g_strdup (address);
  for (guint i = 0; i < TG_N_DISCOVER_SOURCES; i++) {
    self->answers[i].source = sources[i];
    self->answers[i].outcome = TG_SOURCE_SKIPPED;
    self->answers[i].asked = g_ptr_array_new_with_free_func (g_free);
  }
  tg_discovery_rank (self);
  return self;
}

TgDiscovery *
tg_discovery_ref (TgDiscovery *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  TgDiscovery *self = data;

  for (guint i = 0; i < TG_N_DISCOVER_SOURCES; i++) {
    tg_candidate_free (self->answers[i].candidate);
    g_ptr_array_unref (self->answers[i].asked);
    g_free (self->answers[i].detail);
  }
  tg_ranking_free (self->ranking);
  g_clear_pointer (&self->account, tg_account_unref);
  tg_hosted_free (self->hosted);
  g_free (self->address);
}

void
tg_discovery_unref (TgDiscovery *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

TgDiscoverAnswer *
tg_discovery_slot (TgDiscovery *self, TgOrigin source)
{
  guint i = 0;

  while (i < TG_N_DISCOVER_SOURCES - 1 && self->answers[i].source != source)
    i++;
  return &self->answers[i];
}

const TgDiscoverAnswer *
tg_discovery_answer (const TgDiscovery *self, TgOrigin source)
{
  return tg_discovery_slot ((TgDiscovery *)self, source);
}

void
tg_discovery_rank (TgDiscovery *self)
{
  static const TgServer *const none[2] = { NULL, NULL };

  tg_discovery_choose (self, none);
}

void
tg_discovery_choose (TgDiscovery *self, const TgServer *const chosen[2])
{
  TgSourceAnswer answers[TG_N_DISCOVER_SOURCES];

  for (guint i = 0; i < TG_N_DISCOVER_SOURCES; i++)
    answers[i] = (TgSourceAnswer){ self->answers[i].source, self->answers[i].outcome, self->answers[i].candidate };
  tg_ranking_free (self->ranking);
  self->ranking = tg_rank_choosing (self->address, answers, G_N_ELEMENTS (answers), chosen);
  g_clear_pointer (&self->account, tg_account_unref);
  if (self->ranking->account != NULL)
    self->account = tg_account_ref (self->ranking->account);
}

void
tg_discovery_ask_tables (TgDiscovery *self)
{
  static TgCandidate *(*const tables[]) (const char *address) = { tg_candidate_from_table, tg_candidate_from_snapshot };
  static const TgOrigin origins[] = { TG_ORIGIN_TABLE, TG_ORIGIN_SNAPSHOT };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    TgDiscoverAnswer *answer = tg_discovery_slot (self, origins[i]);

    answer->candidate = tables[i](self->address);
    answer->outcome = answer->candidate != NULL ? TG_SOURCE_FOUND : TG_SOURCE_NONE;
    answer->settled = TRUE;
    if (answer->candidate != NULL)
      answer->detail = g_strdup (i == 0 ? answer->candidate->provider->source : tg_snapshot_month ());
  }
  tg_discovery_rank (self);
}

TgDiscovery *
tg_discover_offline (const char *address)
{
  TgDiscovery *self = tg_discovery_new (address);

  tg_discovery_ask_tables (self);
  self->over = TRUE;
  return self;
}

const TgProvider *
tg_discovery_provider (const TgDiscovery *self)
{
  const TgProvider *own = tg_providers_find (self->address);

  if (own != NULL || self->hosted == NULL)
    return own;
  return self->hosted->provider != NULL && self->hosted->provider->kind == TG_PROVIDER_MAIL ? self->hosted->provider : NULL;
}
