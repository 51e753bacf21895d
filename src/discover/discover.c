/* discover.c: begins one search, gives each source its turn, and ends it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/discover.h"

#include "discover/discovery.h"
#include "discover/ends.h"
#include "discover/prove.h"
#include "discover/search.h"
#include "find/read/where.h"
#include "model/source.h"

#define GUESS_AFTER_MS 1500

/* When a source has its turn. */
typedef enum {
  START_AT_ONCE,
  START_AFTER_MX,  /* it needs the domain's mail exchangers */
  START_LAST,      /* nobody else has anything */
  START_UNTIL_THEN /* one of the servers is still missing, and those who may know it have answered or take long */
} Start;

/* Both tables have answered before any of these is asked. */
static const struct {
  TgOrigin source;
  Start start;
  TgSearchAsk ask;
} rows[] = {
  { TG_ORIGIN_MX, START_AT_ONCE, tg_search_ask_mx },
  { TG_ORIGIN_AUTOCONFIG, START_AT_ONCE, tg_search_ask_domain },
  { TG_ORIGIN_WELL_KNOWN, START_AT_ONCE, tg_search_ask_domain },
  { TG_ORIGIN_PACC, START_AT_ONCE, tg_search_ask_pacc },
  { TG_ORIGIN_ISPDB, START_AT_ONCE, tg_search_ask_ispdb },
  { TG_ORIGIN_SRV, START_AT_ONCE, tg_search_ask_srv },
  { TG_ORIGIN_MX_DOMAIN, START_AFTER_MX, tg_search_ask_mx_domain },
  { TG_ORIGIN_HTTP, START_LAST, tg_search_ask_domain },
  { TG_ORIGIN_GUESS, START_UNTIL_THEN, tg_search_ask_guess },
};

static void look_again (TgSearch *self);

TgSearch *
tg_search_ref (TgSearch *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  TgSearch *self = data;

  tg_discovery_unref (self->found);
  tg_network_unref (self->network);
  tg_mail_exchangers_free (self->exchangers);
  g_object_unref (self->stop);
  g_object_unref (self->proving);
  g_free (self->domain);
  g_free (self->ispdb_url);
}

void
tg_search_unref (TgSearch *self)
{
  g_rc_box_release_full (self, clear);
}

double
tg_search_now (const TgSearch *self)
{
  return (double)(g_get_monotonic_time () - self->began) / 1000.0;
}

/* Five eighths: what is asked only if nobody else knows has its time, too. */
guint
tg_search_patience (const TgSearch *self)
{
  double left = (double)tg_network_patient_ms (self->timeout_ms) - tg_search_now (self);

  return (guint)CLAMP (MIN (left, (double)self->timeout_ms * 5 / 8), 1, TG_REQUEST_MS);
}

gboolean
tg_search_is_over (const TgSearch *self)
{
  return self->found->over;
}

void
tg_search_asks (TgSearch *self, TgOrigin source, const char *line)
{
  if (!tg_search_is_over (self))
    g_ptr_array_add (tg_discovery_slot (self->found, source)->asked, g_strdup (line));
}

/* Without a word to whoever watches, and without looking at what is to happen next. */
static void
settle (TgSearch *self, TgOrigin source, TgSourceOutcome outcome, TgCandidate *candidate, const char *detail)
{
  TgDiscoverAnswer *answer = tg_discovery_slot (self->found, source);
  gint64 begun = self->begun[answer - self->found->answers];

  answer->settled = TRUE;
  answer->outcome = outcome;
  answer->candidate = candidate;
  answer->detail = g_strdup (detail);
  answer->at = tg_search_now (self);
  answer->ms = begun != 0 ? (double)(g_get_monotonic_time () - begun) / 1000.0 : 0;
}

static gboolean
is_settled (const TgSearch *self, TgOrigin source)
{
  return tg_discovery_answer (self->found, source)->settled;
}

static void
report (TgSearch *self)
{
  tg_discovery_rank (self->found);
  if (self->progress != NULL)
    self->progress (self->found, self->progress_data);
}

