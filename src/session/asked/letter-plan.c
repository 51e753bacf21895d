/* letter-plan.c: a letter's account is read in several ways, of which the first that works is used; nobody's word for "no encryption"
 * counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/asked/letter-plan.h"

#include "diagnose/letter/letter-findings.h"
#include "find/providers.h"
#include "session/trying/explored-remedies.h"

/* So many of a side's servers leave room for the table's. */
#define BEFORE_TABLE 6

/* One way to read both sides: for each of them, of TgServer*, the wanted first. */
typedef struct {
  GPtrArray *wanted[2];
} Way;

/**
 * @undecided: by side: the letter says two things, so that none of them is its own
 * @exchanges: of Way*: what stands in each other's place is put right on both sides or on none
 * @each: what else each side may be, whatever the other one is
 */
struct _TgLetterPlan {
  TgAccount *own;
  GPtrArray *findings;
  gboolean undecided[2];
  GPtrArray *exchanges;
  Way each;
};

static GPtrArray *
servers_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
}

static void
add (GPtrArray *servers, const TgServer *server, guint max)
{
  if (servers->len < max && server->security != TG_SECURITY_NONE && tg_server_has_name (server) && !tg_servers_have (servers, server))
    g_ptr_array_add (servers, tg_server_ref (server));
}

static void
add_service (GPtrArray *servers, const TgServer *server, TgSecurity security, guint16 port, guint max)
{
  g_autoptr (TgServer) other = tg_server_with_service (server, server->protocol, security, port);

  add (servers, other, max);
}

/* @server as it stands; where @open, in all the ways that it may be encrypted in, TLS before STARTTLS. */
static void
add_readings (GPtrArray *servers, const TgServer *server, gboolean open, gboolean own_first, guint max)
{
  if (own_first)
    add (servers, server, max);
  if (open || server->security == TG_SECURITY_NONE) {
    add_service (servers, server, TG_SECURITY_TLS, server->port, max);
    add_service (servers, server, TG_SECURITY_TLS, 0, max);
    add_service (servers, server, TG_SECURITY_STARTTLS, server->port, max);
  }
  add (servers, server, max);
}

static GPtrArray *
half_of (const TgLetterAccount *account, TgSide side)
{
  return side == TG_SIDE_SEND ? account->send : account->receive;
}

static const TgRemedy *
first_change (const TgFinding *finding)
{
  for (guint i = 0; i < finding->remedies->len; i++)
    if (((const TgRemedy *)finding->remedies->pdata[i])->change != NULL)
      return finding->remedies->pdata[i];
  return NULL;
}

static void
way_free (gpointer data)
{
  Way *self = data;

  g_ptr_array_unref (self->wanted[TG_SIDE_RECEIVE]);
  g_ptr_array_unref (self->wanted[TG_SIDE_SEND]);
  g_free (self);
}

/* What stands in the wrong place on both sides. */
static void
add_exchanges (TgLetterPlan *self)
{
  for (guint i = 0; i < self->findings->len; i++) {
    const TgFinding *finding = self->findings->pdata[i];
    const TgRemedy *remedy = finding->side == TG_SIDE_BOTH ? first_change (finding) : NULL;
    Way *way;

    if (remedy == NULL)
      continue;
    way = g_new0 (Way, 1);
    for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
      way->wanted[side] = servers_new ();
      add_readings (way->wanted[side], tg_account_server (remedy->change, side), self->undecided[side], !self->undecided[side], 3);
    }
    g_ptr_array_add (self->exchanges, way);
  }
}

static void
add_changes (TgLetterPlan *self, TgSide side, guint max)
{
  for (guint i = 0; i < self->findings->len; i++) {
    const TgFinding *finding = self->findings->pdata[i];

    for (guint k = 0; finding->side == side && k < finding->remedies->len; k++) {
      const TgRemedy *remedy = finding->remedies->pdata[k];

      const TgServer *server = remedy->change != NULL ? tg_account_server (remedy->change, side) : NULL;

      /* The readings of the letter's own name are there already. */
      if (server != NULL)
        add_readings (self->each.wanted[side], server,
                      self->undecided[side] && !tg_server_same_name (server, tg_account_server (self->own, side)), TRUE, max);
    }
  }
}

/* The protocol that the letter has comes first. */
static void
add_table (TgLetterPlan *self, const TgProvider *provider, TgSide side, guint max)
{
  g_autoptr (GPtrArray) servers =
      tg_provider_servers (provider, side == TG_SIDE_SEND ? provider->send : provider->receive, self->own->address);
  const TgServer *own = tg_account_server (self->own, side);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < servers->len; i++) {
      const TgServer *server = servers->pdata[i];

      if (own == NULL || (server->protocol == own->protocol) == (round == 0))
        add (self->each.wanted[side], server, max);
    }
}