void
tg_search_settle (TgSearch *self, TgOrigin source, TgSourceOutcome outcome, TgCandidate *candidate, const char *detail)
{
  if (tg_search_is_over (self) || is_settled (self, source)) {
    tg_candidate_free (candidate);
    return;
  }
  settle (self, source, outcome, candidate, detail);
  /* A name server may say that a name is not there, where another source found that it is. */
  if (candidate != NULL && source != TG_ORIGIN_ISPDB && self->found->domain == TG_MAIL_DOMAIN_NOT_FOUND)
    self->found->domain = TG_MAIL_DOMAIN_EXISTS;
  if (candidate != NULL)
    report (self);
  look_again (self);
}

void
tg_search_noted (TgSearch *self)
{
  if (!tg_search_is_over (self) && self->progress != NULL)
    self->progress (self->found, self->progress_data);
}

static gboolean
anything_found (const TgSearch *self)
{
  return self->found->ranking->account != NULL;
}

/* Whether all that are asked at once have answered, and those that follow from them. */
static gboolean
others_have_answered (const TgSearch *self, Start until)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].start < until && !is_settled (self, rows[i].source))
      return FALSE;
  return TRUE;
}

typedef enum { TURN_LATER, TURN_NOW, TURN_NEVER } Turn;

static Turn
turn_of (const TgSearch *self, Start start)
{
  switch (start) {
  case START_AT_ONCE:
    return TURN_NOW;
  case START_AFTER_MX:
    /* A company that is in our table is asked nothing about its customers. */
    if (self->exchangers == NULL || (self->found->hosted != NULL && self->found->hosted->provider != NULL))
      return is_settled (self, TG_ORIGIN_MX) ? TURN_NEVER : TURN_LATER;
    return TURN_NOW;
  case START_LAST:
    return anything_found (self) ? TURN_NEVER : others_have_answered (self, START_LAST) ? TURN_NOW : TURN_LATER;
  case START_UNTIL_THEN:
  default:
    if (tg_discovery_stands (self->found, TG_GRADE_CANDIDATE))
      return TURN_NEVER;
    /* Where a name server says that there is no such domain, no name below it has a server. */
    if (self->found->domain == TG_MAIL_DOMAIN_NOT_FOUND && others_have_answered (self, START_LAST))
      return TURN_NEVER;
    return tg_search_now (self) >= GUESS_AFTER_MS || others_have_answered (self, START_AFTER_MX) ? TURN_NOW : TURN_LATER;
  }
}

/* Gives everybody a turn whose time has come. */
static void
take_turns (TgSearch *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows) && !tg_search_is_over (self); i++) {
    gsize place = (gsize)(tg_discovery_slot (self->found, rows[i].source) - self->found->answers);
    Turn turn;

    if (self->begun[place] != 0 || self->found->answers[place].settled)
      continue;
    turn = turn_of (self, rows[i].start);
    if (turn == TURN_NEVER)
      settle (self, rows[i].source, TG_SOURCE_SKIPPED, NULL, NULL);
    if (turn != TURN_NOW)
      continue;
    self->begun[place] = g_get_monotonic_time ();
    rows[i].ask (self, rows[i].source);
  }
}

static void
give (TgSearch *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_clear_pointer (&self->cancelled, tg_source_end);
  g_task_return_pointer (task, tg_discovery_ref (self->found), (GDestroyNotify)tg_discovery_unref);
}

static void
on_proven (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgSearch) self = data;

  tg_prove_finish (result);
  give (self);
}

/* What has not answered by now is silent; what was not asked is left out. */
static void
end (TgSearch *self)
{
  for (guint i = 0; i < TG_N_DISCOVER_SOURCES; i++)
    if (!self->found->answers[i].settled)
      settle (self, self->found->answers[i].source, self->begun[i] != 0 ? TG_SOURCE_TIMEOUT : TG_SOURCE_SKIPPED, NULL, NULL);
  tg_discovery_rank (self->found);
  self->found->over = TRUE;
  g_clear_pointer (&self->clock, tg_source_end);
  g_cancellable_cancel (self->stop);
  if (self->proves && !g_cancellable_is_cancelled (self->proving))
    tg_prove_async (self->found, self->network, self->proving, on_proven, tg_search_ref (self));
  else
    give (self);
}

static gboolean
on_clock (gpointer data)
{
  g_autoptr (TgSearch) self = tg_search_ref (data);

  look_again (self);
  return G_SOURCE_REMOVE;
}

static double
wait_of (const TgSearch *self)
{
  const TgSearchClock clock = { tg_search_now (self), tg_network_patient_ms (self->timeout_ms), self->dns_ms };

  return tg_search_wait (self->found, self->known_is_enough, &clock);
}

/* Ends the search, or sets the clock to when that, or somebody's turn, is to be looked at again. */
static void
look_again (TgSearch *self)
{
  double wait;

  g_clear_pointer (&self->clock, tg_source_end);
  /* Nobody is asked once nobody need be. */
  if (wait_of (self) > 0)
    take_turns (self);
  if (tg_search_is_over (self))
    return;
  wait = wait_of (self);
  if (wait <= 0) {
    end (self);
    return;
  }
  if (tg_search_now (self) < GUESS_AFTER_MS)
    wait = MIN (wait, GUESS_AFTER_MS - tg_search_now (self));
  g_clear_pointer (&self->clock, tg_source_end);
  self->clock = tg_source_begin (g_timeout_source_new ((guint)wait + 1), on_clock, self, g_main_context_get_thread_default ());
}

static gboolean
begin (gpointer data)
{
  g_autoptr (TgSearch) self = tg_search_ref (data);

  g_clear_pointer (&self->clock, tg_source_end);
  if (anything_found (self))
    report (self);
  look_again (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  g_autoptr (TgSearch) self = tg_search_ref (data);

  g_cancellable_cancel (self->proving);
  if (!tg_search_is_over (self))
    end (self);
  return G_SOURCE_REMOVE;
}

static TgSearch *
search_new (const char *address, const TgDiscoverOptions *options)
{
  TgSearch *self = g_rc_box_new0 (TgSearch);

  self->found = tg_discovery_new (address);
  self->network = tg_network_ref (options->network);
  self->domain = options->offline ? NULL : tg_where_domain (address);
  self->ispdb_url = g_strdup (options->ispdb_url);
  self->stop = g_cancellable_new ();
  self->proving = g_cancellable_new ();
  self->proves = options->proves && self->domain != NULL;
  self->began = g_get_monotonic_time ();
  self->timeout_ms = options->timeout_ms != 0 ? options->timeout_ms : TG_DISCOVER_TIMEOUT_MS;
  self->known_is_enough = options->known_is_enough;
  return self;
}

void
tg_discover_async (const char *address, const TgDiscoverOptions *options, TgDiscoverProgress progress, gpointer progress_data,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (address != NULL && options->network != NULL);

  TgSearch *self = search_new (address, options);
  GMainContext *context = g_main_context_get_thread_default ();

  self->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, tg_discover_async);
  /* What was found by then is told, too. */
  g_task_set_check_cancellable (self->task, FALSE);
  g_task_set_task_data (self->task, self, (GDestroyNotify)tg_search_unref);
  self->progress = progress;
  self->progress_data = progress_data;
  tg_discovery_ask_tables (self->found);
  if (self->domain == NULL)
    for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
      settle (self, rows[i].source, TG_SOURCE_SKIPPED, NULL, NULL);
  if (cancellable != NULL)
    self->cancelled = tg_source_begin (g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled), self, context);
  self->clock = tg_source_begin (g_idle_source_new (), begin, self, context);
}

TgDiscovery *
tg_discover_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  g_cancellable_set_error_if_cancelled (g_task_get_cancellable (G_TASK (result)), error);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