static guint
room_for_each (const TgLetterPlan *self, TgSide side)
{
  guint taken = 0;

  for (guint i = 0; i < self->exchanges->len; i++)
    taken += ((const Way *)self->exchanges->pdata[i])->wanted[side]->len;
  return TG_LETTER_TRIED_MAX - MIN (taken, TG_LETTER_TRIED_MAX - 2);
}

static void
add_each (TgLetterPlan *self, const TgLetterAccount *account, const TgProvider *provider, TgSide side)
{
  const guint room = room_for_each (self, side), most = provider != NULL ? MIN (room, BEFORE_TABLE) : room;
  GPtrArray *half = half_of (account, side), *wanted = self->each.wanted[side];

  if (half->len > 0) {
    const TgLetterServer *best = half->pdata[0];
    gboolean open = self->undecided[side] || self->exchanges->len > 0 || (best->inferred & TG_INFERRED_SECURITY) != 0;

    add_readings (wanted, best->server, open, !self->undecided[side], most);
    add_changes (self, side, most);
  }
  for (guint i = 1; i < half->len; i++)
    add (wanted, ((const TgLetterServer *)half->pdata[i])->server, most);
  if (provider != NULL)
    add_table (self, provider, side, room);
}

TgLetterPlan *
tg_letter_plan_new (const TgLetterAccount *account)
{
  TgLetterPlan *self = g_new0 (TgLetterPlan, 1);
  const TgProvider *provider = account->address != NULL ? tg_providers_find (account->address) : NULL;

  self->own = tg_letter_account (account);
  self->findings = tg_letter_account_findings (account);
  self->exchanges = g_ptr_array_new_with_free_func (way_free);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    GPtrArray *half = half_of (account, side);
    const TgLetterServer *best = half->len > 0 ? half->pdata[0] : NULL;
    guint open = TG_INFERRED_PORT | TG_INFERRED_SECURITY;

    self->undecided[side] = best != NULL && (best->contradicts || (best->inferred & open) == open);
    self->each.wanted[side] = servers_new ();
  }
  add_exchanges (self);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    add_each (self, account, provider, side);
  return self;
}

void
tg_letter_plan_free (TgLetterPlan *self)
{
  tg_account_unref (self->own);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->exchanges);
  g_ptr_array_unref (self->each.wanted[TG_SIDE_RECEIVE]);
  g_ptr_array_unref (self->each.wanted[TG_SIDE_SEND]);
  g_free (self);
}

GPtrArray *
tg_letter_plan_servers (const TgLetterPlan *self)
{
  GPtrArray *servers = servers_new ();

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const guint max = servers->len + TG_LETTER_TRIED_MAX;

    for (guint i = 0; i < self->exchanges->len; i++) {
      const Way *way = self->exchanges->pdata[i];

      for (guint k = 0; k < way->wanted[side]->len; k++)
        add (servers, way->wanted[side]->pdata[k], max);
    }
    for (guint i = 0; i < self->each.wanted[side]->len; i++)
      add (servers, self->each.wanted[side]->pdata[i], max);
  }
  return servers;
}

static gboolean
works (GPtrArray *explored, const TgServer *server)
{
  const TgExplored *row = server != NULL ? tg_explored_find (explored, server) : NULL;

  return row != NULL && row->outcome == TG_EXPLORED_WORKS;
}

/* (nullable) */
static const TgServer *
first_that_works (GPtrArray *wanted, GPtrArray *explored)
{
  for (guint i = 0; i < wanted->len; i++)
    if (works (explored, wanted->pdata[i]))
      return wanted->pdata[i];
  return NULL;
}

/* What the letter has, or made of it, is the letter's word; what the table has stays the table's. */
static TgServer *
from_letter (const TgServer *server)
{
  return tg_server_with_origin (server, server->origin == TG_ORIGIN_TABLE ? TG_ORIGIN_TABLE : TG_ORIGIN_LETTER, TG_CONFIRMED_BY_NOBODY);
}

static TgAccount *
with_servers (const TgAccount *account, const TgServer *const servers[2])
{
  TgAccount *self = tg_account_ref (account);

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    g_autoptr (TgAccount) before = self;
    g_autoptr (TgServer) server = servers[side] != NULL ? from_letter (servers[side]) : NULL;

    self = server != NULL ? tg_account_with_server (before, side, server) : tg_account_ref (before);
  }
  return self;
}

static gboolean
own_works (const TgLetterPlan *self, GPtrArray *explored)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *own = tg_account_server (self->own, side);

    if (self->undecided[side] || (own != NULL && !works (explored, own)))
      return FALSE;
  }
  return TRUE;
}

static void
choose (const TgLetterPlan *self, GPtrArray *explored, const TgServer *chosen[2])
{
  if (!own_works (self, explored))
    for (guint i = 0; i < self->exchanges->len; i++) {
      const Way *way = self->exchanges->pdata[i];

      chosen[TG_SIDE_RECEIVE] = first_that_works (way->wanted[TG_SIDE_RECEIVE], explored);
      chosen[TG_SIDE_SEND] = first_that_works (way->wanted[TG_SIDE_SEND], explored);
      if (chosen[TG_SIDE_RECEIVE] != NULL && chosen[TG_SIDE_SEND] != NULL)
        return;
    }
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    chosen[side] = first_that_works (self->each.wanted[side], explored);
}

/* The change of a remedy, with encryption where the letter has none and the server is all right with it. (transfer full) */
static TgAccount *
encrypted (const TgAccount *change, GPtrArray *explored)
{
  const TgServer *servers[2] = { NULL };
  g_autoptr (GPtrArray) readings = servers_new (); /* of both sides: what is chosen must last */

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *server = tg_account_server (change, side);
    g_autoptr (GPtrArray) half = servers_new ();

    if (server == NULL || server->security != TG_SECURITY_NONE)
      continue;
    add_readings (half, server, TRUE, FALSE, TG_LETTER_TRIED_MAX);
    servers[side] = first_that_works (half, explored);
    g_ptr_array_extend_and_steal (readings, g_steal_pointer (&half));
  }
  return with_servers (change, servers);
}

static TgRemedy *
tried_remedy (const TgRemedy *remedy, const TgLetterTrial *trial)
{
  g_autoptr (TgAccount) change = remedy->change != NULL ? encrypted (remedy->change, trial->explored) : NULL;
  TgRemedy *self;

  if (change == NULL)
    return tg_remedy_with_tried (remedy, remedy->tried);
  self = tg_remedy_with_tried (remedy, tg_explored_judge (trial->explored, trial->own, change));
  /* Only what was tried is another remedy than before, and not shared with it. */
  if (self->tried != remedy->tried && !tg_account_equal (change, self->change)) {
    tg_account_unref (self->change);
    self->change = g_steal_pointer (&change);
  }
  return self;
}

/* What is used comes first, what was tried in vain last. */
static int
rank_of (const TgRemedy *remedy, const TgAccount *used)
{
  if (remedy->tried == TG_TRIED_WORKS && remedy->change != NULL && tg_account_equal (remedy->change, used))
    return 0;
  return remedy->tried == TG_TRIED_WORKS ? 1 : remedy->tried == TG_TRIED_NOT ? 2 : 3;
}

static int
better_first (gconstpointer a, gconstpointer b, gpointer used)
{
  return rank_of (*(const TgRemedy *const *)a, used) - rank_of (*(const TgRemedy *const *)b, used);
}

static const TgFinding *
tried_finding (const TgFinding *finding, const TgLetterTrial *trial)
{
  TgFinding *self = tg_finding_copy (finding);

  for (guint i = 0; i < self->remedies->len; i++) {
    const TgRemedy *remedy = self->remedies->pdata[i];

    self->remedies->pdata[i] = tried_remedy (remedy, trial);
    tg_remedy_unref (remedy);
  }
  g_ptr_array_sort_with_data (self->remedies, better_first, trial->account);
  return self;
}

TgLetterTrial *
tg_letter_plan_judge (const TgLetterPlan *self, GPtrArray *explored)
{
  TgLetterTrial *trial = g_new0 (TgLetterTrial, 1);
  const TgServer *chosen[2] = { NULL };

  choose (self, explored, chosen);
  trial->explored = g_ptr_array_ref (explored);
  trial->own = tg_account_ref (self->own);
  trial->account = with_servers (self->own, chosen);
  trial->changed = !tg_account_equal (trial->account, self->own);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    trial->works[side] = works (explored, tg_account_server (trial->account, side));
  trial->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);
  for (guint i = 0; i < self->findings->len; i++)
    g_ptr_array_add (trial->findings, (gpointer)tried_finding (self->findings->pdata[i], trial));
  return trial;
}

void
tg_letter_trial_free (TgLetterTrial *self)
{
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->explored);
  tg_account_unref (self->own);
  tg_account_unref (self->account);
  g_free (self);
}

TgTried
tg_letter_trial_tried (const TgLetterTrial *self, const TgServer *server)
{
  const TgExplored *row = tg_explored_find (self->explored, server);

  return row == NULL ? TG_TRIED_NOT : row->outcome == TG_EXPLORED_WORKS ? TG_TRIED_WORKS : TG_TRIED_FAILS;
}
